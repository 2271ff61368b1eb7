package org.ganlib.cli.evaluate;

import java.util.Arrays;
import java.util.List;

/** Spearman's rank correlation: Pearson's of the ranks, where equal values share their mean rank. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * The correlation of two lists of equal length, at least two.
     *
     * @return in −1..1; NaN if all values of one list are equal
     */
    public static double of(List<Double> one, List<Double> other) {
        if (one.size() != other.size() || one.size() < 2) {
            throw new IllegalArgumentException(
                    "two lists of one length are needed, were " + one.size() + " and " + other.size());
        }
        double[] x = ranks(one);
        double[] y = ranks(other);
        double mean = (x.length - 1) / 2.0;
        double product = 0;
        double ofX = 0;
        double ofY = 0;
        for (int i = 0; i < x.length; i++) {
            product += (x[i] - mean) * (y[i] - mean);
            ofX += (x[i] - mean) * (x[i] - mean);
            ofY += (y[i] - mean) * (y[i] - mean);
        }
        return product / Math.sqrt(ofX * ofY);
    }

    private static double[] ranks(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double[] ranks = new double[sorted.length];
        for (int i = 0; i < ranks.length; i++) {
            double value = values.get(i);
            double first = Arrays.stream(sorted).filter(s -> s < value).count();
            double equal = Arrays.stream(sorted).filter(s -> s == value).count();
            ranks[i] = first + (equal - 1) / 2;
        }
        return ranks;
    }
}
