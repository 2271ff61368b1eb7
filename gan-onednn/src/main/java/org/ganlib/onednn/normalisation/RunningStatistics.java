package org.ganlib.onednn.normalisation;

import java.nio.FloatBuffer;
import org.ganlib.graph.Node;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.step.ParameterMemory;

/**
 * The running mean and variance of a batch normalisation, which are part of the parameter vector.
 * With the mean m and variance v of a batch and the decay d,
 *
 * <pre>
 * mean ← d·mean + (1 − d)·m
 * variance ← d·variance + (1 − d)·v
 * </pre>
 *
 * The parameter vector holds either the variance itself or log₁₀ of its square root.
 */
final class RunningStatistics {
    private static final double TWICE_LOG_10 = 2 * Math.log(10);

    private final double decay;
    private final boolean logarithmic;
    private final FloatBuffer runningMean;
    private final FloatBuffer runningSpread;
    private final FloatBuffer mean;
    private final FloatBuffer variance;

    /**
     * Finds the running statistics in the parameter vector.
     *
     * @param mean the memory for the mean that the kernel of the forward pass writes or reads
     * @param variance the memory for the variance
     */
    RunningStatistics(ParameterMemory parameters, Node.BatchNorm node, FormattedMemory mean, FormattedMemory variance) {
        decay = node.decay();
        logarithmic = node.logarithmic();
        runningMean = parameters.buffer(node.name() + "/mean");
        runningSpread = parameters.buffer(node.name() + (logarithmic ? "/log10stdev" : "/var"));
        this.mean = mean.buffer();
        this.variance = variance.buffer();
    }

    /** Updates the running statistics by those of the batch. */
    void update() {
        for (int c = 0; c < runningMean.capacity(); c++) {
            runningMean.put(c, (float) (decay * runningMean.get(c) + (1 - decay) * mean.get(c)));
            double moved = decay * runningVariance(c) + (1 - decay) * variance.get(c);
            runningSpread.put(c, (float) (logarithmic ? Math.log(moved) / TWICE_LOG_10 : moved));
        }
    }

    /** Copies the running statistics to the memory that the kernel reads. */
    void copyToKernel() {
        for (int c = 0; c < runningMean.capacity(); c++) {
            mean.put(c, runningMean.get(c));
            variance.put(c, (float) runningVariance(c));
        }
    }

    private double runningVariance(int channel) {
        double spread = runningSpread.get(channel);
        return logarithmic ? Math.exp(spread * TWICE_LOG_10) : spread;
    }
}
