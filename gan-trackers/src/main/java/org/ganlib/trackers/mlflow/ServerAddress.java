package org.ganlib.trackers.mlflow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The address of a server, and the header with the credentials for it.
 *
 * @param root the address without a user's name, query and final slash
 * @param authorization the value of the header {@code Authorization}; empty for none. It is secret.
 */
record ServerAddress(String root, Optional<String> authorization) {
    static final String URI_VARIABLE = "MLFLOW_TRACKING_URI";
    static final String TOKEN_VARIABLE = "MLFLOW_TRACKING_TOKEN";
    static final String USER_VARIABLE = "MLFLOW_TRACKING_USERNAME";
    static final String PASSWORD_VARIABLE = "MLFLOW_TRACKING_PASSWORD";

    /**
     * The server that a setting or the environment names.
     *
     * @param uri the setting; empty if the environment decides
     * @throws IllegalArgumentException if no server is named, or a value cannot be used; the
     *     message says which value and what to do, and contains nothing secret
     */
    static ServerAddress of(String uri, Map<String, String> environment) {
        String named =
                uri.isEmpty() ? environment.getOrDefault(URI_VARIABLE, "").strip() : uri;
        if (named.isEmpty()) {
            throw new IllegalArgumentException(
                    "no server is named. Set " + URI_VARIABLE + ", for example to http://localhost:5000");
        }
        if (!isOne(named)) {
            throw new IllegalArgumentException(URI_VARIABLE + ": must be like http://localhost:5000, was '"
                    + withoutUser(named) + "'. Only servers are supported, not folders or databases");
        }
        URI address = URI.create(named);
        String path = address.getRawPath() == null ? "" : address.getRawPath().replaceFirst("/+$", "");
        String root = address.getScheme() + "://" + host(address) + path;
        return new ServerAddress(root, authorization(address, environment));
    }

    private static String host(URI address) {
        return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    private static Optional<String> authorization(URI address, Map<String, String> environment) {
        String token = environment.getOrDefault(TOKEN_VARIABLE, "").strip();
        String user = environment.getOrDefault(USER_VARIABLE, "");
        if (!token.isEmpty()) {
            if (token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IllegalArgumentException(
                        TOKEN_VARIABLE + ": holds a space or a character that no header may have. Set it again");
            }
            return Optional.of("Bearer " + token);
        }
        String pair =
                user.isEmpty() ? address.getUserInfo() : user + ":" + environment.getOrDefault(PASSWORD_VARIABLE, "");
        return Optional.ofNullable(pair)
                .map(text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** True if the text is an absolute address of HTTP with a host. */
    static boolean isOne(String text) {
        try {
            URI address = URI.create(text);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return web && address.getHost() != null && address.getQuery() == null && address.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** True if the address has a user's name, and perhaps a password, before the host. */
    static boolean hasUser(String text) {
        return !withoutUser(text).equals(text);
    }

    /** The address without the user's name and password. */
    static String withoutUser(String text) {
        return text.replaceFirst("//[^/]*@", "//");
    }

    /** The address without the header, which is secret. */
    @Override
    public String toString() {
        return root;
    }
}
