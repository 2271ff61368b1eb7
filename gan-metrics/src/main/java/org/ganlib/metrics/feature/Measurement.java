package org.ganlib.metrics.feature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.spi.Examples;

/**
 * What a metric measured on features.
 *
 * @param value the number
 * @param details further numbers by name, in a stable order
 * @param compared the features that were looked at, where they are fewer than there were
 */
public record Measurement(double value, Map<String, Double> details, Optional<Compared> compared) {
    /**
     * The features that a metric looked at.
     *
     * @param real of real examples
     * @param generated of generated examples
     */
    public record Compared(Examples real, Examples generated) {}

    /** Copies the map, keeping its order. */
    public Measurement {
        details = new LinkedHashMap<>(details);
    }

    /** Looked at all features there were. */
    public Measurement(double value, Map<String, Double> details) {
        this(value, details, Optional.empty());
    }

    /** A number alone. */
    public static Measurement of(double value) {
        return new Measurement(value, Map.of());
    }

    /** The same with one more detail, behind the others. */
    public Measurement with(String name, double number) {
        Map<String, Double> more = new LinkedHashMap<>(details);
        more.put(name, number);
        return new Measurement(value, more, compared);
    }

    /** The same, and that only these features were looked at. */
    public Measurement comparing(Examples real, Examples generated) {
        return new Measurement(value, details, Optional.of(new Compared(real, generated)));
    }
}
