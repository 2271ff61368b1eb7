package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.Interval;
import org.junit.jupiter.api.Test;

/** Densities, generators and critics at places where the answer is known in closed form. */
final class DensityKnownAnswersTest {
    private static final double PRECISE = 1e-12;

    @Test
    void theUniformDensityIncludesItsEnds() {
        Uniform uniform = new Uniform(1, 3);
        for (double x : new double[] {1, 2, 3}) {
            assertThat(uniform.density(x)).as("at %s", x).isCloseTo(0.5, within(PRECISE));
        }
        assertThat(uniform.density(Math.nextDown(1.0))).isZero();
        assertThat(uniform.density(Math.nextUp(3.0))).isZero();
        assertThat(uniform.cdf(1.5)).isCloseTo(0.25, within(PRECISE));
        assertThat(uniform.cdf(4)).isEqualTo(1);
        assertThat(uniform.survival(1.5)).isCloseTo(0.75, within(PRECISE));
        assertThat(uniform.survival(4)).isZero();
        assertThat(uniform.quantile(0.25)).isCloseTo(1.5, within(PRECISE));
        assertThat(uniform.quantile(0.75)).isCloseTo(2.5, within(PRECISE));
        assertThat(uniform.quantile(0)).isEqualTo(1);
        assertThat(uniform.quantile(1)).isEqualTo(3);
        assertThat(uniform.support()).isEqualTo(Interval.closed(1, 3));
        assertThat(uniform.landmarks()).containsExactly(new Landmark(1, 2), new Landmark(3, 2));
        assertThat(uniform).hasToString("uniform:1,3");
    }

    /** The height of Laplace(2, ½) is 1, and e⁻² one unit beside its location. */
    @Test
    void theLaplaceDensityDecaysByItsScale() {
        Laplace laplace = new Laplace(2, 0.5);
        double half = Math.exp(-2) / 2;
        assertThat(laplace.logDensity(2)).isCloseTo(0, within(PRECISE));
        assertThat(laplace.logDensity(1)).isCloseTo(-2, within(PRECISE));
        assertThat(laplace.logDensity(3)).isCloseTo(-2, within(PRECISE));
        assertThat(laplace.cdf(1)).isCloseTo(half, within(PRECISE));
        assertThat(laplace.cdf(2)).isCloseTo(0.5, within(PRECISE));
        assertThat(laplace.cdf(3)).isCloseTo(1 - half, within(PRECISE));
        assertThat(laplace.survival(3)).isCloseTo(half, within(PRECISE));
        assertThat(laplace.quantile(half)).isCloseTo(1, within(PRECISE));
        assertThat(laplace.quantile(1 - half)).isCloseTo(3, within(PRECISE));
        assertThat(laplace.tail(Side.LEFT)).containsExactly(new LogQuadratic(0, 2, -4));
        assertThat(laplace.tail(Side.RIGHT)).containsExactly(new LogQuadratic(0, -2, 4));
        assertThat(laplace.landmarks()).containsExactly(new Landmark(2, 0.5));
        assertThat(laplace.support()).isEqualTo(Interval.REALS);
    }

    /** Values of N(1, 4) one standard deviation above the mean, from tables. */
    @Test
    void theNormalDensityIsThatOfTables() {
        Normal normal = new Normal(1, 2);
        assertThat(normal.density(1)).isCloseTo(0.3989422804014327 / 2, within(PRECISE));
        assertThat(normal.density(3)).isCloseTo(0.24197072451914337 / 2, within(PRECISE));
        assertThat(normal.cdf(3)).isCloseTo(0.8413447460685429, within(PRECISE));
        assertThat(normal.survival(3)).isCloseTo(0.15865525393145707, within(PRECISE));
        assertThat(normal.quantile(0.8413447460685429)).isCloseTo(3, within(1e-10));
        LogQuadratic tail = normal.tail(Side.RIGHT).get(0);
        assertThat(tail.square()).isCloseTo(-0.125, within(PRECISE));
        assertThat(tail.linear()).isCloseTo(0.25, within(PRECISE));
        assertThat(tail.constant()).isCloseTo(normal.logDensity(0), within(PRECISE));
        assertThat(normal.landmarks()).containsExactly(new Landmark(1, 2));
    }

