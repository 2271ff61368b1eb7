package org.ganlib.losses.fdivergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;

final class KullbackLeiblerTest implements FDivergenceContract {
    private final FDivergence divergence = new KullbackLeibler();

    @Override
    public FDivergence divergence() {
        return divergence;
    }

    @Override
    public FDivergence configured() {
        return new KullbackLeibler(GeneratorObjective.MINIMAX);
    }

    @Override
    public double safeScore() {
        return 700;
    }

    @Test
    void criticLossHasItsKnownAnswer() {
        assertCriticLoss(
                divergence,
                -0.866666666666667,
                0.664150539112039,
                new double[] {-0.333333333333333, -0.333333333333333, -0.333333333333333},
                new double[] {0.111565080074215, 0.552585459037824});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence,
                1.41694138669593,
                -0.3,
                new double[] {0.449952935858668, 0.0608945080175782, 0.906093942819682},
                new double[] {-0.5, -0.5});
    }

    @Test
    void zeroTimesLogZeroIsZero() {
        assertThat(divergence.f().value(0)).isZero();
    }

    @Test
    void overflowsToInfinityBeyondTheSafeScore() {
        assertThat(divergence.criticFake().value(711)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(divergence.criticFake().derivative(711)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(divergence.criticFake().value(-1e4)).isZero();
    }

    @Test
    void slopeOfFAtOneIsOne() {
        assertThat(divergence.optimalCritic(1)).isEqualTo(1);
    }
}
