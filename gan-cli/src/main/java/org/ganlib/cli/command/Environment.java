package org.ganlib.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.ganlib.file.AtomicFile;
import org.ganlib.json.BoundedJson;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.wiring.Backend;
import org.ganlib.wiring.Engines;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a run depends on besides its configuration.
 *
 * @param backend ND4J as it was started
 * @param engines the engine in use, and what each network runs on
 * @param catalog the installed plugins
 */
record Environment(Backend backend, Engines engines, PluginCatalog catalog) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Writes the environment in which a run begins.
     *
     * @param run a name that no other run has
     * @param experiment the name it was asked for by
     */
    void write(Path file, String run, String experiment, Instant started, DatasetInfo data) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("run", run);
        content.put("experiment", experiment);
        content.put("started", started.toString());
        content.putAll(describe());
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
     * @param acceptedData how the data differs from what the run was trained on, where the user
     *     accepted that
     */
    void append(Path file, String run, long step, List<String> changes, Optional<String> acceptedData) {
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
        ArrayNode all = content.path("continued") instanceof ArrayNode array ? array : content.putArray("continued");
        all.addPOJO(continued);
        write(file, content);
    }

    /** The name of the run that such a file belongs to; empty in files of earlier versions. */
    static Optional<String> runOf(Path file) {
        return Optional.ofNullable(read(file).path("run").asText(null));
    }

    /**
     * The settings, {@code key=value}, that were changed when the run was continued after that step
     * or a later one.
     */
    static List<String> changesSince(Path file, long step) {
        List<String> changes = new ArrayList<>();
        for (JsonNode continued : read(file).path("continued")) {
            if (continued.path("step").asLong(-1) >= step) {
                continued.path("changes").forEach(change -> changes.add(change.asText()));
            }
        }
        return changes;
    }

    /** Reads the file; one that cannot be read counts as empty. */
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

    Map<String, Object> describe() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("ganlib", Versions.ganlib());
        content.put("revision", Versions.revision().orElse("unknown"));
        content.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        content.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        content.put("processors", Runtime.getRuntime().availableProcessors());
        content.put("device", backend.device());
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

    /** From the jar's Maven coordinates: its manifest does not say. */
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
