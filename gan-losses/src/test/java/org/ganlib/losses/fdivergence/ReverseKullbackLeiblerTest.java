package org.ganlib.losses.fdivergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;

final class ReverseKullbackLeiblerTest implements FDivergenceContract {
    private final FDivergence divergence = new ReverseKullbackLeibler();

    @Override
    public FDivergence divergence() {
        return divergence;
    }

    @Override
    public FDivergence configured() {
        return new ReverseKullbackLeibler(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public double safeScore() {
        return 700;
    }

    @Test
    void criticLossHasItsKnownAnswer() {
        assertCriticLoss(
                divergence,
                0.807206594580367,
                -0.7,
                new double[] {-0.0908439310113375, -0.671250902490159, -0.0451117610788709},
                new double[] {0.5, 0.5});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence,
                -0.807206594580367,
                0.7,
                new double[] {0.0908439310113375, 0.671250902490159, 0.0451117610788709},
                new double[] {-0.5, -0.5});
    }

    @Test
    void conjugateEndsAtZero() {
        assertThat(divergence.conjugate(-1)).isEqualTo(-1);
        assertThat(divergence.conjugate(0)).isInfinite();
    }

    @Test
    void minimaxSlopeIsMinusOneEverywhere() {
        assertThat(divergence.generatorFake().derivative(-1e4)).isEqualTo(-1);
        assertThat(divergence.generatorFake().derivative(1e4)).isEqualTo(-1);
    }

    @Test
    void overflowsToInfinityBeyondTheSafeScore() {
        assertThat(divergence.criticReal().value(-710)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void slopeOfFAtOneIsMinusOne() {
        assertThat(divergence.optimalCritic(1)).isEqualTo(-1);
    }
}
