package org.ganlib.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.ganlib.losses.adversarial.GanDivergence;
import org.ganlib.losses.fdivergence.Alpha;
import org.ganlib.losses.fdivergence.Jeffrey;
import org.ganlib.losses.fdivergence.JensenShannon;
import org.ganlib.losses.fdivergence.KullbackLeibler;
import org.ganlib.losses.fdivergence.Neyman;
import org.ganlib.losses.fdivergence.Pearson;
import org.ganlib.losses.fdivergence.ReverseKullbackLeibler;
import org.ganlib.losses.fdivergence.SquaredHellinger;
import org.ganlib.losses.fdivergence.TotalVariation;
import org.ganlib.losses.fdivergence.WeightedJensenShannon;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The divergences of two Gaussians, P = N(0, 1) and Q = N(0.6, 1.3²), integrated from f and from the bound at the optimal critic. */
final class GaussianDivergencesTest {
    private static final double STEP = 1e-3;
    private static final double EXTENT = 30;

    static Stream<Arguments> knownValues() {
        GeneratorObjective any = GeneratorObjective.NON_SATURATING;
        return Stream.of(
                Arguments.of(new TotalVariation(), 0.229821),
                Arguments.of(new KullbackLeibler(), 0.164731),
                Arguments.of(new ReverseKullbackLeibler(), 0.262636),
                Arguments.of(new Pearson(), 0.274353),
                Arguments.of(new Neyman(), 3.412836),
                Arguments.of(new SquaredHellinger(), 0.098439),
                Arguments.of(new Jeffrey(), 0.427367),
                Arguments.of(new JensenShannon(), 0.092824),
                Arguments.of(new WeightedJensenShannon(), 0.046412),
                Arguments.of(new WeightedJensenShannon(0.3, any), 0.036794),
                Arguments.of(new GanDivergence(), -1.293470),
                Arguments.of(new Alpha(-1, any), 1.706418),
                Arguments.of(new Alpha(0.5, any), 0.196878),
                Arguments.of(new Alpha(1.5, any), 0.147077),
                Arguments.of(new Alpha(2, any), 0.137177));
    }

    @ParameterizedTest
    @MethodSource("knownValues")
    void divergenceIsTheIntegralOfF(FDivergence divergence, double expected) {
        double sum = 0;
        for (double x = -EXTENT; x <= EXTENT; x += STEP) {
            sum += q(x) * divergence.f().value(p(x) / q(x));
        }
        assertThat(sum * STEP).isCloseTo(expected, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("knownValues")
    void boundReachesTheDivergenceAtTheOptimalCritic(FDivergence divergence, double expected) {
        double sum = 0;
        for (double x = -EXTENT; x <= EXTENT; x += STEP) {
            double critic = divergence.optimalCritic(p(x) / q(x));
            sum += p(x) * critic - q(x) * divergence.conjugate(critic);
        }
        assertThat(sum * STEP).isCloseTo(expected, within(1e-6));
    }

    @Test
    void originalLossIsTheJensenShannonRowMinusLog4() {
        double difference = 0;
        GanDivergence gan = new GanDivergence();
        JensenShannon printed = new JensenShannon();
        for (double x = -EXTENT; x <= EXTENT; x += STEP) {
            double u = p(x) / q(x);
            difference += q(x) * (printed.f().value(u) - gan.f().value(u));
        }
        assertThat(difference * STEP).isCloseTo(Math.log(4), within(1e-12));
    }

    private static double p(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double q(double x) {
        double z = (x - 0.6) / 1.3;
        return Math.exp(-z * z / 2) / (1.3 * Math.sqrt(2 * Math.PI));
    }
}
