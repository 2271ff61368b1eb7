package org.ganlib.metrics.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.ganlib.network.ModelClasses;
import org.ganlib.problem.DataException;

/** Compares the class names in a model file with those that it may name. */
final class ClassNameCheck {
    private ClassNameCheck() {}

    /**
     * Checks every class name in a configuration.
     *
     * @param classes the classes that it may name
     * @param source the file, for messages
     * @throws DataException if the configuration names a class that is not allowed
     */
    static void check(ModelClasses classes, String source, JsonNode configuration) {
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(configuration);
        while (!open.isEmpty()) {
            JsonNode node = open.remove();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (ModelClasses.TYPE_KEYS.contains(entry.getKey())
                        && !entry.getValue().isNull()
                        && !classes.allows(entry.getValue().asText())) {
                    throw refused(source, entry.getValue().asText());
                }
            }
            node.forEach(open::add);
        }
    }

    private static DataException refused(String source, String name) {
        String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
        return new DataException(source + ": its configuration names the class '" + shown.replaceAll("\\p{Cntrl}", "?")
                + "', which is no part of a Deeplearning4j network. It was not loaded. If it is a layer of your own, its"
                + " jar must list it in " + ModelClasses.DECLARED + ".");
    }
}
