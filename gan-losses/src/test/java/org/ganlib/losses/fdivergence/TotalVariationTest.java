package org.ganlib.losses.fdivergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;

final class TotalVariationTest implements FDivergenceContract {
    private final FDivergence divergence = new TotalVariation();

    @Override
    public FDivergence divergence() {
        return divergence;
    }

    @Override
    public FDivergence configured() {
        return new TotalVariation(GeneratorObjective.MINIMAX);
    }

    @Test
    void criticLossHasItsKnownAnswer() {
        assertCriticLoss(
                divergence,
                -0.203563827045327,
                0.084595466125155,
                new double[] {-0.042905532783849, -0.105789931663743, -0.0117751374755274},
                new double[] {0.196611933241482, 0.0898003290400687});
    }

    @Test
    void generatorLossHasItsKnownAnswer() {
        assertGeneratorLoss(
                divergence,
                0.203563827045327,
                -0.084595466125155,
                new double[] {0.042905532783849, 0.105789931663743, 0.0117751374755274},
                new double[] {-0.196611933241482, -0.0898003290400687});
    }

    @Test
    void fHasItsBars() {
        // Without them, f(u) = ½u − 1, as some copies print it, makes every divergence −½.
        assertThat(divergence.f().value(0.25)).isEqualTo(0.375);
        assertThat(divergence.f().value(1)).isZero();
        assertThat(divergence.f().value(3)).isEqualTo(1);
    }

    @Test
    void optimalCriticIsHalfTheSign() {
        assertThat(divergence.optimalCritic(0.9)).isEqualTo(-0.5);
        assertThat(divergence.optimalCritic(1)).isZero();
        assertThat(divergence.optimalCritic(1.1)).isEqualTo(0.5);
    }

    @Test
    void conjugateIsConstantBelowItsPrintedDomain() {
        assertThat(divergence.conjugate(-3)).isEqualTo(-0.5);
        assertThat(divergence.conjugate(0.5)).isEqualTo(0.5);
        assertThat(divergence.conjugate(0.5000001)).isInfinite();
    }

    @Test
    void bothObjectivesAreOneAndTheSame() {
        FDivergence minimax = new TotalVariation(GeneratorObjective.MINIMAX);
        for (double v : new double[] {-2, 0, 1}) {
            assertThat(minimax.generatorFake().value(v))
                    .isEqualTo(divergence.generatorFake().value(v));
        }
    }

    @Test
    void slopeKeepsItsDigitsWhereTheActivationIsFlat() {
        assertThat(divergence.outputActivation().derivative(-30)).isCloseTo(2 * Math.exp(-60), within(1e-40));
        assertThat(divergence.outputActivation().derivative(30)).isCloseTo(2 * Math.exp(-60), within(1e-40));
    }
}
