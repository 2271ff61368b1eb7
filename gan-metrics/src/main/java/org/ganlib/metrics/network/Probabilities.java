package org.ganlib.metrics.network;

import java.util.Optional;
import org.ganlib.spi.Examples;

/** Recognises outputs that are probabilities of classes. */
final class Probabilities {
    private static final double SUM_TOLERANCE = 1e-3;

    private Probabilities() {}

    /** The outputs, if every row is ≥ 0 and sums to 1. */
    static Optional<Examples> among(Examples outputs) {
        int classes = outputs.shape().elements();
        for (int i = 0; i < outputs.count(); i++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double value = outputs.values()[i * classes + k];
                sum += value >= 0 ? value : Double.NaN;
            }
            // The comparison is negated because it is false for NaN, which is no probability.
            if (!(Math.abs(sum - 1) < SUM_TOLERANCE)) {
                return Optional.empty();
            }
        }
        return Optional.of(outputs);
    }
}
