package org.ganlib.losses.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;

import org.ganlib.losses.numeric.Softplus;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.ScalarFunction;
import org.ganlib.testkit.FDivergenceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One-sided label smoothing, in the game whose laws it keeps but for one: g increases only as far as an optimal critic's scores go. */
final class SmoothedGanTest implements FDivergenceContract {
    private static final double LABEL = 0.9;
    private static final double HIGHEST_SCORE = Math.log(LABEL / (1 - LABEL));

    private final GanDivergence minimax = new GanDivergence(GeneratorObjective.MINIMAX, LABEL);
    private final GanDivergence nonSaturating = new GanDivergence(GeneratorObjective.NON_SATURATING, LABEL);

    @Override
    public FDivergence divergence() {
        return minimax;
    }

    @Override
    public FDivergence configured() {
        return minimax;
    }

    /** Up to the score of the label; beyond, it falls. */
    @Override
    @Test
    public void outputActivationIncreasesIntoTheDomain() {
        ScalarFunction g = minimax.outputActivation();
        double previous = g.value(-1e4);
        for (double v = -20; v < HIGHEST_SCORE; v += 0.125) {
            assertThat(g.value(v)).as("g(%s)", v).isGreaterThan(previous);
            assertThat(minimax.conjugateDomain().contains(g.value(v))).isTrue();
            previous = g.value(v);
        }
        assertThat(g.value(HIGHEST_SCORE)).isCloseTo(minimax.conjugateDomain().high(), within(1e-15));
        assertThat(g.derivative(HIGHEST_SCORE)).isCloseTo(0, within(1e-15));
        for (double v = HIGHEST_SCORE + 0.1; v < 1e4; v *= 1.5) {
            assertThat(g.derivative(v)).as("g′(%s)", v).isNegative();
        }
    }

    /** Up to the score of the label; beyond, the critic pays more than the conjugate, so that it never promises more than the divergence. */
    @Override
    @Test
    public void conjugateOfActivationIsTheComposition() {
        ScalarFunction g = minimax.outputActivation();
        for (double v = -30; v < HIGHEST_SCORE - 0.05; v += 0.125) {
            double fused = minimax.conjugateOfActivation().value(v);
            assertThat(minimax.conjugate(g.value(v))).as("f*(g(%s))", v).isCloseTo(fused, within(1e-12 * (1 + fused)));
        }
        for (double v = HIGHEST_SCORE + 0.1; v < 1e3; v *= 1.5) {
            assertThat(minimax.conjugate(g.value(v)))
                    .as("f*(g(%s))", v)
                    .isLessThan(minimax.conjugateOfActivation().value(v));
        }
    }

    @Test
    void criticLossIsCrossEntropyWithTheSoftLabel() {
        assertCriticLoss(
                minimax,
                0.5770408379204740,
                0.9307061546477687,
                new double[] {-0.0380550056524805, -0.1893959240560554, -0.0064009740073725},
                new double[] {0.1887703343990727, 0.3751300527975588});
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.55, 0.7, 0.9, 0.99, 1})
    void optimalDiscriminatorIsTheLabelsShareOfTheData(double label) {
        GanDivergence gan = new GanDivergence(GeneratorObjective.NON_SATURATING, label);
        double[][] masses = {{0.5, 0.5}, {0.3, 0.1}, {0.01, 0.6}, {0.7, 1e-4}};
        for (double[] mass : masses) {
            double p = mass[0];
            double q = mass[1];
            double low = -50;
            double high = 50;
            for (int i = 0; i < 200; i++) {
                double middle = (low + high) / 2;
                double slope = p * gan.criticReal().derivative(middle)
                        + q * gan.criticFake().derivative(middle);
                if (slope < 0) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            double discriminator = 1 / (1 + Math.exp(-high));
            assertThat(discriminator).isCloseTo(label * p / (p + q), within(1e-12));
            assertThat(gan.probability(high)).isCloseTo(p / (p + q), within(1e-12));
            double cost =
                    p * gan.criticReal().value(high) + q * gan.criticFake().value(high);
            assertThat(-cost).isCloseTo(q * gan.f().value(p / q), within(1e-12));
        }
    }

    @Test
    void leastValueIsStillWhereModelAndDataAgreeButNotMinusLog4() {
        double atAgreement = LABEL * Math.log(LABEL / 2) + (2 - LABEL) * Math.log(1 - LABEL / 2);
        assertThat(minimax.f().value(1)).isCloseTo(atAgreement, within(1e-15)).isGreaterThan(-Math.log(4));
        double[] p = {0.5, 0.3, 0.2};
        double[] q = {0.2, 0.2, 0.6};
        double value = 0;
        for (int i = 0; i < p.length; i++) {
            value += q[i] * minimax.f().value(p[i] / q[i]);
        }
        assertThat(value).isGreaterThan(atAgreement);
    }

    @Test
    void theGeneratorsOwnTermIsNotSmoothed() {
        GanDivergence plain = new GanDivergence();
        for (double v : new double[] {-1e4, -20, -1, 0, 3, 50, 1e4}) {
            assertThat(nonSaturating.generatorFake().value(v))
                    .isEqualTo(plain.generatorFake().value(v));
            assertThat(nonSaturating.generatorFake().derivative(v))
                    .isEqualTo(plain.generatorFake().derivative(v));
            assertThat(minimax.generatorFake().value(v))
                    .isEqualTo(-plain.conjugateOfActivation().value(v));
        }
    }

    @Test
    void aLabelOfOneIsNoSmoothingToTheBit() {
        GanDivergence whole = new GanDivergence(GeneratorObjective.MINIMAX, 1);
        for (double v = -1e4; v <= 1e4; v += 7.3) {
            assertThat(whole.criticReal().value(v)).isEqualTo(Softplus.of(-v));
        }
        assertThat(whole).isEqualTo(new GanDivergence(GeneratorObjective.MINIMAX));
        assertThat(new GanDivergence().generatorReal().value(1.3))
                .isEqualTo(new GanDivergence().criticFake().value(1.3));
    }

    @Test
    void theCriticIsPulledBackFromScoresBeyondTheLabel() {
        assertThat(minimax.criticReal().derivative(1e4)).isCloseTo(1 - LABEL, within(1e-15));
        assertThat(minimax.criticReal().derivative(-1e4)).isCloseTo(-LABEL, within(1e-15));
        assertThat(minimax.criticReal().value(1e4)).isCloseTo((1 - LABEL) * 1e4, within(1e-9));
        assertThat(minimax.criticReal().value(-1e4)).isCloseTo(LABEL * 1e4, within(1e-9));
        assertThat(minimax.probability(1e4)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0, -1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesLabelsThatAreNone(double label) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new GanDivergence(GeneratorObjective.MINIMAX, label))
                .withMessageContaining("real-label")
                .withMessageContaining("must be in (0.5, 1], was ");
    }
}
