package org.ganlib.losses.leastsquares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.testkit.DivergenceContract;
import org.junit.jupiter.api.Test;

final class LeastSquaresTest implements DivergenceContract {
    private static final LeastSquares DEFAULT = new LeastSquares();
    private static final LeastSquares OTHER = new LeastSquares(-2, 3, 0.5);

    @Override
    public Divergence divergence() {
        return DEFAULT;
    }

    @Override
    public Divergence configured() {
        return OTHER;
    }

    @Test
    void criticRegressesOnItsLabels() {
        // ½(0.3² + 1.7² + 1²)/3 and ½(0.5² + 1.1²)/2
        assertCriticLoss(
                DEFAULT, 3.98 / 6, 1.46 / 4, new double[] {0.1, -1.7 / 3, 1 / 3.0}, new double[] {-0.25, 0.55});
        // ½(1.7² + 3.7² + 1²)/3 and ½(1.5² + 3.1²)/2
        assertCriticLoss(
                OTHER, 17.58 / 6, 11.86 / 4, new double[] {-1.7 / 3, -3.7 / 3, -1 / 3.0}, new double[] {0.75, 1.55});
    }

    @Test
    void generatorAimsAtItsOwnLabelAndMirrorsItOnTheRealSide() {
        // fakes at c = 1, reals at a + b − c = 0: ½(1.3² + 0.7² + 2²)/3 and ½(1.5² + 0.1²)/2
        assertGeneratorLoss(
                DEFAULT, 6.18 / 6, 2.26 / 4, new double[] {1.3 / 3, -0.7 / 3, 2 / 3.0}, new double[] {-0.75, 0.05});
        // fakes at c = ½, reals at a + b − c = ½: ½(0.8² + 1.2² + 1.5²)/3 and ½(1² + 0.6²)/2
        assertGeneratorLoss(OTHER, 4.33 / 6, 1.36 / 4, new double[] {0.8 / 3, -1.2 / 3, 0.5}, new double[] {-0.5, 0.3});
    }

    @Test
    void optimalCriticMixesTheLabels() {
        double p = 0.3;
        double q = 0.1;
        double optimal = (OTHER.b() * p + OTHER.a() * q) / (p + q);
        double slope = p * OTHER.criticReal().derivative(optimal)
                + q * OTHER.criticFake().derivative(optimal);
        assertThat(slope).isCloseTo(0, within(1e-15));
    }

    @Test
    void generatorMinimisesPearsonOfTheMixtureAtTheOptimalCritic() {
        double[] p = {0.5, 0.3, 0.2};
        double[] q = {0.2, 0.2, 0.6};
        double distance = 0;
        for (int i = 0; i < p.length; i++) {
            distance += (p[i] - q[i]) * (p[i] - q[i]) / (p[i] + q[i]);
        }
        assertThat(generatorLossAtTheOptimalCritic(LeastSquares.pearson(), p, q))
                .isCloseTo(distance / 2, within(1e-15));
        assertThat(generatorLossAtTheOptimalCritic(DEFAULT, p, q)).isCloseTo(0.25 + 0.375 * distance, within(1e-15));
    }

    @Test
    void defaultAndPearsonLabelsAreThePublishedOnes() {
        assertThat(DEFAULT).isEqualTo(new LeastSquares(0, 1, 1));
        assertThat(LeastSquares.pearson()).isEqualTo(new LeastSquares(-1, 1, 0));
    }

    @Test
    void slopeGrowsWithTheDistanceAndDoesNotSaturate() {
        PlayerLoss loss = new PlayerLoss(1, 2);
        DEFAULT.generatorLoss(new CriticScores(new double[] {0}, new double[] {-10, -1000}), loss);
        assertThat(loss.fakeGradient()).containsExactly(-11 / 2.0, -1001 / 2.0);
    }

    @Test
    void everyBrokenRuleIsReported() {
        assertThatThrownBy(() -> new LeastSquares(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("a: must be a finite number, was .nan; b: must be a finite number, was .inf;"
                        + " c: must be a finite number, was -.inf");
    }

    @Test
    void oneLabelForBothSidesIsRefused() {
        assertThatThrownBy(() -> new LeastSquares(1, 1, 0))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("b: must differ from a, was 1.0 like a.");
    }

    private static double generatorLossAtTheOptimalCritic(LeastSquares divergence, double[] p, double[] q) {
        double value = 0;
        for (int i = 0; i < p.length; i++) {
            double optimal = (divergence.b() * p[i] + divergence.a() * q[i]) / (p[i] + q[i]);
            value += p[i] * divergence.generatorReal().value(optimal)
                    + q[i] * divergence.generatorFake().value(optimal);
        }
        return value;
    }
}
