package org.ganlib.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.ganlib.config.RecordedOrigins;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.RegularFile;
import org.ganlib.file.Sha256;
import org.ganlib.json.BoundedJson;
import org.ganlib.machine.Backend;
import org.ganlib.machine.Engines;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.PluginOrigin;
import org.ganlib.spi.DatasetInfo;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Everything besides its configuration that a run depends on.
 *
 * @param backend ND4J as it was started
 * @param engines the engine in use, and the engine that each network runs on
 * @param catalog the installed plugins
 */
public record Environment(Backend backend, Engines engines, PluginCatalog catalog) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Writes the environment in which a run begins.
     *
     * @param run a name that no other run has
     * @param experiment the name it was asked for by
     */
    public void write(Path file, String run, String experiment, Instant started, DatasetInfo data) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("run", run);
        content.put("experiment", experiment);
        content.put("started", started.toString());
        content.putAll(describe());
        putJars(content);
        content.put("data", describe(data));
        write(file, content);
    }

    /**
     * Adds an entry to the file: the run was continued in this environment. What the file says
     * about the run's beginning stays. A file that cannot be read is replaced.
     *
     * @param run the run's name, noted where it had none
     * @param step the step of the checkpoint it was continued from
     * @param changes the settings changed, {@code key=value}
     * @param acceptedData the difference between the data and the data that the run was trained on,
     *     if the user accepted it
     */
    public void append(Path file, String run, long step, List<String> changes, Optional<String> acceptedData) {
        ObjectNode content = read(file);
        if (!content.path("run").isTextual()) {
            content.put("run", run);
        }
        Map<String, Object> continued = new LinkedHashMap<>();
        continued.put("step", step);
        continued.put("changes", changes);
        acceptedData.ifPresent(change -> continued.put("accepted data", change));
        continued.putAll(describe());
        continued.remove("plugins");
        putJars(continued);
        ArrayNode all = content.path("continued") instanceof ArrayNode array ? array : content.putArray("continued");
        all.addPOJO(continued);
        write(file, content);
    }

    /** The name of the run that such a file belongs to; empty in files of earlier versions. */
    public static Optional<String> runOf(Path file) {
        return Optional.ofNullable(read(file).path("run").asText(null));
    }

    /**
     * The settings, {@code key=value}, that were changed when the run was continued after that step
     * or a later one.
     */
    public static List<String> changesSince(Path file, long step) {
        List<String> changes = new ArrayList<>();
        for (JsonNode continued : read(file).path("continued")) {
            if (continued.path("step").asLong(-1) >= step) {
                continued.path("changes").forEach(change -> changes.add(change.asText()));
            }
        }
        return changes;
    }

    /**
     * Adds the jars of plugins that are not ganlib's own. The hash of a jar tells whether a jar
     * found later is the same.
     */
    private void putJars(Map<String, Object> content) {
        Map<String, Map<String, Object>> jars = new LinkedHashMap<>();
        for (Class<?> kind : catalog.kinds()) {
            for (PluginDescriptor<?> plugin : catalog.all(kind)) {
                if (!plugin.type().getName().startsWith("org.ganlib.")) {
                    jars.computeIfAbsent(plugin.origin(), origin -> jar(plugin.type()))
                            .merge("plugins", List.of(key(plugin.kindName(), plugin.name())), Environment::joined);
                }
            }
        }
        if (!jars.isEmpty()) {
            content.put("plugin jars", jars);
        }
    }

    private static Map<String, Object> jar(Class<?> type) {
        Map<String, Object> jar = new LinkedHashMap<>();
        PluginOrigin.path(type)
                .filter(Files::isRegularFile)
                .flatMap(Environment::hash)
                .ifPresent(hash -> jar.put("sha256", hash));
        return jar;
    }

    private static Optional<String> hash(Path file) {
        try {
            return Optional.of(HexFormat.of().formatHex(Sha256.digest().digest(RegularFile.bytes(file))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Object> joined(Object one, Object other) {
        return Stream.of((List<?>) one, (List<?>) other)
                .<Object>flatMap(List::stream)
                .toList();
    }

    private static String key(String kind, String name) {
        return kind + " " + name;
    }

    /** The plugins that the file records; files of earlier versions record their classes alone. */
    public static RecordedOrigins origins(Path file) {
        return (kind, name) -> origin(read(file), kind, name);
    }

    private static Optional<String> origin(ObjectNode content, String kind, String name) {
        JsonNode type = content.path("plugins").path(kind).path(name);
        if (!type.isTextual() || type.asText().startsWith("org.ganlib.")) {
            return Optional.empty();
        }
        List<JsonNode> records = new ArrayList<>(List.of(content));
        content.path("continued").forEach(records::add);
        String place = "";
        for (JsonNode record : records) {
            for (Map.Entry<String, JsonNode> jar : record.path("plugin jars").properties()) {
                for (JsonNode plugin : jar.getValue().path("plugins")) {
                    if (plugin.asText().equals(key(kind, name))) {
                        String hash = jar.getValue().path("sha256").asText("");
                        place = " in " + jar.getKey() + (hash.isEmpty() ? "" : " (sha256 " + hash + ")");
                    }
                }
            }
        }
        return Optional.of("The run used the class " + type.asText() + place + ". Name its jar in GAN_PLUGINS");
    }

    /** Reads the file. A file that cannot be read counts as empty. */
    private static ObjectNode read(Path file) {
        try {
            return BoundedJson.read(file) instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private static void write(Path file, Object content) {
        try {
            AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers are always JSON", e);
        }
    }

    public Map<String, Object> describe() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("ganlib", Versions.ganlib());
        content.put("revision", Versions.revision().orElse("unknown"));
        content.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        content.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        content.put("processors", Runtime.getRuntime().availableProcessors());
        content.put("device", engines.chosen().device());
        content.put("device chosen", engines.chosen().deviceReason());
        content.put("precision", engines.options().precision().name().toLowerCase(Locale.ROOT));
        content.put("backend", backend.name());
        content.put("nd4j", nd4jVersion());
        content.put("blas", backend.blas());
        content.put("threads", backend.threads());
        content.put("threads chosen", backend.threadsReason());
        content.put("engine", engines.name());
        engines.uses().forEach((network, use) -> content.put("network " + network, use));
        Map<String, Map<String, String>> plugins = new LinkedHashMap<>();
        for (Class<?> kind : catalog.kinds()) {
            Map<String, String> origins = new LinkedHashMap<>();
            for (PluginDescriptor<?> plugin : catalog.all(kind)) {
                origins.put(plugin.name(), plugin.type().getName());
            }
            plugins.put(PluginCatalog.kindName(kind), origins);
        }
        content.put("plugins", plugins);
        return content;
    }

    /** The version in the Maven coordinates of ND4J's jar, because its manifest has none. */
    private static String nd4jVersion() {
        try (InputStream in = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static Map<String, Object> describe(DatasetInfo data) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", data.name());
        content.put("shape", data.shape().dimensions());
        if (data.examples().isPresent()) {
            content.put("examples", data.examples().getAsInt());
        }
        content.put("fingerprint", data.fingerprint());
        return content;
    }
}
