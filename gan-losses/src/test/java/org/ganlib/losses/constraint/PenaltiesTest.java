package org.ganlib.losses.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.testkit.ConstraintContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PenaltiesTest {
    /** A linear critic has the gradient w = (3, 4) everywhere, of the norm 5. */
    @ParameterizedTest
    @CsvSource({"r1, 50, 12", "r2, 50, 12", "zero-centred, 75, 18", "dragan, 48, 14.4", "gradient-penalty, 27, 10.8"})
    void aLinearCriticIsPenalisedForTheNormOfItsWeights(String name, double value, double slope) {
        CriticConstraint plugin =
                switch (name) {
                    case "r1" -> new RealGradientPenalty(4, 1);
                    case "r2" -> new FakeGradientPenalty(4, 1);
                    case "zero-centred" -> new ZeroCentredPenalty(3, 1);
                    case "dragan" -> new Dragan(3, 1, 0.2, 1);
                    default -> new GradientPenalty(3, false, 2, 1);
                };
        try (LinearCritic critic = new LinearCritic(plugin, 3, 4)) {
            assertThat(critic.penalise()).isCloseTo(value, within(1e-12));
            assertThat(critic.gradients()[0]).isCloseTo(slope, within(1e-12));
            assertThat(critic.gradients()[1]).isCloseTo(slope * 4 / 3, within(1e-12));
            assertThat(critic.gradients()[2]).isZero();
            assertThat(critic.measured().values()).containsExactly(5.0);
        }
    }

    @Test
    void aPenaltyOfEveryThirdTurnWeighsThreeTimesAsMuch() {
        try (LinearCritic critic = new LinearCritic(new RealGradientPenalty(4, 3), 3, 4)) {
            for (int turn = 0; turn < 7; turn++) {
                boolean due = turn % 3 == 0;
                assertThat(critic.penalise()).as("turn %d", turn).isCloseTo(due ? 150 : 0, within(1e-12));
                assertThat(critic.gradients()[0]).as("turn %d", turn).isCloseTo(due ? 36 : 0, within(1e-12));
            }
            assertThat(critic.constraint().state()).isEqualTo(Map.of("critic/turns", "7"));
        }
    }

    @Test
    void severalPenaltiesAddUpAndKeepTheirOwnTurns() {
        CriticConstraint both = new SeveralConstraints(
                List.of(new RealGradientPenalty(4, 2), new FakeGradientPenalty(2, 1), new ZeroCentredPenalty(1, 3)));
        try (LinearCritic critic = new LinearCritic(both, 3, 4);
                LinearCritic resumed = new LinearCritic(both, 3, 4)) {
            assertThat(critic.penalise()).isCloseTo(100 + 25 + 75, within(1e-12));
            assertThat(critic.penalise()).isCloseTo(25, within(1e-12));
            assertThat(critic.constraint().state()).isEqualTo(Map.of("0/critic/turns", "2", "2/critic/turns", "2"));
            resumed.constraint().restore(critic.constraint().state());
            assertThat(resumed.penalise()).isEqualTo(critic.penalise()).isCloseTo(100 + 25, within(1e-12));
            assertThat(resumed.penalise()).isEqualTo(critic.penalise()).isCloseTo(25 + 75, within(1e-12));
        }
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new RealGradientPenalty(0, 1)).hasMessageContaining("gamma");
        assertThatThrownBy(() -> new FakeGradientPenalty(1, 0)).hasMessageContaining("every");
        assertThatThrownBy(() -> new ZeroCentredPenalty(Double.NaN, 1)).hasMessageContaining("weight");
        assertThatThrownBy(() -> new Dragan(1, -1, 1, 1)).hasMessageContaining("target");
        assertThatThrownBy(() -> new Dragan(1, 1, 0, 1)).hasMessageContaining("deviation");
        assertThatThrownBy(() -> new SeveralConstraints(List.of()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("at least one");
    }

    /** The laws of constraints. */
    @Nested
    final class OnRealExamples implements ConstraintContract {
        @Override
        public CriticConstraint configured() {
            return new RealGradientPenalty(3, 2);
        }
    }

    /** The laws of constraints. */
    @Nested
    final class OnGeneratedExamples implements ConstraintContract {
        @Override
        public CriticConstraint configured() {
            return new FakeGradientPenalty(3, 2);
        }
    }

    /** The laws of constraints. */
    @Nested
    final class BetweenExamples implements ConstraintContract {
        @Override
        public CriticConstraint configured() {
            return new ZeroCentredPenalty(2, 2);
        }
    }

    /** The laws of constraints. */
    @Nested
    final class AroundExamples implements ConstraintContract {
        @Override
        public CriticConstraint configured() {
            return new Dragan(2, 0.5, 0.3, 2);
        }
    }

    /** The laws of constraints. */
    @Nested
    final class Several implements ConstraintContract {
        @Override
        public CriticConstraint configured() {
            return new SeveralConstraints(List.of(
                    new SpectralNorm(2),
                    new RealGradientPenalty(3, 2),
                    new WeightClip(0.5, WeightClip.Moment.AFTER_UPDATE, true)));
        }
    }
}
