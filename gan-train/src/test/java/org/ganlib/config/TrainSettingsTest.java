package org.ganlib.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ganlib.plugin.InvalidSettingsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps: 1, batch: 1, log-every: 1, samples: 1, accumulate: 1",
                "sample-every: 0, checkpoint-every: 0, keep-last: 0, minutes: 0, clip-norm: 0, patience: 0",
                "ema: 0",
                "ema: 0.999999",
                "log-every: 5, evaluate-every: 10",
                "log-every: 5, evaluate-every: 5, best: frechet, patience: 1",
                "evaluate-every: 0"
            })
    void boundsAreIncluded(String settings) {
        assertThatCode(() -> read(settings)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "steps: 0 | steps: must be ≥ 1, was 0",
                "batch: 0 | batch: must be ≥ 1, was 0",
                "log-every: 0 | log-every: must be ≥ 1, was 0",
                "samples: 0 | samples: must be ≥ 1, was 0",
                "accumulate: 0 | accumulate: must be ≥ 1, was 0",
                "keep-last: -1 | keep-last: must be ≥ 0, was -1",
                "ema: 1 | ema: must be in [0, 1), was 1",
                "ema: -0.001 | ema: must be in [0, 1), was -0.001",
                "minutes: -0.5 | minutes: must be ≥ 0, was -0.5",
                "clip-norm: -0.5 | clip-norm: must be ≥ 0, was -0.5",
                "log-every: 5, evaluate-every: 7 | evaluate-every: must be a multiple of log-every, which is 5, was 7",
                "best: frechet | best: needs evaluate-every, which is 0",
                "patience: 1 | patience: needs best, the metric that is to improve"
            })
    void whatLiesBeyondIsRefused(String settings, String message) {
        assertThatThrownBy(() -> read(settings)).hasMessage("test: " + message);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneProblemAtATimeIsNamed(long every) {
        assertThatThrownBy(() -> new TrainSettings(0, 0, -1, -1, -every, 0, 2))
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.violations())
                        .extracting(InvalidSettingsException.Violation::setting)
                        .containsExactly(
                                "steps", "batch", "sample-every", "checkpoint-every", "log-every", "samples", "ema"));
    }

    private static TrainSettings read(String settings) {
        return new RecordReader(Fixtures.CATALOG).read("test", TrainSettings.class, "{" + settings + "}", List.of());
    }
}
