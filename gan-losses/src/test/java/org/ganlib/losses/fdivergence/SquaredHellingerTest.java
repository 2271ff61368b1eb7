package org.ganlib.losses.fdivergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;

final class SquaredHellingerTest implements FDivergenceContract {
    private final FDivergence divergence = new SquaredHellinger();

    @Override
    public FDivergence divergence() {
        return divergence;
    }

    @Override
    public FDivergence configured() {
        return new SquaredHellinger(GeneratorObjective.MINIMAX);
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
                0.805348341829533,
                new double[] {-0.0908439310113375, -0.671250902490159, -0.0451117610788709},
                new double[] {0.303265329856317, 1.50208301197322});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence,
                2.8516460234471,
                -0.00920382280089615,
                new double[] {1.22309888920641, 0.165528434597137, 2.46301869964355},
                new double[] {-0.824360635350064, -0.16643554184904});
    }

    @Test
    void conjugateEndsBeforeOne() {
        assertThat(divergence.conjugate(0.5)).isEqualTo(1);
        assertThat(divergence.conjugate(1)).isInfinite();
    }

    @Test
    void conjugateOfActivationStaysExactWhereTheActivationRoundsToOne() {
        assertThat(divergence.outputActivation().value(40)).isEqualTo(1);
        assertThat(divergence.conjugateOfActivation().value(40)).isCloseTo(Math.exp(40) - 1, within(64.0));
        assertThat(divergence.conjugateOfActivation().value(1e-20)).isEqualTo(1e-20);
        assertThat(divergence.outputActivation().value(1e-20)).isEqualTo(1e-20);
    }

    @Test
    void optimalCriticIsOneLessTheInverseRoot() {
        assertThat(divergence.optimalCritic(4)).isEqualTo(0.5);
    }
}
