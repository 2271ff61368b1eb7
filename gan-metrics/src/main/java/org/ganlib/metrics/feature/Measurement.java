package org.ganlib.metrics.feature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.spi.Examples;

/**
 * The result of a metric on features.
 *
 * @param value the metric's value
 * @param details further numbers by name, in a stable order
 * @param compared the features that were used, if these are not all
 */
public record Measurement(double value, Map<String, Double> details, Optional<Compared> compared) {
    /**
     * The features that a metric used.
     *
     * @param real the features of real examples
     * @param generated the features of generated examples
     */
    public record Compared(Examples real, Examples generated) {}

    /** Copies the map, keeping its order. */
    public Measurement {
        details = new LinkedHashMap<>(details);
    }

    /** Creates the result of a metric that used all features. */
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

    /** The same result, with the statement that only these features were used. */
    public Measurement comparing(Examples real, Examples generated) {
        return new Measurement(value, details, Optional.of(new Compared(real, generated)));
    }
}
