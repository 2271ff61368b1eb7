package org.ganlib.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunConditionTest {
    private static final RunSummary RUN = new RunSummary(
            Path.of("runs/a"),
            "mnist",
            OptionalLong.of(3),
            "finished",
            10,
            20,
            "",
            "2026-01-01T00:00:00Z",
            Optional.of(new RunSummary.Best("coverage", 0.75, 5)),
            Map.of("loss/critic", 0.5, "step", 10L));

    @ParameterizedTest
    @CsvSource({
        "seed=3, true",
        "seed=3.0, true",
        "seed=4, false",
        "seed!=4, true",
        "seed>=3, true",
        "seed<3, false",
        "status=finished, true",
        "status!=finished, false",
        "experiment=mnist, true",
        "experiment=3, false",
        "loss/critic<0.7, true",
        "loss/critic > 0.7, false",
        "loss/critic<=0.5, true",
        "best>0.7, true",
        "step=10, true",
        "updated=2026-01-01T00:00:00Z, true",
        "nothing=1, false",
        "nothing!=1, true",
        "nothing<1, false",
        "status<1, false",
        "latest=1, false"
    })
    void holdsOrNot(String condition, boolean expected) {
        assertThat(RunCondition.parse(condition).orElseThrow().holdsFor(RUN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seed", "=1", "seed=", "loss<high", "seed<>1", "<1"})
    void whatIsNoConditionIsNone(String text) {
        assertThat(RunCondition.parse(text)).isEmpty();
    }
}
