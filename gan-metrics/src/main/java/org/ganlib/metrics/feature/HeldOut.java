package org.ganlib.metrics.feature;

import java.util.Optional;
import org.ganlib.spi.MetricContext;

/** The demands of metrics that compare generated examples with seen and with unseen real ones. */
public final class HeldOut {
    private HeldOut() {}

    /** The reason why such a metric cannot be measured, if all real examples are of one kind. */
    public static Optional<String> missing(MetricContext context) {
        return context.hasHeldOut()
                ? Optional.empty()
                : Optional.of("compares with real examples the model has not seen, but there is only one set of real"
                        + " examples. Give others with --held-out, or hold some out: dataset.hold-out.");
    }
}
