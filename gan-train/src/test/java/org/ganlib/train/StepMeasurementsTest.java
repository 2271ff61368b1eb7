package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.spi.CriticScores;
import org.junit.jupiter.api.Test;

final class StepMeasurementsTest {
    private final StepMeasurements measurements = new StepMeasurements();

    @Test
    void anyNumberOfNamesKeepTheirOrderAndTheirLatestValue() {
        for (int i = 0; i < 20; i++) {
            measurements.record("name-" + i, i);
        }
        measurements.record("name-0", -1);
        assertThat(measurements.names())
                .hasSize(20)
                .startsWith("name-0", "name-1")
                .endsWith("name-19");
        assertThat(measurements.value("name-0")).isEqualTo(-1);
        assertThat(measurements.value("name-19")).isEqualTo(19);
        assertThat(measurements.value("other")).isNaN();
        assertThat(measurements.latest()).hasSize(20).containsEntry("name-8", 8.0);
    }

    @Test
    void whatWasOfOneStepAloneIsForgotten() {
        measurements.record("a", 1);
        measurements.record("metric/x", 2);
        measurements.record("b", 3);
        measurements.forget("metric/");
        assertThat(measurements.names()).containsExactly("a", "b");
        assertThat(measurements.value("b")).isEqualTo(3);
        assertThat(measurements.value("metric/x")).isNaN();
    }

    @Test
    void scoresAreCopiedWhateverTheirCounts() {
        assertThat(measurements.scores()).isEmpty();
        for (int[] counts : new int[][] {{2, 3}, {2, 3}, {4, 3}, {4, 5}}) {
            double[] real = new double[counts[0]];
            double[] fake = new double[counts[1]];
            real[1] = counts[0];
            fake[1] = -counts[1];
            CriticScores before = measurements.scores().orElse(null);
            measurements.scores(new CriticScores(real, fake));
            CriticScores kept = measurements.scores().orElseThrow();
            assertThat(kept.real()).isEqualTo(real).isNotSameAs(real);
            assertThat(kept.fake()).isEqualTo(fake).isNotSameAs(fake);
            assertThat(kept == before)
                    .as("in the same memory where it fits")
                    .isEqualTo(
                            before != null && before.real().length == counts[0] && before.fake().length == counts[1]);
        }
        double[] next = {7, 8, 9, 10};
        measurements.scores(new CriticScores(next, new double[5]));
        assertThat(measurements.scores().orElseThrow().real()).isEqualTo(next);
    }

    @Test
    void theFirstThatIsNotFiniteIsNamed() {
        assertThat(measurements.firstNonFinite()).isNull();
        measurements.record("a", 1);
        measurements.record("b", Double.NEGATIVE_INFINITY);
        measurements.record("c", Double.NaN);
        assertThat(measurements.firstNonFinite()).isEqualTo("b");
    }
}
