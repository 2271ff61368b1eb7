package org.ganlib.trackers.mlflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Converts names and values to the form that MLflow accepts. */
final class MlflowNames {
    /** The greatest length of a key, in characters. */
    static final int LONGEST_KEY = 250;

    /** The greatest length of a parameter's value that every version of MLflow 2 accepts. */
    static final int LONGEST_VALUE = 500;

    private MlflowNames() {}

    /**
     * The name as a key of the characters that MLflow accepts: letters, digits, spaces and
     * {@code _ - . /}. A sequence of other characters becomes one {@code _}: {@code
     * metric/frechet[pca]} is {@code metric/frechet_pca}.
     */
    static String key(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_\\-./ ]+", "_")
                .replaceAll("_+$", "")
                .replaceAll("/{2,}", "/")
                .replaceAll("^[./]+|/+$", "");
        String known = plain.isEmpty() ? "_" : plain;
        return known.length() <= LONGEST_KEY ? known : known.substring(0, LONGEST_KEY);
    }

    /** The settings of an experiment by their dotted keys; nothing if the text is no YAML. */
    static Map<String, String> parameters(String yaml) {
        Map<String, String> parameters = new LinkedHashMap<>();
        try {
            Object content =
                    new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
            flatten("", content, parameters);
        } catch (YamlEngineException e) {
            return Map.of();
        }
        return parameters;
    }

    private static void flatten(String key, Object value, Map<String, String> parameters) {
        if (value instanceof Map<?, ?> section) {
            section.forEach((name, inner) -> flatten(key.isEmpty() ? "" + name : key + "." + name, inner, parameters));
        } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            for (int i = 0; i < list.size(); i++) {
                flatten(key + "." + i, list.get(i), parameters);
            }
        } else if (!key.isEmpty()) {
            parameters.put(key(key), cut(String.valueOf(value)));
        }
    }

    private static String cut(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE - 1) + "…";
    }

    /** Consecutive parts of a list, each of at most {@code most} elements. */
    static <T> List<List<T>> parts(List<T> all, int most) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            parts.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return parts;
    }
}
