package org.ganlib.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.file.BoundedText;
import org.ganlib.file.RegularFile;
import org.ganlib.json.BoundedJson;
import org.ganlib.problem.DataException;

/** The lines of a file of JSON objects, and the numbers in them by name. */
public final class RunHistory {
    private final Map<String, Series> series = new LinkedHashMap<>();

    private RunHistory() {}

    /**
     * Reads metrics.jsonl; a run that has not logged yet has none.
     *
     * @throws DataException if a line is no JSON object, unless it is the last and a running
     *     process may be writing it
     */
    public static RunHistory read(Path file) {
        RunHistory history = new RunHistory();
        for (JsonNode line : lines(file)) {
            double step = line.path("step").asDouble(Double.NaN);
            line.properties().forEach(field -> {
                if (field.getValue().isNumber() && !field.getKey().equals("step")) {
                    history.series
                            .computeIfAbsent(field.getKey(), name -> new Series())
                            .add(step, field.getValue().asDouble());
                }
            });
        }
        history.series.values().removeIf(s -> s.count() == 0);
        return history;
    }

    /** The objects of a file, one a line; none where there is no file. */
    static List<JsonNode> lines(Path file) {
        List<JsonNode> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        try (BufferedReader reader = RegularFile.reader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = BoundedText.readLine(reader); line != null; line = BoundedText.readLine(reader)) {
                number++;
                try {
                    lines.add(BoundedJson.parse(line));
                } catch (JsonProcessingException e) {
                    if (BoundedText.readLine(reader) == null) {
                        break;
                    }
                    throw new DataException(
                            file + ", line " + number + ": is no JSON object. Restore the line or remove it", e);
                }
            }
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
        }
        return lines;
    }

    /**
     * The finite values of two numbers at the steps at which both were logged, in their order.
     *
     * @return two lists of equal length; empty if one of the two was never logged
     */
    public List<List<Double>> together(String one, String other) {
        Series ofOne = series.getOrDefault(one, new Series());
        Series ofOther = series.getOrDefault(other, new Series());
        List<List<Double>> values = List.of(new ArrayList<>(), new ArrayList<>());
        int j = 0;
        for (int i = 0; i < ofOne.count(); i++) {
            while (j < ofOther.count() && ofOther.step(j) < ofOne.step(i)) {
                j++;
            }
            if (j < ofOther.count() && ofOther.step(j) == ofOne.step(i)) {
                values.get(0).add(ofOne.value(i));
                values.get(1).add(ofOther.value(j));
            }
        }
        return values;
    }

    /** Everything that was logged, in the order of its first appearance. */
    Map<String, Series> series() {
        return series;
    }
}
