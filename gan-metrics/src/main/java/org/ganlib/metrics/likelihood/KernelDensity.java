package org.ganlib.metrics.likelihood;

import java.util.Arrays;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.spi.Examples;

/**
 * The log density of points under a normal distribution around each of n centres, for several
 * widths at once:
 *
 * <pre>{@code log p(x) = log mean_i exp(−‖x − cᵢ‖²/(2σ²)) − d log(σ√(2π))}</pre>
 */
public final class KernelDensity {
    /**
     * Terms smaller than e^−45 of the largest, 3e-20, change nothing in double precision, and most
     * are when widths are small.
     */
    private static final double NEGLIGIBLE = -45;

    private KernelDensity() {}

    /**
     * In nats: for each width the log density of each point.
     *
     * @param scale points and centres are multiplied by it first
     * @param sigmas widths, > 0
     */
    public static double[][] logDensities(Examples points, Examples centres, double scale, double[] sigmas) {
        int d = points.shape().elements();
        double[][] largest = new double[sigmas.length][points.count()];
        double[][] sums = new double[sigmas.length][points.count()];
        for (double[] row : largest) {
            Arrays.fill(row, Double.NEGATIVE_INFINITY);
        }
        Pairs.squaredDistances(points, centres, (i, first, distances, count) -> {
            for (int s = 0; s < sigmas.length; s++) {
                add(distances, count, scale * scale / (2 * sigmas[s] * sigmas[s]), largest[s], sums[s], i);
            }
        });
        for (int s = 0; s < sigmas.length; s++) {
            double constant = Math.log(centres.count()) + d * Math.log(sigmas[s] * Math.sqrt(2 * Math.PI));
            for (int i = 0; i < points.count(); i++) {
                sums[s][i] = largest[s][i] + Math.log(sums[s][i]) - constant;
            }
        }
        return sums;
    }

    /** Adds {@code exp(−distance·precision)} to a sum that is kept relative to its largest term. */
    private static void add(double[] distances, int count, double precision, double[] largest, double[] sums, int i) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < count; j++) {
            least = Math.min(least, distances[j]);
        }
        double top = -least * precision;
        if (top > largest[i]) {
            sums[i] *= Math.exp(largest[i] - top);
            largest[i] = top;
        }
        double sum = 0;
        for (int j = 0; j < count; j++) {
            double log = -distances[j] * precision - largest[i];
            sum += log < NEGLIGIBLE ? 0 : Math.exp(log);
        }
        sums[i] += sum;
    }

    /** {@code count} widths from 10^low to 10^high, in equal steps of the exponent. */
    public static double[] grid(double low, double high, int count) {
        double[] sigmas = new double[count];
        Arrays.setAll(sigmas, i -> Math.pow(10, count == 1 ? low : low + (high - low) * i / (count - 1)));
        return sigmas;
    }

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** The standard deviation by √n. */
    static double standardError(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / values.length / values.length);
    }
}
