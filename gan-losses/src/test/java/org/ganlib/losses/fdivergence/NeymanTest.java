package org.ganlib.losses.fdivergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.spi.CriticScores;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;

final class NeymanTest implements FDivergenceContract {
    private final FDivergence divergence = new Neyman();

    @Override
    public FDivergence divergence() {
        return divergence;
    }

    @Override
    public FDivergence configured() {
        return new Neyman(GeneratorObjective.NON_SATURATING);
    }

    @Override
    public double safeScore() {
        return 700;
    }

    @Test
    void criticLossHasItsKnownAnswer() {
        assertCriticLoss(
                divergence,
                -0.192793405419633,
                0.139024772931772,
                new double[] {-0.0908439310113375, -0.671250902490159, -0.0451117610788709},
                new double[] {0.642012708343871, 0.288474905190243});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence,
                0.192793405419633,
                -0.139024772931772,
                new double[] {0.0908439310113375, 0.671250902490159, 0.0451117610788709},
                new double[] {-0.642012708343871, -0.288474905190243});
    }

    @Test
    void isTheIntegralOverTheDataAndNotPearsons() {
        // P = (½, ½), Q = (¼, ¾): ∫(p − q)²/p = ¼ and ∫(p − q)²/q = ¼ + 1/12. The published table
        // exchanges the two.
        double value =
                0.25 * divergence.f().value(0.5 / 0.25) + 0.75 * divergence.f().value(0.5 / 0.75);
        assertThat(value).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void fReachesFarOnBothSides() {
        assertThat(divergence.f().value(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(divergence.f().derivative(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(divergence.f().value(1e200)).isCloseTo(1e200, within(1e186));
        assertThat(divergence.f().derivative(1e200)).isEqualTo(1);
        assertThat(divergence.f().derivative(2)).isEqualTo(0.75);
    }

    @Test
    void conjugateIncludesTheEndOfItsDomain() {
        assertThat(divergence.conjugate(1)).isEqualTo(2);
        assertThat(divergence.conjugate(1.0000001)).isInfinite();
    }

    @Test
    void lossIsInfiniteAndNotNaNWhenBothSidesOverflow() {
        PlayerLoss loss = new PlayerLoss(1, 3);
        divergence.criticLoss(new CriticScores(new double[] {-1e4}, new double[] {-1e4, -1e5, -1e6}), loss);
        assertThat(loss.value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(loss.fakeValue()).isLessThan(-1e280).isGreaterThan(Double.NEGATIVE_INFINITY);
        assertThat(loss.fakeGradient()).containsOnly(Double.POSITIVE_INFINITY);
    }
}
