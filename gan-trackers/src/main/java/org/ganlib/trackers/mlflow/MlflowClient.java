package org.ganlib.trackers.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.ganlib.file.RegularFile;
import org.ganlib.json.BoundedJson;

/**
 * A client of MLflow's REST API. Every call waits a limited time for the answer.
 *
 * <p>Redirects are not followed, because the token would be sent to another address. Proxies
 * are those of the Java machine's properties ({@code https.proxyHost} and the like).
 */
final class MlflowClient {
    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int LONGEST_REASON = 200;

    /** The least speed of an upload, in bytes per second; a slower one is given up. */
    private static final int SLOWEST_UPLOAD = 100 << 10;

    private static final int OK = 200;
    private static final int REDIRECTIONS = 300;
    private static final int REFUSALS = 400;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerAddress server;
    private final Duration timeout;
    private final HttpClient http;

    /** @param timeout the time to wait for a connection, and for each answer */
    MlflowClient(ServerAddress server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Calls a method of the API that changes something.
     *
     * @param method the method, such as {@code runs/create}
     * @return the answer, an object
     * @throws IOException if the server cannot be reached, answers late or fails
     * @throws RefusedException if the server refuses the request
     */
    JsonNode post(String method, Map<String, Object> body) throws IOException, RefusedException, InterruptedException {
        HttpRequest.Builder request = request(URI.create(server.root() + API + method))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json(body)));
        return send(request, timeout);
    }

    /** Calls a method of the API that reads something; throws as {@link #post} does. */
    JsonNode get(String method, Map<String, String> query) throws IOException, RefusedException, InterruptedException {
        String text = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                request(URI.create(server.root() + API + method + "?" + text)).GET(), timeout);
    }

    /**
     * Writes a file into the server's own store of artifacts; throws as {@link #post} does.
     *
     * @param folder the folder there, as the server names it
     */
    void upload(String folder, Path file) throws IOException, RefusedException, InterruptedException {
        String path = Arrays.stream((folder + "/" + file.getFileName()).split("/", -1))
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        send(
                request(URI.create(server.root() + ARTIFACTS + path))
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofFile(RegularFile.require(file))),
                timeout.plusSeconds(Files.size(file) / SLOWEST_UPLOAD));
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        server.authorization().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    /**
     * Sends a request and waits for the whole answer. The time limit of {@link HttpClient} ends
     * with the first byte of the answer, so this method has its own.
     */
    private JsonNode send(HttpRequest.Builder request, Duration patience)
            throws IOException, RefusedException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.timeout(patience).build(), info -> new BoundedBody(LONGEST_ANSWER));
        HttpResponse<byte[]> response;
        try {
            response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw late(patience, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof HttpConnectTimeoutException) {
                throw new IOException("no connection within " + patience.toSeconds() + " s", e);
            }
            if (cause instanceof HttpTimeoutException) {
                throw late(patience, e);
            }
            throw cause instanceof IOException known ? known : new IOException(String.valueOf(cause), e);
        }
        String text = new String(response.body(), StandardCharsets.UTF_8);
        int status = response.statusCode();
        if (status == OK) {
            return parsed(text);
        }
        if (status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
            throw new IOException("it answers " + status + reason(text));
        }
        if (status >= REDIRECTIONS && status < REFUSALS) {
            throw new RefusedException(
                    status, "", "sends to another address. Name that one, or the path behind which the API lies");
        }
        throw refusal(status, text);
    }

    private static IOException late(Duration patience, Exception cause) {
        return new IOException("no answer within " + patience.toSeconds() + " s", cause);
    }

    private static RefusedException refusal(int status, String text) {
        JsonNode answer = lenient(text);
        return new RefusedException(
                status,
                cut(answer.path("error_code").asText("")),
                cut(answer.path("message").asText("")));
    }

    private static String reason(String text) {
        String message = cut(lenient(text).path("message").asText(""));
        return message.isEmpty() ? "" : " (" + message + ")";
    }

    private static JsonNode parsed(String text) throws IOException {
        try {
            JsonNode answer = BoundedJson.parse(text.isBlank() ? "{}" : text);
            if (answer.isObject()) {
                return answer;
            }
        } catch (JsonProcessingException e) {
            throw new IOException("it answers with something else than JSON, so it is no MLflow server", e);
        }
        throw new IOException("it answers with something else than an object, so it is no MLflow server");
    }

    private static JsonNode lenient(String text) {
        try {
            return BoundedJson.parse(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    private static String json(Map<String, Object> body) throws IOException {
        return JSON.writeValueAsString(body);
    }

    /** The pairs in the API's form: a list of objects, each of which has a key and a value. */
    static List<Map<String, Object>> entries(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(entry -> Map.<String, Object>of("key", entry.getKey(), "value", entry.getValue()))
                .toList();
    }
}
