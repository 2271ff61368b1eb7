package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.ganlib.spi.Evidence;
import org.ganlib.spi.Measured;
import org.junit.jupiter.api.Test;

/** Known answers of the plugins that are a formula of one line. */
final class PluginsTest {
    @Test
    void theCosineFallsFromOneToItsShare() {
        Cosine cosine = new Cosine(100, 0.1);
        assertThat(cosine.factor(0)).isEqualTo(1);
        assertThat(cosine.factor(50)).isCloseTo(0.55, within(1e-12));
        assertThat(cosine.factor(100)).isCloseTo(0.1, within(1e-12));
        assertThat(cosine.factor(1000)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void criticStepsFollowTheEstimate() {
        FollowDistance schedule = new FollowDistance("d", 2, 5);
        assertThat(List.of(
                        schedule.criticSteps(1, Measured.NONE),
                        schedule.criticSteps(2, name -> -1),
                        schedule.criticSteps(3, name -> 1),
                        schedule.criticSteps(4, name -> 9)))
                .containsExactly(5, 5, 3, 1);
    }

    @Test
    void equalScoresAreSeen() {
        ConstantScores symptom = new ConstantScores();
        assertThat(symptom.atStep(new ScoresOnly(new double[] {1, 1}, new double[] {1, 1})))
                .map(Evidence::value)
                .contains(0.0);
        assertThat(symptom.atStep(new ScoresOnly(new double[] {1, 1}, new double[] {1, 2})))
                .isEmpty();
        assertThat(symptom.memory()).isEqualTo(Map.of());
    }
}
