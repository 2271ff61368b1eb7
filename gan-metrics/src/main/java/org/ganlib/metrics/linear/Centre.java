package org.ganlib.metrics.linear;

import org.ganlib.spi.Examples;

/** Means of examples. */
public final class Centre {
    private Centre() {}

    /** The mean of each coordinate, in double precision. */
    public static double[] of(Examples examples) {
        int elements = examples.shape().elements();
        double[] mean = new double[elements];
        for (int i = 0; i < examples.count(); i++) {
            int start = i * elements;
            for (int k = 0; k < elements; k++) {
                mean[k] += examples.values()[start + k];
            }
        }
        for (int k = 0; k < elements; k++) {
            mean[k] /= examples.count();
        }
        return mean;
    }
}
