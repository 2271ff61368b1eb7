package org.ganlib.losses.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;

final class GanDivergenceTest implements FDivergenceContract {
    private final GanDivergence nonSaturating = new GanDivergence();
    private final GanDivergence minimax = new GanDivergence(GeneratorObjective.MINIMAX);
    private final GanDivergence smoothed = new GanDivergence(GeneratorObjective.MINIMAX, 0.9);

    @Override
    public FDivergence divergence() {
        return nonSaturating;
    }

    @Override
    public FDivergence configured() {
        return smoothed;
    }

    @Test
    void criticLossIsCrossEntropy() {
        assertCriticLoss(
                nonSaturating,
                0.4903741712538075,
                0.9307061546477687,
                new double[] {-0.0713883389858138, -0.2227292573893887, -0.03973430734070585},
                new double[] {0.1887703343990727, 0.3751300527975588});
    }

    @Test
    void nonSaturatingGeneratorSwapsTheLabelsOnBothSides() {
        assertGeneratorLoss(
                nonSaturating,
                1.357040837920474,
                0.6307061546477687,
                new double[] {0.2619449943475195, 0.1106040759439446, 0.2935990259926275},
                new double[] {-0.3112296656009273, -0.1248699472024412});
    }

    @Test
    void minimaxGeneratorMinimisesTheWholeBound() {
        assertGeneratorLoss(
                minimax,
                -0.4903741712538075,
                -0.9307061546477687,
                new double[] {0.0713883389858138, 0.2227292573893887, 0.03973430734070585},
                new double[] {-0.1887703343990727, -0.3751300527975588});
    }

    @Test
    void optimalDiscriminatorIsTheShareOfTheData() {
        double p = 0.3;
        double q = 0.1;
        assertThat(Math.exp(nonSaturating.optimalCritic(p / q))).isCloseTo(p / (p + q), within(1e-15));
    }

    @Test
    void valueAtTheOptimalDiscriminatorIsTwiceJsdMinusLog4() {
        double[] p = {0.5, 0.3, 0.2};
        double[] q = {0.2, 0.2, 0.6};
        double value = 0;
        double jensenShannon = 0;
        for (int i = 0; i < p.length; i++) {
            double discriminator = p[i] / (p[i] + q[i]);
            value += p[i] * Math.log(discriminator) + q[i] * Math.log(1 - discriminator);
            double mixture = (p[i] + q[i]) / 2;
            jensenShannon += (p[i] * Math.log(p[i] / mixture) + q[i] * Math.log(q[i] / mixture)) / 2;
        }
        assertThat(value).isCloseTo(2 * jensenShannon - Math.log(4), within(1e-15));

        double divergence = 0;
        for (int i = 0; i < p.length; i++) {
            divergence += q[i] * nonSaturating.f().value(p[i] / q[i]);
        }
        assertThat(divergence).isCloseTo(value, within(1e-15));
    }

    @Test
    void leastValueIsMinusLog4AndNotZero() {
        assertThat(nonSaturating.f().value(1)).isCloseTo(-Math.log(4), within(1e-15));
        assertThat(nonSaturating.f().derivative(1)).isCloseTo(-Math.log(2), within(1e-15));
    }

    @Test
    void nonSaturatingSlopeIsWholeWhereTheDiscriminatorIsConfident() {
        // −log(σ(v) + 1e-8) has slope −0.17 here.
        assertThat(nonSaturating.generatorFake().derivative(-20)).isCloseTo(-1, within(1e-8));
        assertThat(nonSaturating.generatorFake().derivative(-1e4)).isEqualTo(-1);
    }

    @Test
    void minimaxSlopeVanishesWhereTheDiscriminatorIsConfident() {
        assertThat(minimax.generatorFake().derivative(-20)).isCloseTo(-Math.exp(-20), within(1e-17));
    }

    @Test
    void keepsItsDigitsInTheTails() {
        assertThat(nonSaturating.criticFake().value(-50)).isCloseTo(Math.exp(-50), within(1e-36));
        assertThat(nonSaturating.criticFake().value(1e4)).isEqualTo(1e4);
        assertThat(nonSaturating.conjugate(-50)).isCloseTo(Math.exp(-50), within(1e-36));
        assertThat(nonSaturating.conjugate(-1e-20)).isCloseTo(20 * Math.log(10), within(1e-12));
    }

    @Test
    void endsOfTheFunctionAreItsLimits() {
        assertThat(nonSaturating.f().value(0)).isZero();
        assertThat(nonSaturating.conjugate(0)).isInfinite();
    }
}
