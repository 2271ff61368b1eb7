package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ganlib.metrics.Points;
import org.ganlib.spi.ScalarFunction;
import org.junit.jupiter.api.Test;

/**
 * The bound of f(u) = (u − 1)² + 5 by hand: k(u) = (u − 1)², the terms of the data are
 * 2u/(1 + u) · 2(û − 1), and those of the model (û − 1)² − û · 2(û − 1) = 1 − û².
 */
final class VariationalBoundTest {
    private static final Limits NONE = new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private final VariationalBound bound = new VariationalBound(new Generator(
            new ScalarFunction() {
                @Override
                public double value(double u) {
                    return (u - 1) * (u - 1) + 5;
                }

                @Override
                public double derivative(double u) {
                    return 2 * (u - 1);
                }
            },
            6,
            Double.POSITIVE_INFINITY));

    /**
     * The real ratios 1 and 3 have the terms 0 and 6, the modelled ones 1 and 1/3 the terms 0 and
     * −2/3, and the generated ones ½, 2 and 1 the terms ¾, −3 and 0.
     */
    @Test
    void theValueAndItsVarianceAreThoseOfThreeMeans() {
        Estimate estimate = bound.at(ratios(0.5, 2, 1), ratios(1, 3), ratios(1, 1 / 3.0), NONE);
        assertThat(estimate.value()).isCloseTo(5 + 0.5 * 3 + 0.5 * (-1 / 3.0) - 0.75, within(1e-12));
        // Sums of squared deviations over n − 1, and over n for the mean.
        double real = (9 + 9) / 1.0 / 2;
        double modelled = (1 / 9.0 + 1 / 9.0) / 1 / 2;
        double generated = (1.5 * 1.5 + 2.25 * 2.25 + 0.75 * 0.75) / 2 / 3;
        assertThat(estimate.variance()).isCloseTo(0.25 * real + 0.25 * modelled + generated, within(1e-12));
    }

    /**
     * û is kept between ½ and 2: the terms of 3 are 2·¾·2 and 1 − 4, of ¼ they are 2·⅕·(−1) and ¾.
     */
    @Test
    void limitsKeepTheRatioButNotItsWeight() {
        Limits limits = new Limits(Math.log(0.5), Math.log(2));
        Estimate high = bound.at(ratios(3, 3), ratios(3, 3), ratios(3, 3), limits);
        assertThat(high.value()).isCloseTo(5 + 3 - 3, within(1e-12));
        assertThat(high.variance()).isZero();
        Estimate low = bound.at(ratios(0.25, 0.25), ratios(0.25, 0.25), ratios(0.25, 0.25), limits);
        assertThat(low.value()).isCloseTo(5 - 0.4 + 0.75, within(1e-12));
    }

    /** Where p is 0, the term of the data is 0 and that of the model k(0) = 1. */
    @Test
    void examplesWhereTheDataHasNoneCostTheLimit() {
        Estimate none = bound.at(ratios(0, 0), ratios(0, 0), ratios(0, 0), NONE);
        assertThat(none.value()).isCloseTo(5 + 1, within(1e-12));
    }

    /** Ratios of e^±40: the weight 2u/(1 + u) is 2, or 2u. */
    @Test
    void extremeRatiosKeepTheirDigits() {
        double large = Math.exp(40);
        assertThat(bound.at(ratios(1, 1), ratios(large, large), ratios(1, 1), NONE)
                                .value()
                        / large)
                .isCloseTo(0.5 * 2 * 2, within(1e-9));
        double small = Math.exp(-40);
        Limits limits = new Limits(Math.log(0.5), 0);
        double value = bound.at(ratios(1, 1), ratios(small, small), ratios(1, 1), limits)
                .value();
        assertThat(value).isCloseTo(5 - 0.5 * 2 * small, within(1e-12));
    }

    @Test
    void allLimitsBeginWithTheConstantCritic() {
        assertThat(Limits.all()).hasSize(30).startsWith(Limits.EQUAL).doesNotHaveDuplicates();
        assertThat(Limits.all())
                .contains(new Limits(-Math.log(10), Math.log(1000)))
                .contains(new Limits(Double.NEGATIVE_INFINITY, Math.log(10_000)));
    }

    /** Ratios p/q̂ at the centre of a kernel whose height is 1/√(2π). */
    private static LogRatios ratios(double... ratios) {
        double height = -Math.log(2 * Math.PI) / 2;
        double[] logData =
                Arrays.stream(ratios).map(ratio -> Math.log(ratio) + height).toArray();
        return LogRatios.of(logData, new KernelModel(Points.of(1, 0), 1), Points.of(1, new float[ratios.length]));
    }
}
