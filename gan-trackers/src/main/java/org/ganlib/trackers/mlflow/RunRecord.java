package org.ganlib.trackers.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.BoundedText;
import org.ganlib.json.BoundedJson;

/**
 * The file {@code mlflow.json} of a run directory. It names the server and the run on it, so that a
 * continued run is reported to the same place. It contains nothing secret.
 *
 * @param server the server's address
 * @param run the run's ID there
 * @param loggedStep the last step whose numbers were delivered; 0 before the first
 */
record RunRecord(String server, String run, long loggedStep) {
    private static final String NAME = "mlflow.json";
    private static final int LONGEST = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The record in a run directory; empty if there is none that can be read. */
    static Optional<RunRecord> read(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode content = BoundedJson.parse(BoundedText.read(file, LONGEST));
            RunRecord known = new RunRecord(
                    content.path("server").asText(""),
                    content.path("run").asText(""),
                    content.path("logged-step").asLong(0));
            return Optional.of(known).filter(record -> !record.run().isEmpty());
        } catch (IOException e) {
            // A damaged file counts as missing: a new run then begins on the server.
            return Optional.empty();
        }
    }

    /** Writes the file. */
    void write(Path directory) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("server", server);
        content.put("run", run);
        content.put("logged-step", loggedStep);
        AtomicFile.write(
                directory.resolve(NAME), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    }

    /** The record of the same run with a later step. */
    RunRecord after(long step) {
        return new RunRecord(server, run, Math.max(loggedStep, step));
    }
}
