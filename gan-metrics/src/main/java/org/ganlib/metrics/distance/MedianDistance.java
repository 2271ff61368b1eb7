package org.ganlib.metrics.distance;

import java.util.Arrays;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.spi.Examples;

/**
 * The median distance of all pairs of different examples, exactly, without keeping them: one pass
 * counts distances by their leading bits, a second one collects those that share the median's.
 */
final class MedianDistance {
    /** Sign, exponent and nine bits of the fraction: neighbouring bins differ by 1/512. */
    private static final int SHIFT = Long.SIZE - 21;

    private static final int BINS = 1 << 20;

    private MedianDistance() {}

    /**
     * The median; the mean of the two in the middle where their number is even. At least two
     * examples.
     */
    static double of(Examples examples) {
        long[] counts = new long[BINS];
        Pairs.squaredDistances(examples, examples, (i, first, distances, count) -> {
            for (int j = 0; j < count && first + j < i; j++) {
                counts[bin(distances[j])]++;
            }
        });
        long pairs = (long) examples.count() * (examples.count() - 1) / 2;
        double upper = Math.sqrt(select(examples, counts, pairs / 2));
        return pairs % 2 == 1 ? upper : (Math.sqrt(select(examples, counts, pairs / 2 - 1)) + upper) / 2;
    }

    /** The squared distance at position {@code rank} in ascending order, from 0. */
    private static double select(Examples examples, long[] counts, long rank) {
        long before = 0;
        int bin = 0;
        while (before + counts[bin] <= rank) {
            before += counts[bin++];
        }
        int wanted = bin;
        if (counts[bin] > Integer.MAX_VALUE - 8) {
            // Only equal distances gather like that.
            return Double.longBitsToDouble((long) bin << SHIFT);
        }
        double[] members = new double[(int) counts[bin]];
        int[] found = new int[1];
        Pairs.squaredDistances(examples, examples, (i, first, distances, count) -> {
            for (int j = 0; j < count && first + j < i; j++) {
                if (bin(distances[j]) == wanted) {
                    members[found[0]++] = distances[j];
                }
            }
        });
        Arrays.sort(members);
        return members[(int) (rank - before)];
    }

    /** Bits of doubles from 0 up are in the order of the numbers. */
    private static int bin(double squaredDistance) {
        return (int) (Double.doubleToRawLongBits(squaredDistance) >>> SHIFT) & (BINS - 1);
    }
}
