package org.ganlib.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.BoundedJson;
import org.ganlib.file.BoundedText;
import org.ganlib.problem.DataException;

/** {@code metrics.jsonl} of a run that is about to go on. */
final class MetricsFile {
    private MetricsFile() {}

    /**
     * Removes the lines of later steps, which the run is going to compute again, and what is left of a line that was never finished. The file is
     * replaced as a whole or not at all.
     *
     * @return how many lines stay
     * @throws DataException if a line before the last is no line of metrics: names it
     */
    static long keepUntil(Path file, long step) {
        if (!Files.exists(file)) {
            return 0;
        }
        long[] kept = new long[1];
        AtomicFile.write(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.ISO_8859_1));
            // One character a byte, so that what stays is what was there, also where a damaged byte is no UTF-8.
            try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                String line = BoundedText.readLine(reader);
                for (long number = 1; line != null; number++) {
                    String next = BoundedText.readLine(reader);
                    if (stepOf(file, line, number, next == null) <= step) {
                        writer.append(line).append('\n');
                        kept[0]++;
                    }
                    line = next;
                }
            }
            writer.flush();
        });
        return kept[0];
    }

    private static long stepOf(Path file, String line, long number, boolean last) {
        try {
            JsonNode step = BoundedJson.parse(line).path("step");
            if (step.isIntegralNumber()) {
                return step.asLong();
            }
        } catch (JsonProcessingException e) {
            // Told below, as for JSON of another kind.
        }
        if (last) {
            return Long.MAX_VALUE;
        }
        throw new DataException(file + ", line " + number
                + " is no JSON object with a step. Correct or delete that line; training itself does not read it");
    }
}
