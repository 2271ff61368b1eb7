package org.ganlib.losses.relativistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import java.util.stream.Stream;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.ScalarFunction;
import org.ganlib.testkit.DivergenceContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Known answers were computed in 30 digits from the sums over all pairs. */
final class RelativisticTest implements DivergenceContract {
    private static final Divergence OVER_GAN = new Relativistic();
    private static final Divergence OVER_LEAST_SQUARES = new Relativistic(MarginLoss.LEAST_SQUARES);
    private static final Divergence OVER_HINGE = new Relativistic(MarginLoss.HINGE);

    @Override
    public Divergence divergence() {
        return OVER_GAN;
    }

    @Override
    public Divergence configured() {
        return OVER_HINGE;
    }

    @Test
    void lossesOverGanHaveTheirKnownAnswers() {
        assertCriticLoss(
                OVER_GAN,
                0,
                0.653712761473328,
                new double[] {-0.0986695112646683, -0.234663822068665, -0.0608181128993733},
                new double[] {0.127923873705702, 0.266227572527005});
        assertGeneratorLoss(
                OVER_GAN,
                0,
                1.22037942813999,
                new double[] {0.234663822068665, 0.0986695112646683, 0.27251522043396},
                new double[] {-0.372076126294298, -0.233772427472995});
    }

    @Test
    void lossesOverLeastSquaresHaveTheirKnownAnswers() {
        assertCriticLoss(
                OVER_LEAST_SQUARES,
                0,
                2.13666666666667,
                new double[] {0, -1.33333333333333, 0.466666666666667},
                new double[] {-0.366666666666667, 1.23333333333333});
        assertGeneratorLoss(
                OVER_LEAST_SQUARES, 0, 4.40333333333333, new double[] {1.33333333333333, 0, 1.8}, new double[] {
                    -2.36666666666667, -0.766666666666667
                });
    }

    @Test
    void lossesOverHingeHaveTheirKnownAnswers() {
        assertCriticLoss(OVER_HINGE, 0, 0.816666666666667, new double[] {-1 / 6.0, -1 / 3.0, -1 / 6.0}, new double[] {
            1 / 6.0, 0.5
        });
        assertGeneratorLoss(
                OVER_HINGE, 0, 1.7, new double[] {1 / 3.0, 1 / 6.0, 1 / 3.0}, new double[] {-0.5, -1 / 3.0});
    }

    static Stream<Arguments> spreads() {
        return Stream.of(MarginLoss.values())
                .flatMap(over -> Stream.of(0.01, 1.0, 9.0, 200.0, 5000.0).map(spread -> Arguments.of(over, spread)));
    }

    /** The sums are those over pairs taken one by one, whichever way they are computed. */
    @ParameterizedTest
    @MethodSource("spreads")
    void theMeanIsOverAllPairs(MarginLoss over, double spread) {
        RandomStream random = new RandomStream(3);
        CriticScores scores = new CriticScores(new double[37], new double[50]);
        for (int i = 0; i < 50; i++) {
            scores.real()[i % 37] = 100 + spread * random.nextNormal();
            scores.fake()[i] = 100 + spread * random.nextNormal();
        }
        ScalarFunction h = over.function();
        double pairs = 37 * 50.0;
        double value = 0;
        double[] realGradient = new double[37];
        double[] fakeGradient = new double[50];
        for (int i = 0; i < 37; i++) {
            for (int j = 0; j < 50; j++) {
                double margin = scores.real()[i] - scores.fake()[j];
                value += h.value(margin) / pairs;
                realGradient[i] += h.derivative(margin) / pairs;
                fakeGradient[j] -= h.derivative(margin) / pairs;
            }
        }
        PlayerLoss loss = PlayerLoss.sizedFor(scores);
        new Relativistic(over).prepared().criticLoss(scores, loss);
        assertThat(loss.value()).isCloseTo(value, within(1e-12 * (1 + value)));
        double scale = 1e-13 * (1 + spread);
        assertThat(loss.realGradient()).containsExactly(realGradient, within(scale));
        assertThat(loss.fakeGradient()).containsExactly(fakeGradient, within(scale));
    }

    /** The gradient of a margin of −35 and of 35 keeps its digits, where products are taken. */
    @Test
    void smallGradientsKeepTheirDigits() {
        PlayerLoss loss = new PlayerLoss(1, 2);
        OVER_GAN.criticLoss(new CriticScores(new double[] {35}, new double[] {0, 38}), loss);
        assertThat(loss.fakeGradient()[0]).isCloseTo(Math.exp(-35) / 2, within(1e-28));
        assertThat(loss.fakeGradient()[1]).isCloseTo(1 / (1 + Math.exp(-3)) / 2, within(1e-15));
    }

    @Test
    void scoresFarApartCostTheirDistance() {
        PlayerLoss loss = new PlayerLoss(1, 1);
        OVER_GAN.criticLoss(new CriticScores(new double[] {-1e4}, new double[] {1e4}), loss);
        assertThat(loss.value()).isEqualTo(2e4);
        assertThat(loss.realGradient()).containsExactly(-1);
        assertThat(loss.fakeGradient()).containsExactly(1);
    }

    /** A prepared form serves minibatches of any size, one after the other. */
    @Test
    void aPreparedFormServesBatchesOfOtherSizes() {
        Divergence prepared = OVER_GAN.prepared();
        for (int size : new int[] {2, 40, 3}) {
            CriticScores scores = new CriticScores(new double[size], new double[size + 1]);
            for (int i = 0; i <= size; i++) {
                scores.fake()[i] = i % 5;
            }
            PlayerLoss expected = PlayerLoss.sizedFor(scores);
            OVER_GAN.criticLoss(scores, expected);
            PlayerLoss actual = PlayerLoss.sizedFor(scores);
            prepared.criticLoss(scores, actual);
            assertThat(actual.value()).isEqualTo(expected.value());
            assertThat(actual.fakeGradient()).isEqualTo(expected.fakeGradient());
        }
    }

    @Test
    void theGeneratorsFakeSideNeedsRealScores() {
        assertThat(OVER_GAN.generatorNeedsRealScores()).isTrue();
        assertThat(OVER_GAN.prepared().generatorNeedsRealScores()).isTrue();
    }

    @Test
    void aMissingLossIsRefused() {
        assertThatThrownBy(() -> new Relativistic(null))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("over: is missing. Choose gan, least-squares or hinge");
    }

    /** The laws over least squares. */
    @Nested
    final class OverLeastSquares implements DivergenceContract {
        @Override
        public Divergence configured() {
            return OVER_LEAST_SQUARES;
        }
    }

    /** The laws over hinge. */
    @Nested
    final class OverHinge implements DivergenceContract {
        @Override
        public Divergence configured() {
            return OVER_HINGE;
        }
    }
}
