package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownDensityTest {
    private static final double[] PROBABILITIES = {1e-200, 1e-12, 0.01, 0.3, 0.5, 0.77, 0.99, 1 - 1e-12};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "normal:0,1",
                "normal:-3,0.01",
                "laplace:2,0.5",
                "uniform:-1,4",
                "mixture:0.33,-1,0.25;0.67,2,1.4",
                "mixture:0.5,-100,1;0.5,100,1",
                "mixture:1,5,2"
            })
    void densityDistributionAndQuantileAgree(String text) {
        KnownDensity density = DensityText.parse("p", text);
        assertThat(density).hasToString(text);
        assertThat(Expectation.of(density, x -> 1)).isCloseTo(1, within(1e-10));
        for (double probability : PROBABILITIES) {
            double x = density.quantile(probability);
            double tail = Math.min(probability, 1 - probability);
            assertThat(density.cdf(x)).as("cdf at %s", x).isCloseTo(probability, within(1e-9 * tail + 1e-16));
            assertThat(density.survival(x)).as("survival").isCloseTo(1 - probability, within(1e-9 + 1e-16));
            assertThat(density.density(x)).isCloseTo(Math.exp(density.logDensity(x)), within(1e-15));
        }
        double step = 1e-5 * density.landmarks().get(0).scale();
        double x = density.quantile(0.6);
        assertThat((density.cdf(x + step) - density.cdf(x - step)) / (2 * step))
                .isCloseTo(density.density(x), within(1e-5 * density.density(x)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal:-3,0.5", "laplace:2,0.5", "mixture:0.33,-1,0.25;0.67,2,1.4"})
    void tailsAreTheLogarithmFarOut(String text) {
        KnownDensity density = DensityText.parse("p", text);
        for (Side side : Side.values()) {
            LogQuadratic tail = LogQuadratic.dominant(density.tail(side), side);
            double x = side.sign() * 60;
            assertThat(tail.square() * x * x + tail.linear() * x + tail.constant())
                    .isCloseTo(density.logDensity(x), within(1e-9));
        }
    }

    @Test
    void equalComponentsAddUpInTheTail() {
        KnownDensity halves = DensityText.parse("p", "mixture:0.25,0,1;0.75,0,1");
        assertThat(LogQuadratic.dominant(halves.tail(Side.RIGHT), Side.RIGHT).constant())
                .isCloseTo(new Normal(0, 1).logDensity(0), within(1e-15));
    }

    @Test
    void uniformDensityEndsWhereItsSupportDoes() {
        Uniform uniform = new Uniform(1, 3);
        assertThat(uniform.density(0.999)).isZero();
        assertThat(uniform.density(2)).isCloseTo(0.5, within(1e-15));
        assertThat(uniform.cdf(0)).isZero();
        assertThat(uniform.survival(0)).isEqualTo(1);
        assertThat(uniform.tail(Side.LEFT)).isEmpty();
    }

    @Test
    void expectationsAreKnown() {
        assertThat(Expectation.of(new Normal(2, 3), x -> x * x)).isCloseTo(13, within(1e-9));
        assertThat(Expectation.of(new Laplace(0, 2), Math::abs)).isCloseTo(2, within(1e-9));
        assertThat(Expectation.of(new Uniform(0, 3), x -> x)).isCloseTo(1.5, within(1e-12));
        assertThat(Expectation.of(new Normal(0, 1), x -> 0)).isZero();
    }

    @Test
    void quantileNeedsAProbability() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Normal(0, 1).quantile(1.5));
        assertThat(new Normal(0, 1).quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(DensityText.parse("p", "mixture:0.5,0,1;0.5,3,1").quantile(1))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }
}
