package org.ganlib.config;

/** The rule by which the moving average of a generator's parameters includes each update. */
public enum AverageRule {
    /**
     * The decay grows with the number t of updates made before, min(ema, (1 + t) / (10 + t)), so
     * that the average forgets the initial parameters within a few updates. Batch-norm statistics
     * are measured anew for the averaged parameters.
     */
    WARM_UP,

    /**
     * The decay is the same from the first update on and the average starts at the initial
     * parameters, which stay in it with weight ema<sup>t</sup>. Batch-norm statistics are averaged
     * like parameters. This is what versions did that had no other rule.
     */
    CONSTANT
}
