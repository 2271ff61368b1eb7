package org.ganlib.losses.fdivergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;

final class JeffreyTest implements FDivergenceContract {
    private final FDivergence divergence = new Jeffrey();

    @Override
    public FDivergence divergence() {
        return divergence;
    }

    @Override
    public FDivergence configured() {
        return new Jeffrey(GeneratorObjective.MINIMAX);
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
                0.533989908258517,
                new double[] {-0.333333333333333, -0.333333333333333, -0.333333333333333},
                new double[] {0.39526950308773, 0.940394735218529});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence,
                1.72945423893147,
                -0.3,
                new double[] {0.71649472556115, 0.241757494090165, 1.19704049222287},
                new double[] {-0.5, -0.5});
    }

    @Test
    void conjugateIsSolvedInTheLogDomain() {
        // e^{1−t} overflows for t < −708: evaluating W₀ there fails.
        assertThat(divergence.conjugate(-1000)).isCloseTo(-7.900830021487172, within(1e-14));
        assertThat(divergence.conjugate(-1e4)).isCloseTo(-10.209419000739688, within(1e-14));
        assertThat(divergence.conjugateOfActivation().derivative(-1000))
                .isCloseTo(0.0010059368744172778, within(1e-18));
    }

    @Test
    void conjugateKeepsItsDigitsNearZero() {
        assertThat(divergence.conjugate(1e-8)).isCloseTo(1.0000000025e-8, within(1e-23));
        assertThat(divergence.conjugate(0)).isZero();
    }

    @Test
    void conjugateHasItsKnownAnswersAboveZero() {
        assertThat(divergence.conjugate(0.5)).isCloseTo(0.5713080749567703, within(1e-15));
        assertThat(divergence.conjugate(3)).isCloseTo(9.45140099288571, within(1e-14));
        assertThat(divergence.conjugate(700)).isCloseTo(3.7311512151407716e303, within(1e291));
    }

    @Test
    void overflowsToInfinityBeyondTheSafeScore() {
        assertThat(divergence.criticFake().value(1e4)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(divergence.criticFake().derivative(1e4)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void fIsInfiniteAtZero() {
        assertThat(divergence.f().value(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(divergence.f().derivative(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
