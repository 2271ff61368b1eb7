package org.ganlib.train;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.BoundedText;
import org.ganlib.file.RegularFile;
import org.ganlib.json.BoundedJson;
import org.ganlib.problem.DataException;

/** Prepares the {@code metrics.jsonl} of a run that is about to be continued. */
public final class MetricsFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MetricsFile() {}

    /**
     * Removes the lines of later steps, which the run will compute again, and the rest of an
     * unfinished line. The file is replaced as a whole or not at all.
     *
     * <p>Missing lines of earlier steps are rebuilt from {@code numbers}, if it has these steps. A
     * line is known to be missing if its step is in {@code numbers}, or if its step comes after the
     * last line.
     *
     * @param logEvery steps between two lines
     * @param numbers the known numbers, by step and name
     * @throws DataException if a line before the last is no line of metrics; the message names it
     */
    static Kept keepUntil(Path file, long step, long logEvery, NavigableMap<Long, Map<String, Double>> numbers) {
        NavigableMap<Long, Map<String, Double>> missing = new TreeMap<>(numbers);
        long last = 0;
        for (long logged : stepsIn(file, step)) {
            missing.remove(logged);
            last = Math.max(last, logged);
        }
        long lost = 0;
        for (long logged = (last / logEvery + 1) * logEvery; logged <= step; logged += logEvery) {
            lost += missing.containsKey(logged) ? 0 : 1;
        }
        if (missing.isEmpty() && !Files.exists(file)) {
            return new Kept(0, 0, lost);
        }
        NavigableMap<Long, Map<String, Double>> left = new TreeMap<>(missing);
        long[] kept = new long[1];
        AtomicFile.write(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.ISO_8859_1));
            // In this charset one byte is one character, so lines are copied unchanged, even with
            // damaged bytes that are no UTF-8.
            try (BufferedReader reader = reader(file)) {
                String line = BoundedText.readLine(reader);
                for (long number = 1; line != null; number++) {
                    String next = BoundedText.readLine(reader);
                    long logged = stepOf(file, line, number, next == null);
                    if (logged <= step) {
                        append(left, logged, writer);
                        writer.append(line).append('\n');
                        kept[0]++;
                    }
                    line = next;
                }
            }
            append(left, Long.MAX_VALUE, writer);
            writer.flush();
        });
        return new Kept(kept[0], missing.size(), lost);
    }

    /**
     * The numbers of lines up to the checkpoint's step, by what happened to them.
     *
     * @param kept the number of lines that were there
     * @param rebuilt the number of missing lines that were rebuilt
     * @param lost the number of lines that stay missing
     */
    public record Kept(long kept, long rebuilt, long lost) {}

    private static BufferedReader reader(Path file) throws IOException {
        return Files.exists(file)
                ? RegularFile.reader(file, StandardCharsets.ISO_8859_1)
                : new BufferedReader(Reader.nullReader());
    }

    private static List<Long> stepsIn(Path file, long until) {
        List<Long> steps = new ArrayList<>();
        try (BufferedReader reader = reader(file)) {
            String line = BoundedText.readLine(reader);
            for (long number = 1; line != null; number++) {
                String next = BoundedText.readLine(reader);
                long step = stepOf(file, line, number, next == null);
                if (step <= until) {
                    steps.add(step);
                }
                line = next;
            }
            return steps;
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes the rebuilt lines that come before that step, and removes them from {@code left}. */
    private static void append(NavigableMap<Long, Map<String, Double>> left, long before, Writer writer)
            throws IOException {
        for (Map.Entry<Long, Map<String, Double>> line = left.firstEntry();
                line != null && line.getKey() < before;
                line = left.firstEntry()) {
            StringWriter text = new StringWriter();
            try (JsonGenerator object = JSON.createGenerator(text)) {
                object.writeStartObject();
                object.writeNumberField("step", line.getKey());
                for (Map.Entry<String, Double> number : line.getValue().entrySet()) {
                    if (number.getKey().equals("examples")) {
                        object.writeNumberField("examples", number.getValue().longValue());
                    } else {
                        object.writeNumberField(number.getKey(), number.getValue());
                    }
                }
                object.writeEndObject();
            }
            writer.append(text.toString()).append('\n');
            left.pollFirstEntry();
        }
    }

    private static long stepOf(Path file, String line, long number, boolean last) {
        try {
            JsonNode step = BoundedJson.parse(line).path("step");
            if (step.isIntegralNumber()) {
                return step.asLong();
            }
        } catch (JsonProcessingException e) {
            // This is reported below, together with JSON of another kind.
        }
        if (last) {
            return Long.MAX_VALUE;
        }
        throw new DataException(file + ", line " + number
                + " is no JSON object with a step. Correct or delete that line; training itself does not read it");
    }
}
