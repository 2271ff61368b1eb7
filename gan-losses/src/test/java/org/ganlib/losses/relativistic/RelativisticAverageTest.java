package org.ganlib.losses.relativistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import java.util.Arrays;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.testkit.DivergenceContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Known answers were computed in 30 digits from the formulas as published. */
final class RelativisticAverageTest implements DivergenceContract {
    private static final Divergence OVER_GAN = new RelativisticAverage();
    private static final Divergence OVER_LEAST_SQUARES = new RelativisticAverage(MarginLoss.LEAST_SQUARES);
    private static final Divergence OVER_HINGE = new RelativisticAverage(MarginLoss.HINGE);

    @Override
    public Divergence divergence() {
        return OVER_GAN;
    }

    @Override
    public Divergence configured() {
        return OVER_LEAST_SQUARES;
    }

    @Test
    void lossesOverGanHaveTheirKnownAnswers() {
        assertCriticLoss(
                OVER_GAN,
                0,
                1.11995516030577,
                new double[] {-0.216518646511628, -0.370557698931631, -0.178359927749474},
                new double[] {0.293990342741834, 0.471445930450899});
        assertGeneratorLoss(
                OVER_GAN,
                0,
                2.2532884936391,
                new double[] {0.450148020155039, 0.296108967735036, 0.488306738917192},
                new double[] {-0.706009657258166, -0.528554069549101});
    }

    @Test
    void lossesOverLeastSquaresHaveTheirKnownAnswers() {
        assertCriticLoss(
                OVER_LEAST_SQUARES,
                0,
                2.32444444444444,
                new double[] {-0.288888888888889, -1.62222222222222, 0.177777777777778},
                new double[] {0.0666666666666667, 1.66666666666667});
        assertGeneratorLoss(
                OVER_LEAST_SQUARES,
                0,
                6.85777777777778,
                new double[] {2.37777777777778, 1.04444444444444, 2.84444444444444},
                new double[] {-3.93333333333333, -2.33333333333333});
    }

    /** The first fake score is not that of the other answers, whose first margin lies at the kink. */
    @Test
    void lossesOverHingeHaveTheirKnownAnswers() {
        CriticScores scores = new CriticScores(new double[] {1.3, -0.7, 2}, new double[] {-0.6, 1.1});
        PlayerLoss loss = PlayerLoss.sizedFor(scores);
        OVER_HINGE.criticLoss(scores, loss);
        assertThat(loss.value()).isCloseTo(1.26666666666667, within(1e-13));
        assertThat(loss.realGradient()).containsExactly(new double[] {-1 / 6.0, -0.5, -1 / 6.0}, within(1e-15));
        assertThat(loss.fakeGradient()).containsExactly(new double[] {1 / 6.0, 2 / 3.0}, within(1e-15));
        OVER_HINGE.generatorLoss(scores, loss);
        assertThat(loss.value()).isCloseTo(3.23333333333333, within(1e-13));
        assertThat(loss.realGradient()).containsExactly(new double[] {2 / 3.0, 2 / 3.0, 2 / 3.0}, within(1e-15));
        assertThat(loss.fakeGradient()).containsExactly(new double[] {-1, -1}, within(1e-15));
    }

    /** Scores matter through differences alone, so gradients of both sides sum to 0. */
    @ParameterizedTest
    @EnumSource(MarginLoss.class)
    void aConstantAddedToAllScoresChangesNothing(MarginLoss over) {
        for (Divergence divergence : new Divergence[] {new RelativisticAverage(over), new Relativistic(over)}) {
            CriticScores scores = new CriticScores(new double[] {1.25, -0.75, 2}, new double[] {-0.5, 1});
            PlayerLoss loss = PlayerLoss.sizedFor(scores);
            divergence.criticLoss(scores, loss);
            PlayerLoss shifted = PlayerLoss.sizedFor(scores);
            divergence.criticLoss(
                    new CriticScores(new double[] {101.25, 99.25, 102}, new double[] {99.5, 101}), shifted);
            assertThat(shifted.value()).isCloseTo(loss.value(), within(1e-12));
            assertThat(shifted.realGradient()).containsExactly(loss.realGradient(), within(1e-12));
            assertThat(Arrays.stream(loss.realGradient()).sum()
                            + Arrays.stream(loss.fakeGradient()).sum())
                    .isCloseTo(0, within(1e-15));
        }
    }

    /** Where both sides score alike, each of the two terms over gan is log 2. */
    @Test
    void equalScoresCostTwiceTheLogarithmOfTwo() {
        PlayerLoss loss = new PlayerLoss(2, 2);
        OVER_GAN.criticLoss(new CriticScores(new double[] {3, 3}, new double[] {3, 3}), loss);
        assertThat(loss.value()).isCloseTo(2 * Math.log(2), within(1e-15));
        new Relativistic().criticLoss(new CriticScores(new double[] {3, 3}, new double[] {3, 3}), loss);
        assertThat(loss.value()).isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void aMissingLossIsRefused() {
        assertThatThrownBy(() -> new RelativisticAverage(null))
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
