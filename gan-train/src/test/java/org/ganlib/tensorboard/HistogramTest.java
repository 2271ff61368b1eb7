package org.ganlib.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HistogramTest {
    @Test
    void everyValueIsInTheBucketThatHoldsIt() {
        double[] values = IntStream.range(0, 480).mapToDouble(i -> i / 480.0).toArray();
        Histogram histogram = Histogram.of(values);
        double[] limits = histogram.limits();
        double[] counts = histogram.counts();
        assertThat(DoubleStream.of(counts).sum()).isEqualTo(480);
        double below = 0;
        for (int i = 0; i < limits.length - 1; i++) {
            below += counts[i];
            double limit = limits[i];
            assertThat(below)
                    .as("values up to " + limit)
                    .isBetween(
                            (double) DoubleStream.of(values)
                                    .filter(v -> v < limit - 1e-9)
                                    .count(),
                            (double) DoubleStream.of(values)
                                    .filter(v -> v <= limit + 1e-9)
                                    .count());
        }
        assertThat(limits[limits.length - 1]).isGreaterThanOrEqualTo(479 / 480.0 - 1e-12);
    }

    @Test
    void sumsAreThoseOfTheValues() {
        Histogram histogram = Histogram.of(new double[] {-2, 1, 4});
        assertThat(histogram.count()).isEqualTo(3);
        assertThat(histogram.sum()).isEqualTo(3);
        assertThat(histogram.sumOfSquares()).isEqualTo(21);
        assertThat(histogram.minimum()).isEqualTo(-2);
        assertThat(histogram.maximum()).isEqualTo(4);
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        Histogram histogram = Histogram.of(new double[] {1, Double.NaN, Double.POSITIVE_INFINITY, 2});
        assertThat(histogram.count()).isEqualTo(2);
        assertThat(histogram.maximum()).isEqualTo(2);
    }

    @Test
    void limitsIncreaseEvenWhereAllValuesAreOne() {
        for (double value : new double[] {0, 0.5, -3e8}) {
            Histogram histogram = Histogram.of(new double[] {value, value});
            double[] limits = histogram.limits();
            for (int i = 1; i < limits.length; i++) {
                assertThat(limits[i]).isGreaterThan(limits[i - 1]);
            }
            assertThat(DoubleStream.of(histogram.counts()).sum()).isEqualTo(2);
        }
    }
}
