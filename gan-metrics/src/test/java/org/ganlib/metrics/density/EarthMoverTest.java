package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EarthMoverTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "normal:0,1|normal:0.6,1.3|0.605094|1e-6",
                "normal:0,1|normal:5,1|5|1e-9",
                "normal:0,1|normal:0,3|1.5957691216057308|1e-9",
                "laplace:0,1|laplace:0,2.5|1.5|1e-9",
                "uniform:0,1|uniform:2,3|2|1e-12",
                "uniform:0,1|uniform:1000,1001|1000|1e-9",
                "uniform:0,1|uniform:-1,2|0.5|1e-12",
                "normal:0,1|normal:1e-9,1|1e-9|1e-15",
                "normal:2,1|normal:2,1|0|0",
                "mixture:0.33,-1,0.25;0.67,2,1.4|normal:1.01,1.83|0.325535608825|1e-9",
            })
    void distanceIsKnownAndTheDualReachesIt(String p, String q, double expected, double precision) {
        EarthMover mover = new EarthMover(DensityText.parse("p", p), DensityText.parse("q", q));
        assertThat(mover.value()).isCloseTo(expected, within(precision));
        // The dual integrates a difference of densities: its rounding does not shrink with the distance.
        assertThat(mover.bound()).isCloseTo(expected, within(precision + 1e-13 * (1 + expected)));
    }

    /** Distribution functions that cross twice within a short way, and differences too small to multiply. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uniform:4.936077624611999,71.28877570422455|normal:7.826814380748232,0.7594293807503605",
                "mixture:0.5,-8,0.01;0.5,9,3|laplace:0,0.2",
                "normal:0,0.05|mixture:1e-8,0,40;0.99999999,6,0.1",
            })
    void dualReachesTheDistanceHoweverOftenTheyCross(String p, String q) {
        KnownDensity data = DensityText.parse("p", p);
        KnownDensity model = DensityText.parse("q", q);
        EarthMover mover = new EarthMover(data, model);
        double byQuantiles = Expectation.of(new Uniform(0, 1), u -> Math.abs(data.quantile(u) - model.quantile(u)));
        assertThat(mover.bound()).isCloseTo(mover.value(), within(1e-8 * mover.value()));
        assertThat(byQuantiles).isCloseTo(mover.value(), within(1e-6 * mover.value()));
    }

    @Test
    void noLipschitzCriticExceedsTheDistance() {
        EarthMover mover = new EarthMover(new Normal(0, 1), new Normal(0.6, 1.3));
        double distance = mover.value();
        assertThat(mover.meanDifference(x -> -x)).isCloseTo(0.6, within(1e-9)).isLessThan(distance);
        assertThat(mover.meanDifference(Math::sin)).isLessThan(distance);
        assertThat(mover.meanDifference(x -> -Math.abs(x))).isLessThan(distance);
    }

    @Test
    void optimalCriticIsLipschitz() {
        var critic = new EarthMover(DensityText.parse("p", "mixture:0.5,-4,0.5;0.5,4,0.5"), new Normal(0, 1)).critic();
        for (double x = -10; x < 10; x += 0.01) {
            double slope = (critic.applyAsDouble(x + 0.01) - critic.applyAsDouble(x)) / 0.01;
            assertThat(Math.abs(slope)).isLessThanOrEqualTo(1 + 1e-9);
        }
    }
}
