package org.ganlib.metrics.linear;

import org.ganlib.spi.Examples;

/** Means of examples. */
public final class Centre {
    private Centre() {}

    /**
     * The mean of each coordinate, in double precision with compensated sums (Neumaier, 1974). Its
     * error is only a few roundings even far from the origin, whatever the order and the number of
     * examples.
     */
    public static double[] of(Examples examples) {
        int elements = examples.shape().elements();
        double[] mean = new double[elements];
        double[] lost = new double[elements];
        for (int i = 0; i < examples.count(); i++) {
            int start = i * elements;
            for (int k = 0; k < elements; k++) {
                double value = examples.values()[start + k];
                double sum = mean[k] + value;
                lost[k] += Math.abs(mean[k]) >= Math.abs(value) ? mean[k] - sum + value : value - sum + mean[k];
                mean[k] = sum;
            }
        }
        for (int k = 0; k < elements; k++) {
            mean[k] = (mean[k] + lost[k]) / examples.count();
        }
        return mean;
    }
}
