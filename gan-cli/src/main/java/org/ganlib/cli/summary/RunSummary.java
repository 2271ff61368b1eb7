package org.ganlib.cli.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ganlib.file.BoundedText;
import org.ganlib.file.RegularFile;
import org.ganlib.json.BoundedJson;

/**
 * The summary of a run, made from the run's own files. These are the truth; everything else that is
 * kept is made from them.
 *
 * @param directory its directory
 * @param experiment the name of the experiment; empty if unknown
 * @param seed from config.yaml; empty if unknown
 * @param status the status in status.json; {@code unknown} if that cannot be read
 * @param step the step it is at
 * @param steps the step it is to reach
 * @param started the time at which it began; empty if unknown
 * @param updated the time at which status.json was written; empty if unknown
 * @param best the best value of the metric that is to improve; empty where there is none
 * @param latest the last whole line of metrics.jsonl, by name
 */
public record RunSummary(
        Path directory,
        String experiment,
        OptionalLong seed,
        String status,
        long step,
        long steps,
        String started,
        String updated,
        Optional<Best> best,
        Map<String, Object> latest) {
    static final String CONFIG = "config.yaml";
    static final String STATUS = "status.json";
    private static final String ENVIRONMENT = "environment.json";
    private static final String METRICS = "metrics.jsonl";
    private static final String BEST = "best.json";

    /** Every file a summary is made of. */
    static final List<String> FILES = List.of(CONFIG, STATUS, ENVIRONMENT, METRICS, BEST);

    /** The names that {@link #value} knows, besides those of the logged numbers. */
    public static final List<String> NAMES =
            List.of("directory", "experiment", "seed", "status", "step", "steps", "started", "updated", "best");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SEED = Pattern.compile("(?m)^seed:[ \\t]*(-?\\d{1,19})[ \\t]*$");
    /** More than the longest line of metrics. */
    private static final int TAIL = 1 << 16;

    /**
     * The best value so far.
     *
     * @param metric the name of the metric
     * @param value the value
     * @param step the step it was measured after
     */
    public record Best(String metric, double value, long step) {}

    /**
     * Reads one run. What is missing or damaged is left out: a summary must not fail where the run
     * itself can be repaired.
     */
    public static RunSummary of(Path directory) {
        JsonNode status = json(directory.resolve(STATUS));
        JsonNode environment = json(directory.resolve(ENVIRONMENT));
        JsonNode best = json(directory.resolve(BEST));
        return new RunSummary(
                directory,
                environment.path("experiment").asText(""),
                seed(directory.resolve(CONFIG)),
                status.path("status").asText("unknown"),
                status.path("step").asLong(),
                status.path("steps").asLong(),
                environment.path("started").asText(""),
                status.path("updated").asText(""),
                best.path("metric").isTextual()
                        ? Optional.of(new Best(
                                best.path("metric").asText(),
                                best.path("value").asDouble(),
                                best.path("step").asLong()))
                        : Optional.empty(),
                lastLine(directory.resolve(METRICS)));
    }

    private static JsonNode json(Path file) {
        try {
            return BoundedJson.read(file);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static OptionalLong seed(Path config) {
        try {
            Matcher seed = SEED.matcher(BoundedText.read(config, BoundedJson.LONGEST_DOCUMENT));
            return seed.find() ? OptionalLong.of(Long.parseLong(seed.group(1))) : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Map<String, Object> lastLine(Path metrics) {
        Map<String, Object> values = Map.of();
        try (RandomAccessFile file = RegularFile.randomAccess(metrics)) {
            byte[] tail = new byte[(int) Math.min(TAIL, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            String text = new String(tail, StandardCharsets.UTF_8);
            int end = text.length();
            while (end > 0 && values.isEmpty()) {
                int begin = text.lastIndexOf('\n', end - 1) + 1;
                values = numbers(text.substring(begin, end));
                end = begin - 1;
            }
        } catch (IOException e) {
            return values;
        }
        return values;
    }

    /** The numbers of a JSON object; none where the text is cut off or something else. */
    static Map<String, Object> numbers(String line) {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, JsonNode> entry : BoundedJson.parse(line).properties()) {
                values.put(
                        entry.getKey(),
                        entry.getValue().isIntegralNumber()
                                ? entry.getValue().asLong()
                                : entry.getValue().asDouble());
            }
        } catch (IOException e) {
            values.clear();
        }
        return values;
    }

    /**
     * The value under a name: one of those of {@link #describe()}, {@code best} for the best value,
     * or the name of a number that was logged last.
     *
     * @return a text or a number
     */
    public Optional<Object> value(String name) {
        if (name.equals("best")) {
            return best.map(Best::value);
        }
        Object value = describe().get(name);
        return value instanceof String || value instanceof Number
                ? Optional.of(value)
                : Optional.ofNullable(latest.get(name));
    }

    /** The numbers as a line of metrics.jsonl, from which {@link #numbers} reads the same. */
    static String text(Map<String, Object> numbers) {
        try {
            return JSON.writeValueAsString(numbers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of numbers is always JSON", e);
        }
    }

    /** For JSON. */
    public Map<String, Object> describe() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("directory", directory.toString());
        if (!experiment.isEmpty()) {
            content.put("experiment", experiment);
        }
        seed.ifPresent(value -> content.put("seed", value));
        content.put("status", status);
        content.put("step", step);
        content.put("steps", steps);
        if (!started.isEmpty()) {
            content.put("started", started);
        }
        content.put("updated", updated);
        best.ifPresent(value -> {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("metric", value.metric());
            record.put("value", value.value());
            record.put("step", value.step());
            content.put("best", record);
        });
        content.put("latest", latest);
        return content;
    }
}
