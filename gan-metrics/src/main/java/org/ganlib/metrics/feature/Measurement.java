package org.ganlib.metrics.feature;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a metric measured on features.
 *
 * @param value the number
 * @param details further numbers by name, in a stable order
 */
public record Measurement(double value, Map<String, Double> details) {
    /** Copies the map, keeping its order. */
    public Measurement {
        details = new LinkedHashMap<>(details);
    }

    /** A number alone. */
    public static Measurement of(double value) {
        return new Measurement(value, Map.of());
    }

    /** The same with one more detail, behind the others. */
    public Measurement with(String name, double number) {
        Map<String, Double> more = new LinkedHashMap<>(details);
        more.put(name, number);
        return new Measurement(value, more);
    }
}
