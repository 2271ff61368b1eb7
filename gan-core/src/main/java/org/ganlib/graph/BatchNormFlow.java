package org.ganlib.graph;

import java.util.function.IntToDoubleFunction;

/**
 * The tangent of batch normalisation, and the backward pass through it. For the M numbers x of a
 * channel in the batch, y = γ x̂ + β with x̂ = (x − mean x)/s and s = √(var x + ε). Its tangent is
 *
 * <pre>ẏ = γ h with h = (ẋ − mean ẋ − x̂ r)/s and r = mean(x̂ ẋ)</pre>
 *
 * <p>Let p and t be the adjoints of y and ẏ, and τ = γ t that of h. Then the adjoints of ẋ, x̂ and
 * x are
 *
 * <pre>
 * t' = (τ − mean τ − x̂ mean(x̂ τ))/s
 * q  = γ p − (τ r + ẋ mean(x̂ τ))/s
 * p' = (q − mean q − x̂ mean(x̂ q))/s − x̂ mean(h τ)/s
 * </pre>
 *
 * <p>and those of γ and β are Σ(p x̂ + t h) and Σ p.
 */
final class BatchNormFlow {
    private final Node.BatchNorm node;
    private final Flow x;
    private final Flow y;
    private final double[] gains;
    private final double[] shifts;
    private final int count;
    private final double[] normalised;
    private final double[] normalisedTangent;
    private final double[] deviation;

    /**
     * @param gains γ of each channel
     * @param shifts β of each channel
     * @param count examples in the batch
     */
    BatchNormFlow(Node.BatchNorm node, Flow x, Flow y, double[] gains, double[] shifts, int count) {
        this.node = node;
        this.x = x;
        this.y = y;
        this.gains = gains;
        this.shifts = shifts;
        this.count = count;
        normalised = new double[x.value.length];
        normalisedTangent = new double[x.value.length];
        deviation = new double[gains.length];
    }

    /** Computes y and its tangent. */
    void forward() {
        for (int channel = 0; channel < deviation.length; channel++) {
            int[] at = indices(channel);
            double mean = mean(at, i -> x.value[i]);
            double s = Math.sqrt(mean(at, i -> (x.value[i] - mean) * (x.value[i] - mean)) + node.epsilon());
            deviation[channel] = s;
            for (int i : at) {
                normalised[i] = (x.value[i] - mean) / s;
            }
            double meanTangent = mean(at, i -> x.tangent[i]);
            double r = mean(at, i -> normalised[i] * x.tangent[i]);
            for (int i : at) {
                normalisedTangent[i] = (x.tangent[i] - meanTangent - normalised[i] * r) / s;
                y.value[i] = gains[channel] * normalised[i] + shifts[channel];
                y.tangent[i] = gains[channel] * normalisedTangent[i];
            }
        }
    }

    /**
     * Adds to the adjoints of x.
     *
     * @param gainGradients the array to which the gradient with respect to each γ is added
     * @param shiftGradients the array to which the gradient with respect to each β is added
     */
    void backward(double[] gainGradients, double[] shiftGradients) {
        double[] p = y.valueAdjoint;
        double[] t = y.tangentAdjoint;
        double[] q = new double[p.length];
        for (int channel = 0; channel < deviation.length; channel++) {
            int[] at = indices(channel);
            double s = deviation[channel];
            double gain = gains[channel];
            for (int i : at) {
                gainGradients[channel] += p[i] * normalised[i] + t[i] * normalisedTangent[i];
                shiftGradients[channel] += p[i];
            }
            double meanT = gain * mean(at, i -> t[i]);
            double alongT = gain * mean(at, i -> normalised[i] * t[i]);
            double alongH = gain * mean(at, i -> normalisedTangent[i] * t[i]);
            double r = mean(at, i -> normalised[i] * x.tangent[i]);
            for (int i : at) {
                q[i] = gain * p[i] - (gain * t[i] * r + x.tangent[i] * alongT) / s;
            }
            double meanQ = mean(at, i -> q[i]);
            double alongQ = mean(at, i -> normalised[i] * q[i]);
            for (int i : at) {
                x.tangentAdjoint[i] += (gain * t[i] - meanT - normalised[i] * alongT) / s;
                x.valueAdjoint[i] += (q[i] - meanQ - normalised[i] * (alongQ + alongH)) / s;
            }
        }
    }

    /** The indices of a channel's numbers, in all examples. */
    private int[] indices(int channel) {
        int plane = node.shape().height() * node.shape().width();
        int[] at = new int[count * plane];
        for (int n = 0; n < count; n++) {
            for (int i = 0; i < plane; i++) {
                at[n * plane + i] = (n * deviation.length + channel) * plane + i;
            }
        }
        return at;
    }

    private static double mean(int[] at, IntToDoubleFunction number) {
        double sum = 0;
        for (int i : at) {
            sum += number.applyAsDouble(i);
        }
        return sum / at.length;
    }
}