    @Test
    void aMixtureIsTheWeightedSumOfItsComponents() {
        Mixture mixture = (Mixture) DensityText.parse("p", "mixture:0.25,-2,1;0.75,2,0.5");
        Normal left = new Normal(-2, 1);
        Normal right = new Normal(2, 0.5);
        for (double x : new double[] {-3, 0, 1.7, 40}) {
            assertThat(mixture.density(x)).isCloseTo(0.25 * left.density(x) + 0.75 * right.density(x), within(PRECISE));
            assertThat(mixture.cdf(x)).isCloseTo(0.25 * left.cdf(x) + 0.75 * right.cdf(x), within(PRECISE));
            assertThat(mixture.survival(x))
                    .isCloseTo(0.25 * left.survival(x) + 0.75 * right.survival(x), within(PRECISE));
        }
        assertThat(mixture.landmarks()).containsExactly(new Landmark(-2, 1), new Landmark(2, 0.5));
        assertThat(mixture.tail(Side.LEFT).get(1).constant())
                .isCloseTo(right.logDensity(0) + Math.log(0.75), within(PRECISE));
        // Symmetric about 0, and equal components.
        assertThat(DensityText.parse("p", "mixture:0.5,-2,1;0.5,2,1").quantile(0.5))
                .isCloseTo(0, within(1e-12));
        assertThat(DensityText.parse("p", "mixture:0.5,3,2;0.5,3,2").quantile(0.3))
                .isEqualTo(new Normal(3, 2).quantile(0.3));
        assertThat(mixture.logDensity(1e200)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void parametersAreAcceptedUpToTheirLimits() {
        assertThatCode(() -> new Normal(1e8, 1)).doesNotThrowAnyException();
        assertThatCode(() -> new Normal(-1e8, 1)).doesNotThrowAnyException();
        requireInvalid(() -> new Normal(Math.nextUp(1e8), 1), "mean");
        requireInvalid(() -> new Normal(-Math.nextUp(1e8), 1), "mean");
        Normal normal = new Normal(0, 1);
        assertThatCode(() -> new Mixture(List.of(new Mixture.Component(1 + 9e-10, normal))))
                .doesNotThrowAnyException();
        requireInvalid(() -> new Mixture(List.of(new Mixture.Component(1 + 2e-9, normal))), "weights");
        requireInvalid(() -> new Mixture(List.of()), "weights");
        requireInvalid(() -> new Mixture.Component(0, normal), "weight");
        requireInvalid(() -> new Uniform(2, 2), "high");
        requireInvalid(() -> new Uniform(0, Double.POSITIVE_INFINITY), "high");
        for (KnownDensity density : List.of(
                normal, new Laplace(0, 1), new Uniform(0, 1), new Mixture(List.of(new Mixture.Component(1, normal))))) {
            for (double probability : new double[] {-1e-300, Math.nextUp(1.0), Double.NaN}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> density.quantile(probability))
                        .withMessage("a probability must be in [0, 1], was " + probability);
            }
        }
    }

    private static void requireInvalid(ThrowingCallable action, String setting) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(action)
                .withMessageContaining(setting + ": must ");
    }

