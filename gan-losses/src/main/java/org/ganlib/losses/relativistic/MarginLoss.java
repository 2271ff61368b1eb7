package org.ganlib.losses.relativistic;

import org.ganlib.losses.numeric.CrossEntropy;
import org.ganlib.losses.numeric.Differentiable;
import org.ganlib.spi.ScalarFunction;

/**
 * A loss h(d) of the margin d by which one score exceeds another. Each is the penalty that a known
 * critic has for a real example, with a score difference in the place of the score.
 */
public enum MarginLoss {
    /** h(d) = sp(−d) = −log σ(d), with sp(x) = log(1 + e^x). */
    GAN,

    /** h(d) = (1 − d)², without the factor ½ of the plugin least-squares, as published. */
    LEAST_SQUARES,

    /** h(d) = max(0, 1 − d). */
    HINGE;

    private static final ScalarFunction LOGISTIC = new CrossEntropy(1);
    private static final ScalarFunction SQUARED = new Differentiable(d -> (1 - d) * (1 - d), d -> 2 * (d - 1));
    private static final ScalarFunction RAMP = new Differentiable(d -> Math.max(0, 1 - d), d -> d < 1 ? -1 : 0);

    /** h and its derivative. */
    ScalarFunction function() {
        return switch (this) {
            case GAN -> LOGISTIC;
            case LEAST_SQUARES -> SQUARED;
            case HINGE -> RAMP;
        };
    }

    /** The mean of h over all pairs. The object serves one thread. */
    PairLoss overPairs() {
        return switch (this) {
            case GAN -> new LogisticPairs();
            case LEAST_SQUARES -> new SquaredPairs();
            case HINGE -> new HingePairs();
        };
    }
}
