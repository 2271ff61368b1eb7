package org.ganlib.cli.evaluate;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.ganlib.random.RandomStream;

/**
 * A mean of repetitions, with its uncertainty.
 *
 * @param mean the mean
 * @param standardError the standard deviation (n − 1) by √n
 * @param low lower end of the 95 % bootstrap interval of the mean
 * @param high its upper end
 */
public record MeanOfRepeats(double mean, double standardError, double low, double high) {
    private static final int RESAMPLES = 10_000;

    /**
     * Percentiles 2.5 and 97.5 of the means of {@value #RESAMPLES} samples drawn with replacement.
     *
     * @param values at least two
     */
    public static MeanOfRepeats of(double[] values, RandomStream random) {
        int n = values.length;
        double mean = DoubleStream.of(values).sum() / n;
        double squares =
                DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += values[random.nextInt(n)];
            }
            means[r] = sum / n;
        }
        Arrays.sort(means);
        return new MeanOfRepeats(
                mean,
                Math.sqrt(squares / (n - 1) / n),
                means[(int) (0.025 * RESAMPLES)],
                means[(int) (0.975 * RESAMPLES) - 1]);
    }
}
