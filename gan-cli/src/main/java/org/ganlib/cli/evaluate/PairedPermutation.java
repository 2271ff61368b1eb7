package org.ganlib.cli.evaluate;

import java.util.stream.DoubleStream;
import org.ganlib.random.RandomStream;

/**
 * The paired permutation test: were the two members of every pair exchangeable, each difference
 * could as well have the other sign. The p-value is the share of all choices of signs whose sum
 * lies as far from 0 as the observed one, or further (Fisher, The Design of Experiments, 1935,
 * section 21).
 */
public final class PairedPermutation {
    /** The number of pairs up to which all choices of signs are tried. */
    private static final int MOST_EXACT = 16;

    private static final int DRAWN = 100_000;

    private PairedPermutation() {}

    /**
     * The two-sided p-value, in (0, 1]. With n pairs no less than 2^(1−n). Beyond {@value
     * #MOST_EXACT} pairs, 100,000 choices of signs are drawn, and the observed one counts as one of
     * them.
     *
     * @param differences the difference of each pair, at least one, finite
     * @param random the stream from which signs are drawn
     */
    public static double pValue(double[] differences, RandomStream random) {
        int n = differences.length;
        double observed = Math.abs(DoubleStream.of(differences).sum());
        // Sums in another order differ by rounding.
        double least =
                observed - 1e-12 * DoubleStream.of(differences).map(Math::abs).sum();
        if (n <= MOST_EXACT) {
            int far = 0;
            for (int signs = 0; signs < (1 << n); signs++) {
                far += isFar(differences, signs, least) ? 1 : 0;
            }
            return far / (double) (1 << n);
        }
        int far = 1;
        for (int i = 0; i < DRAWN; i++) {
            double sum = 0;
            for (double difference : differences) {
                sum += random.nextInt(2) == 0 ? difference : -difference;
            }
            far += Math.abs(sum) >= least ? 1 : 0;
        }
        return far / (DRAWN + 1.0);
    }

    private static boolean isFar(double[] differences, int signs, double least) {
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += ((signs >> i) & 1) == 0 ? differences[i] : -differences[i];
        }
        return Math.abs(sum) >= least;
    }
}
