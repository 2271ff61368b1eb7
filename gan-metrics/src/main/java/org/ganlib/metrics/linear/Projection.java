package org.ganlib.metrics.linear;

import java.util.Arrays;
import org.ganlib.spi.Examples;

/** Examples on a line. */
public final class Projection {
    /** Partial sums, so that the processor need not wait for one addition before the next. */
    private static final int LANES = 8;

    private Projection() {}

    /** The inner product of each example with a direction, ascending. */
    public static double[] sorted(Examples examples, float[] direction) {
        double[] values = new double[examples.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = product(examples.values(), i * direction.length, direction);
        }
        Arrays.sort(values);
        return values;
    }

    private static double product(float[] values, int start, float[] direction) {
        double[] sums = new double[LANES];
        int whole = direction.length - direction.length % LANES;
        for (int k = 0; k < whole; k += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                sums[lane] += (double) values[start + k + lane] * direction[k + lane];
            }
        }
        double sum = 0;
        for (int k = whole; k < direction.length; k++) {
            sum += (double) values[start + k] * direction[k];
        }
        for (double lane : sums) {
            sum += lane;
        }
        return sum;
    }
}
