package org.ganlib.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.ganlib.random.RandomStream;

/**
 * Reads the JSON of a {@link TrainingState}, which anybody may have written. A message names
 * whatever is missing or of the wrong kind by its path, as in {@code randomStreams/latent}. Wrong
 * values that a run could continue from without noticing, such as a negative count, are refused
 * too.
 */
final class TrainingStateReader {
    private static final Set<String> FIELDS = Set.of(
            "dataFingerprint",
            "dataCursor",
            "randomStreams",
            "updates",
            "measurements",
            "distances",
            "constraint",
            "augmentation",
            "listeners",
            "best");

    /** The texts that Jackson writes for numbers that JSON does not have. */
    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    private static final int LONGEST_PATH = 100;

    private TrainingStateReader() {}

    /**
     * Reads a state.
     *
     * @param content the whole document
     * @throws IllegalArgumentException if it is no state; the message begins with a verb, as in
     *     {@code lacks dataCursor}
     */
    static TrainingState read(JsonNode content) {
        if (isAbsent(content)) {
            throw new IllegalArgumentException("lacks everything");
        }
        if (!content.isObject()) {
            throw new IllegalArgumentException("is no object");
        }
        content.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("has an entry " + shown(field) + ", which no state has");
            }
        });
        Map<String, String> streams =
                map(required(content, "randomStreams"), "randomStreams", TrainingStateReader::randomState);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("has no stream in randomStreams");
        }
        return new TrainingState(
                text(required(content, "dataFingerprint"), "dataFingerprint"),
                base64(required(content, "dataCursor"), "dataCursor"),
                streams,
                map(required(content, "updates"), "updates", TrainingStateReader::count),
                map(required(content, "measurements"), "measurements", TrainingStateReader::number),
                distances(required(content, "distances")),
                texts(content.path("constraint"), "constraint"),
                texts(content.path("augmentation"), "augmentation"),
                listeners(content.path("listeners")),
                best(content.path("best")));
    }

    /** Reads the state of a part that earlier versions did not have. */
    private static Map<String, String> texts(JsonNode part, String path) {
        return isAbsent(part) ? Map.of() : map(part, path, TrainingStateReader::text);
    }

    /** Reads the state of listeners; earlier versions kept none. */
    private static Map<String, Map<String, String>> listeners(JsonNode listeners) {
        return isAbsent(listeners)
                ? Map.of()
                : map(listeners, "listeners", (state, path) -> map(state, path, TrainingStateReader::text));
    }

    private static BestRecord best(JsonNode best) {
        if (isAbsent(best)) {
            return null;
        }
        requireObject(best, "best");
        long without = count(required(best, "best", "withoutImprovement"), "best/withoutImprovement");
        if (without > Integer.MAX_VALUE) {
            throw wrong("best/withoutImprovement", "no count");
        }
        JsonNode metric = best.path("metric");
        return new BestRecord(
                finite(required(best, "best", "value"), "best/value"),
                count(required(best, "best", "step"), "best/step"),
                (int) without,
                isAbsent(metric) ? null : text(metric, "best/metric"));
    }

    private static List<Double> distances(JsonNode list) {
        if (!list.isArray()) {
            throw wrong("distances", "no list");
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonNode number : list) {
            numbers.add(finite(present(number, "distances/number"), "distances/number"));
        }
        return numbers;
    }

    private static <T> Map<String, T> map(JsonNode map, String path, BiFunction<JsonNode, String, T> reader) {
        requireObject(map, path);
        Map<String, T> values = new LinkedHashMap<>();
        map.properties().forEach(entry -> {
            String own = path + "/" + entry.getKey();
            values.put(entry.getKey(), reader.apply(present(entry.getValue(), own), own));
        });
        return values;
    }

    private static String text(JsonNode node, String path) {
        if (!node.isTextual()) {
            throw wrong(path, "no text");
        }
        return node.asText();
    }

    private static String base64(JsonNode node, String path) {
        bytes(node, path);
        return node.asText();
    }

    private static byte[] bytes(JsonNode node, String path) {
        try {
            return Base64.getDecoder().decode(text(node, path));
        } catch (IllegalArgumentException e) {
            throw node.isTextual() ? wrong(path, "no text in base 64") : e;
        }
    }

    private static String randomState(JsonNode node, String path) {
        byte[] state = bytes(node, path);
        try {
            new RandomStream(0).restore(state);
        } catch (IllegalStateException e) {
            throw wrong(path, "no state of a random stream");
        }
        return node.asText();
    }

    private static long count(JsonNode node, String path) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong(path, "no whole number");
        }
        if (node.asLong() < 0) {
            throw wrong(path, node.asLong() + ", less than 0");
        }
        return node.asLong();
    }

    private static double number(JsonNode node, String path) {
        if (node.isTextual() && NOT_FINITE.contains(node.asText())) {
            return Double.parseDouble(node.asText());
        }
        if (!node.isNumber()) {
            throw wrong(path, "no number");
        }
        return node.asDouble();
    }

    private static double finite(JsonNode node, String path) {
        double number = number(node, path);
        if (!Double.isFinite(number)) {
            throw wrong(path, "not finite");
        }
        return number;
    }

    private static JsonNode required(JsonNode state, String field) {
        return present(state.path(field), field);
    }

    private static JsonNode required(JsonNode parent, String path, String field) {
        return present(parent.path(field), path + "/" + field);
    }

    private static JsonNode present(JsonNode node, String path) {
        if (isAbsent(node)) {
            throw new IllegalArgumentException("lacks " + shown(path));
        }
        return node;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void requireObject(JsonNode node, String path) {
        if (!node.isObject()) {
            throw wrong(path, "no object");
        }
    }

    private static IllegalArgumentException wrong(String path, String what) {
        return new IllegalArgumentException("is wrong: " + shown(path) + " is " + what);
    }

    /**
     * A path for a message, on one line and shortened, because it contains names that anybody may
     * have chosen.
     */
    private static String shown(String path) {
        String line = path.replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST_PATH ? line.substring(0, LONGEST_PATH) + "…" : line;
    }
}
