package org.ganlib.losses.fdivergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.ganlib.losses.adversarial.GanDivergence;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which divergence a generator descends when the critic is optimal and held fixed while it moves. On a finite space let Q move in a direction
 * δ with Σδ = 0; D_f then changes by Σ δ·(f(u) − u f′(u)).
 */
final class GeneratorDirectionTest {
    private static final double[] P = {0.5, 0.3, 0.15, 0.05};
    private static final double[] Q = {0.1, 0.2, 0.3, 0.4};
    private static final double[] DIRECTION = {0.07, -0.02, 0.06, -0.11};

    static Stream<Arguments> nonSaturatingDirections() {
        GeneratorObjective any = GeneratorObjective.NON_SATURATING;
        double reverse = slope(new ReverseKullbackLeibler());
        return Stream.of(
                Arguments.of(new TotalVariation(), slope(new TotalVariation())),
                Arguments.of(new KullbackLeibler(), reverse),
                Arguments.of(new ReverseKullbackLeibler(), slope(new Neyman()) / 2),
                Arguments.of(new Pearson(), 2 * slope(new KullbackLeibler())),
                Arguments.of(new Neyman(), 2 * slope(new Alpha(-2, any))),
                Arguments.of(new SquaredHellinger(), slope(new Alpha(-0.5, any)) / 2),
                Arguments.of(new Jeffrey(), reverse + slope(new Neyman()) / 2),
                Arguments.of(new JensenShannon(), reverse - slope(new JensenShannon())),
                Arguments.of(new GanDivergence(), reverse - slope(new JensenShannon())),
                Arguments.of(
                        new WeightedJensenShannon(0.3, any),
                        0.3 * reverse - 0.3 / 0.7 * slope(new WeightedJensenShannon(0.3, any))),
                Arguments.of(new Alpha(0.4, any), slope(new Alpha(-0.6, any))));
    }

    @ParameterizedTest
    @MethodSource("nonSaturatingDirections")
    void nonSaturatingDescendsADivergenceOnePowerNearerToReverseKullbackLeibler(FDivergence divergence, double slope) {
        double loss = 0;
        for (int i = 0; i < P.length; i++) {
            loss -= DIRECTION[i] * divergence.optimalCritic(P[i] / Q[i]);
        }
        assertThat(loss).isCloseTo(slope, within(1e-12));
    }

    static Stream<FDivergence> divergences() {
        return nonSaturatingDirections()
                .map(arguments -> (FDivergence) arguments.get()[0]);
    }

    @ParameterizedTest
    @MethodSource("divergences")
    void minimaxDescendsTheDivergenceItself(FDivergence divergence) {
        double loss = 0;
        for (int i = 0; i < P.length; i++) {
            loss -= DIRECTION[i] * divergence.conjugate(divergence.optimalCritic(P[i] / Q[i]));
        }
        assertThat(loss).isCloseTo(slope(divergence), within(1e-12));
    }

    private static double slope(FDivergence divergence) {
        double slope = 0;
        for (int i = 0; i < P.length; i++) {
            double u = P[i] / Q[i];
            slope +=
                    DIRECTION[i] * (divergence.f().value(u) - u * divergence.f().derivative(u));
        }
        return slope;
    }
}
