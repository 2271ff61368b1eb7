package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.problem.GanException;
import org.ganlib.spi.MetricInfo.Direction;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small files of a run have the right content. */
final class LogsTest {
    @TempDir
    private Path folder;

    @Test
    void aLineSaysWhatWasMeasuredAndHowFastItWent() throws IOException {
        MetricsLog log = new MetricsLog(folder.resolve("metrics.jsonl"), 2);
        log.runStarted(run(5, 100, 10));
        StepMeasurements step = new StepMeasurements();
        step.record("loss/critic", 0.5);
        for (long number = 5; number <= 8; number++) {
            step.finished(number, 100 + 8 * (number - 4), (double) (6 + number));
            log.stepFinished(step.report());
        }
        log.checkpointDue(8);
        log.runEnded(RunStatus.FINISHED, 8);
        assertThat(folder.resolve("metrics.jsonl")).hasContent("""
                {"step":6,"loss/critic":0.5,"examples":116,"images_per_sec":8.0,"seconds":12.0}
                {"step":8,"loss/critic":0.5,"examples":132,"images_per_sec":8.0,"seconds":14.0}
                """);
    }

    @Test
    void noTimeIsNoSpeed() throws IOException {
        MetricsLog log = new MetricsLog(folder.resolve("metrics.jsonl"), 1);
        log.runStarted(run(1, 0, 0));
        StepMeasurements step = new StepMeasurements();
        step.finished(1, 8, 0);
        log.stepFinished(step.report());
        assertThat(folder.resolve("metrics.jsonl"))
                .as("each line is flushed")
                .hasContent("{\"step\":1,\"examples\":8,\"images_per_sec\":0.0,\"seconds\":0.0}\n");
        log.runEnded(RunStatus.FINISHED, 1);
    }

    @Test
    void aRunThatNeverStartedHasNoLog() {
        new MetricsLog(folder.resolve("metrics.jsonl"), 1).runEnded(RunStatus.FAILED, 0);
        assertThat(folder.resolve("metrics.jsonl")).doesNotExist();
    }

    @Test
    void theStatusIsThatOfTheLatestStepOnDisk() {
        StatusFile status =
                new StatusFile(folder.resolve("status.json"), Clock.fixed(Instant.ofEpochSecond(1), ZoneOffset.UTC));
        status.runStarted(run(5, 0, 0));
        assertThat(folder.resolve("status.json")).content().contains("\"running\"", "\"step\" : 4", "\"steps\" : 9");
        status.checkpointWritten(6, folder);
        assertThat(folder.resolve("status.json")).content().contains("\"running\"", "\"step\" : 6");
        status.runEnded(RunStatus.INTERRUPTED, 7);
        assertThat(folder.resolve("status.json"))
                .content()
                .contains("\"interrupted\"", "\"step\" : 7", "1970-01-01T00:00:01Z");
    }

    private RunInfo run(long firstStep, long examples, double seconds) {
        return new RunInfo(
                folder,
                new FakeDataset(),
                new NetworkSet(Map.of(NetworkRole.GENERATOR, new FakeNetwork("generator", new ArrayList<>()))),
                new FakeDivergence(),
                firstStep,
                9,
                4,
                1,
                examples,
                seconds);
    }

    @Test
    void labelsGoRound() {
        assertThat(Labels.cycling(5, 3)).containsExactly(0, 1, 2, 0, 1);
        assertThat(Labels.cycling(5, 0)).isEmpty();
        assertThat(Labels.cycling(5, new int[] {7, 2})).containsExactly(7, 2, 7, 2, 7);
        assertThat(Labels.cycling(5, new int[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LOWER, 2, 1, 5",
        "LOWER, 2, 2, 3",
        "LOWER, 2, 3, 3",
        "LOWER, 2, NaN, 3",
        "LOWER, 2, -Infinity, 3",
        "HIGHER, 2, 3, 5",
        "HIGHER, 2, 2, 3",
        "HIGHER, 2, 1, 3",
        "HIGHER, 2, Infinity, 3"
    })
    void theBestIsTheFirstOfEqualValues(Direction better, double before, double now, long best) {
        BestRecord record = BestRecord.after(null, better, before, 3, "m");
        BestRecord after = BestRecord.after(record, better, now, 5, "m");
        assertThat(after.step()).isEqualTo(best);
        assertThat(after.withoutImprovement()).isEqualTo(best == 5 ? 0 : 1);
        assertThat(BestRecord.after(null, better, Double.NaN, 3, "m")).isNull();
    }

    @Test
    void anEvaluatorThatSaysNoMoreMeasuresWhatItsNamesSay() {
        Evaluator evaluator = new Evaluator() {
            @Override
            public Map<String, Double> evaluate(long step) {
                return Map.of();
            }

            @Override
            public Map<String, Direction> directions() {
                return Map.of("score", Direction.HIGHER);
            }
        };
        assertThat(evaluator.identities()).isEqualTo(Map.of("score", "score"));
    }

    @Test
    void aDistanceGoesOnFromItsWindow() {
        DistanceEstimate first = DistanceEstimate.of(new FakeDistance());
        StepMeasurements step = new StepMeasurements();
        for (double real : new double[] {1, 5, 2}) {
            step.record("score/real", real);
            step.record("score/fake", 0);
            first.measure(step);
        }
        assertThat(first.window()).containsExactly(1.0, 5.0, 2.0);
        DistanceEstimate second = DistanceEstimate.of(new FakeDistance());
        second.restore(first.window());
        step.record("score/real", 4);
        second.measure(step);
        assertThat(step.value("fake/filtered")).as("median of 1, 2, 4 and 5").isEqualTo(3);
        assertThat(DistanceEstimate.of(new FakeDivergence())).isNull();
    }

    @Test
    void aRunIsMadeInAFolderOfItsOwn() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> RunDirectory.planned(file))
                .isInstanceOf(GanException.class)
                .hasMessage(file + ": is a file, not a folder. Choose another place with --out");
        assertThatThrownBy(() -> RunDirectory.planned(folder)).hasMessageContaining("the folder is not empty");
        RunDirectory run = RunDirectory.planned(folder.resolve("run"));
        run.make();
        assertThat(RunDirectory.planned(Files.createDirectory(folder.resolve("empty")))
                        .root())
                .isEqualTo(folder.resolve("empty"));
        run.requireUnused();
        Files.writeString(run.config(), "");
        assertThatThrownBy(run::requireUnused)
                .hasMessage(run.root() + ": another run has just begun here. Choose a new folder with --out");
        assertThat(run.environment()).isEqualTo(run.root().resolve("environment.json"));
        assertThat(run.status()).isEqualTo(run.root().resolve("status.json"));
    }

    @Test
    void sampleGridsAreListedByStep() throws IOException {
        RunDirectory run = RunDirectory.planned(folder.resolve("run"));
        assertThat(run.sampleGrids()).isEmpty();
        assertThat(run.checkpointsNewestFirst()).isEmpty();
        run.make();
        for (String name : new String[] {"step-1000000.png", "step-000020.png", "film.png", "step-000030.txt"}) {
            Files.writeString(run.samples().resolve(name), "");
        }
        assertThat(run.sampleGrids()).containsExactly(run.sample(20), run.sample(1_000_000));
        assertThat(run.samplesNewestFirst()).containsExactly(run.sample(1_000_000), run.sample(20));
    }
}