    /** f(u) = u log u of KL: k(u) = u log u − u + 1, and u·k′(u) = u log u. */
    @Test
    void theGeneratorOfKlIsKnown() {
        Generator kl = Generator.of(Divergences.named("kl"));
        assertThat(kl.atOne()).isZero();
        assertThat(kl.slopeAtOne()).isCloseTo(1, within(PRECISE));
        assertThat(kl.limitAtZero()).isCloseTo(1, within(PRECISE));
        assertThat(kl.slopeLimit()).isEqualTo(Double.POSITIVE_INFINITY);
        for (double u : new double[] {0.3, 1, 2, 50}) {
            double k = u * Math.log(u) - u + 1;
            assertThat(kl.value(Math.log(u))).isCloseTo(k, within(PRECISE * (1 + k)));
            assertThat(kl.slope(Math.log(u))).isCloseTo(u * Math.log(u), within(PRECISE * (1 + k)));
        }
        assertThat(kl.value(Double.NEGATIVE_INFINITY)).isCloseTo(1, within(PRECISE));
        assertThat(kl.slope(Double.NEGATIVE_INFINITY)).isZero();
        // log(q·k(p/q)) with q = e⁻⁵, also where u is e^±800.
        assertThat(kl.logTerm(Math.log(2) - 5, -5)).isCloseTo(-5 + Math.log(2 * Math.log(2) - 1), within(PRECISE));
        assertThat(kl.logTerm(-805, -5)).isCloseTo(-5, within(1e-9));
        assertThat(kl.logTerm(795, -5)).isCloseTo(795 + Math.log(799), within(1e-9));
        assertThat(kl.logTerm(-5, -5)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    /** Near 1, k is d²/2 − d³/6 + d⁴/12 − … with d = u − 1, which the formula itself would cancel away. */
    @Test
    void nearOneTheGeneratorKeepsItsDigits() {
        Generator kl = Generator.of(Divergences.named("kl"));
        for (double logU : new double[] {1e-7, -1e-7, 1e-4, 5e-3, -5e-3, 0.00994, 0.00996, -0.01004, -0.01006}) {
            double d = Math.expm1(logU);
            double series = 0;
            for (int n = 2; n < 12; n++) {
                series += Math.pow(-1, n) * Math.pow(d, n) / (n * (n - 1));
            }
            assertThat(Math.exp(kl.logTerm(logU, 0)) / series)
                    .as("log u = %s", logU)
                    .isCloseTo(1, within(1e-8));
        }
    }

    /** For densities that are nearly equal, ∫(p − q)²/(p + q) is δ²/2 · ∫p′²/p, which is δ²/2 here. */
    @Test
    void theTriangularDiscriminationOfNeighboursIsKnown() {
        double shift = 1e-5;
        double expected = shift * shift / 2;
        assertThat(new ExactDivergence(new Normal(0, 1), new Normal(shift, 1)).triangular())
                .isCloseTo(expected, within(1e-6 * expected));
    }

    /** A bump of the width 10⁻⁴ at 3 has the mass √(2π)·10⁻⁴ times the density there. */
    @Test
    void expectationsSeeTheFeaturesTheyAreToldOf() {
        double width = 1e-4;
        DoubleUnaryOperator bump = x -> Math.exp(-Math.pow((x - 3) / width, 2) / 2);
        Normal normal = new Normal(0, 1);
        double expected = normal.density(3) * width * Math.sqrt(2 * Math.PI);
        assertThat(Expectation.of(normal, bump, List.of(new Landmark(3, width))))
                .isCloseTo(expected, within(1e-6 * expected));
    }

    /** N(0, 1) and N(5, 1): F_P > F_Q everywhere, so the critic falls with slope 1. */
    @Test
    void theCriticOfShiftedDensitiesIsALine() {
        DoubleUnaryOperator critic = new EarthMover(new Normal(0, 1), new Normal(5, 1)).critic();
        assertThat(critic.applyAsDouble(7) - critic.applyAsDouble(-3)).isCloseTo(-10, within(PRECISE));
        DoubleUnaryOperator back = new EarthMover(new Normal(5, 1), new Normal(0, 1)).critic();
        assertThat(back.applyAsDouble(7) - back.applyAsDouble(-3)).isCloseTo(10, within(PRECISE));
    }

    /**
     * Halves at ±3 against a quarter at −6, a half at 0 and a quarter at 6: F_P − F_Q is −¼, ¼, −¼
     * and ¼ between these places. The critic, 0 at its first turn, is a zigzag. W₁ is 12/4 for
     * points; at each of three crossings, a half of the standard deviation σ saves E|X|/2, which is
     * σ·√(2/π)/2.
     */
    @Test
    void theCriticTurnsWhereTheDistributionFunctionsCross() {
        EarthMover mover = new EarthMover(
                DensityText.parse("p", "mixture:0.5,-3,0.01;0.5,3,0.01"),
                DensityText.parse("q", "mixture:0.25,-6,0.01;0.5,0,0.01;0.25,6,0.01"));
        double expected = 3 - 1.5 * 0.01 * Math.sqrt(2 / Math.PI);
        assertThat(mover.value()).isCloseTo(expected, within(1e-8));
        assertThat(mover.bound()).isCloseTo(expected, within(1e-8));
        DoubleUnaryOperator critic = mover.critic();
        double[][] places = {{-8, -5}, {-6, -3}, {-3, 0}, {-1, -2}, {0, -3}, {2, -1}, {3, 0}, {6, -3}, {8, -5}};
        for (double[] place : places) {
            assertThat(critic.applyAsDouble(place[0])).as("at %s", place[0]).isCloseTo(place[1], within(1e-6));
        }
    }
}
