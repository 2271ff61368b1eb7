package org.ganlib.config;

/** The rule by which the moving average of a generator's parameters takes in each update. */
public enum AverageRule {
    /**
     * The decay grows with the number t of earlier updates: it is min(ema, (1 + t) / (10 + t)). So
     * the average forgets the initial parameters within a few updates. Batch-norm statistics are
     * measured again for the averaged parameters.
     */
    WARM_UP,

    /**
     * The average is the exponential moving average with the constant decay ema, corrected for its
     * start as Adam corrects its means: the parameters after update s have the weight (1 − ema) ·
     * ema<sup>T−s</sup> / (1 − ema<sup>T</sup>) after T updates, and the initial parameters none.
     * Batch-norm statistics are measured again for the averaged parameters.
     */
    BIAS_CORRECTED,

    /**
     * The decay is constant. The average starts at the initial parameters, which keep the weight
     * ema<sup>t</sup> in it. Batch-norm statistics are averaged like parameters. Versions without a
     * choice of rule behaved like this.
     */
    CONSTANT
}
