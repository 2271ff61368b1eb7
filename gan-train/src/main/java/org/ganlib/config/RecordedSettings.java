package org.ganlib.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ganlib.plugin.SettingText;

/**
 * Compares the settings that a checkpoint recorded with those in a configuration file. A setting is
 * named by its path, such as {@code generator.hidden[0]} or {@code listeners[1].stop}.
 */
public final class RecordedSettings {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A setting with different values.
     *
     * @param path the path of the setting
     * @param recorded the recorded value, as YAML on one line
     * @param now the present value; empty if the file has none
     */
    public record Difference(String path, String recorded, String now) {
        /** Tells whether the file has no value for this setting. */
        public boolean isMissing() {
            return now.isEmpty();
        }

        @Override
        public String toString() {
            return path + ": was " + recorded + ", " + (isMissing() ? "is missing" : "is " + now);
        }
    }

    private RecordedSettings() {}

    /**
     * The recorded settings whose values have changed. A setting that only {@code now} has belongs
     * to a later version, and does not count.
     *
     * @param recorded the settings of {@link RecordWriter#toMap}, as JSON
     * @param yaml a configuration file's text, which {@link ExperimentReader} has read without a
     *     problem
     * @param now the experiment in that text
     */
    public static List<Difference> differences(JsonNode recorded, String yaml, Experiment now) {
        Map<String, JsonNode> before = flat(recorded);
        Map<String, JsonNode> written =
                flat(JSON.valueToTree(YamlTree.parse(yaml).value()));
        Map<String, JsonNode> read = flat(JSON.valueToTree(RecordWriter.toMap(now)));
        List<Difference> differences = new ArrayList<>();
        before.forEach((path, value) -> {
            JsonNode present = read.get(path);
            if (present == null || !(written.containsKey(path) || isShortFor(path, written))) {
                differences.add(new Difference(path, text(value), ""));
            } else {
                compare(path, value, present, differences);
            }
        });
        return differences;
    }

    /**
     * The settings that a configuration file does not mention, because they were added in a later
     * version than the file's.
     *
     * @param yaml the file's text
     * @param read the experiment in that text
     */
    public static List<String> unwritten(String yaml, Experiment read) {
        return differences(JSON.valueToTree(RecordWriter.toMap(read)), yaml, read).stream()
                .map(Difference::path)
                .toList();
    }

    /**
     * Adds the differences of one setting. For a list these are its first missing element, or each
     * changed element.
     */
    private static void compare(String path, JsonNode recorded, JsonNode now, List<Difference> differences) {
        if (same(recorded, now)) {
            return;
        }
        if (isCutShort(recorded, now)) {
            int left = now.size();
            differences.add(new Difference(path + "[" + left + "]", text(recorded.get(left)), ""));
        } else if (recorded.isArray() && now.isArray() && recorded.size() == now.size()) {
            for (int i = 0; i < recorded.size(); i++) {
                compare(path + "[" + i + "]", recorded.get(i), now.get(i), differences);
            }
        } else {
            differences.add(new Difference(path, text(recorded), text(now)));
        }
    }

    /** Tells whether a list lacks its last elements, as in a truncated file. */
    private static boolean isCutShort(JsonNode recorded, JsonNode now) {
        return recorded.isArray()
                && now.isArray()
                && now.size() < recorded.size()
                && IntStream.range(0, now.size()).allMatch(i -> same(recorded.get(i), now.get(i)));
    }

    /** Tells whether a plugin without settings is written as its name alone. */
    private static boolean isShortFor(String path, Map<String, JsonNode> written) {
        return path.endsWith(".name") && written.containsKey(path.substring(0, path.length() - ".name".length()));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isContainerNode() && other.isContainerNode()) {
            Map<String, JsonNode> parts = parts(one);
            Map<String, JsonNode> others = parts(other);
            return one.getNodeType() == other.getNodeType()
                    && parts.keySet().equals(others.keySet())
                    && parts.entrySet().stream().allMatch(part -> same(part.getValue(), others.get(part.getKey())));
        }
        return one.equals(other);
    }

    private static Map<String, JsonNode> parts(JsonNode container) {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        container.properties().forEach(entry -> parts.put(entry.getKey(), entry.getValue()));
        for (int i = 0; container.isArray() && i < container.size(); i++) {
            parts.put(Integer.toString(i), container.get(i));
        }
        return parts;
    }

    private static String text(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return SettingText.number(value.doubleValue());
        }
        return value.isTextual() && !value.asText().isEmpty() ? value.asText() : value.toString();
    }

    private static Map<String, JsonNode> flat(JsonNode tree) {
        Map<String, JsonNode> flat = new LinkedHashMap<>();
        collect("", tree, flat);
        return flat;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> flat) {
        if (node.isObject()) {
            node.properties().forEach(entry -> collect(Paths.join(path, entry.getKey()), entry.getValue(), flat));
        } else {
            flat.put(path, node);
        }
    }
}
