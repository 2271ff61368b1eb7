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
     * The decay is constant. The average starts at the initial parameters, which keep the weight
     * ema<sup>t</sup> in it. Batch-norm statistics are averaged like parameters. Versions without a
     * choice of rule behaved like this.
     */
    CONSTANT
}
