package org.ganlib.losses.fdivergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;

final class PearsonTest implements FDivergenceContract {
    private final FDivergence divergence = new Pearson();

    @Override
    public FDivergence divergence() {
        return divergence;
    }

    @Override
    public FDivergence configured() {
        return new Pearson(GeneratorObjective.MINIMAX);
    }

    @Test
    void criticLossHasItsKnownAnswer() {
        assertCriticLoss(
                divergence,
                -0.866666666666667,
                0.4825,
                new double[] {-0.333333333333333, -0.333333333333333, -0.333333333333333},
                new double[] {0.375, 0.775});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence,
                1.38166666666667,
                -0.3,
                new double[] {0.55, 0.216666666666667, 0.666666666666667},
                new double[] {-0.5, -0.5});
    }

    @Test
    void isTheIntegralOverTheModelAndNotNeymans() {
        // P = (½, ½), Q = (¼, ¾): ∫(p − q)²/q = ¼ + 1/12 and ∫(p − q)²/p = ¼. The published table
        // exchanges the two.
        double value =
                0.25 * divergence.f().value(0.5 / 0.25) + 0.75 * divergence.f().value(0.5 / 0.75);
        assertThat(value).isCloseTo(1 / 3.0, within(1e-15));
    }

    @Test
    void conjugateIsConstantBelowMinusTwo() {
        assertThat(divergence.conjugate(-2)).isEqualTo(-1);
        assertThat(divergence.conjugate(-3)).isEqualTo(-1);
        assertThat(divergence.conjugate(-1)).isEqualTo(-0.75);
        assertThat(divergence.conjugateOfActivation().value(-1e4)).isEqualTo(-1);
        assertThat(divergence.conjugateOfActivation().derivative(-3)).isZero();
        assertThat(divergence.conjugateOfActivation().derivative(-1)).isEqualTo(0.5);
    }
}
