package org.ganlib.losses.constraint;

import java.util.LinkedHashMap;
import java.util.Map;

/** The states of several constraints in one map, each under a name of its own. */
final class StateParts {
    private StateParts() {}

    /** Adds a part. */
    static void put(Map<String, String> whole, String name, Map<String, String> part) {
        part.forEach((key, value) -> whole.put(name + "/" + key, value));
    }

    /** The part of that name; empty if there is none. */
    static Map<String, String> of(Map<String, String> whole, String name) {
        String prefix = name + "/";
        Map<String, String> part = new LinkedHashMap<>();
        whole.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), value);
            }
        });
        return part;
    }
}
