package org.ganlib.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ganlib.evaluate.EvaluationProtocol;
import org.ganlib.library.Workspace;
import org.ganlib.problem.DataException;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptRunsTest {
    private static final Workspace WORKSPACE = Workspace.open();

    @TempDir
    private Path folder;

    @Test
    void whatWasMeasuredIsNotMeasuredAgain() throws IOException {
        FinishedRun first = new KeptRuns(setup(folder)).finish(plan("train.batch=20"), 4);
        Path file = folder.resolve("runs/smoke/short/seed-4.json");
        assertThat(file).exists();
        assertThat(folder.resolve("runs/smoke/short/seed-4/checkpoints")).isDirectoryContaining("glob:**000012.zip");
        assertThat(first.measured()).containsOnlyKeys("energy");
        assertThat(first.processorSeconds()).isPositive();

        Files.writeString(
                file,
                Files.readString(file).replace(Double.toString(first.measured().get("energy")), "77.5"));

        FinishedRun again = new KeptRuns(setup(folder)).finish(plan("train.batch=20"), 4);
        assertThat(again.value("energy", 0)).isEqualTo(77.5);
        assertThat(again.processorSeconds()).isEqualTo(first.processorSeconds());
    }

    @Test
    void aTrainingThatWasBrokenOffContinues() {
        FinishedRun undisturbed = new KeptRuns(setup(folder.resolve("a"))).finish(plan("train.batch=20"), 4);

        Path other = folder.resolve("b");
        List<String> settings = List.of(
                "threads=1",
                "listeners=[]",
                "train.sample-every=0",
                "seed=4",
                "train.checkpoint-every=5",
                "train.batch=20",
                "train.steps=12");
        TrainingListener breaking = new TrainingListener() {
            @Override
            public void stepFinished(StepReport report) {
                if (report.step() == 7) {
                    throw new IllegalStateException("broken off");
                }
            }
        };
        assertThatThrownBy(() -> WORKSPACE.train(
                        WORKSPACE.experiment("ring-8", settings), other.resolve("runs/smoke/short/seed-4"), breaking))
                .hasStackTraceContaining("broken off");

        FinishedRun continued = new KeptRuns(setup(other)).finish(plan("train.batch=20"), 4);
        assertThat(continued.measured()).isEqualTo(undisturbed.measured());
    }

    @Test
    void otherSettingsAreRefused() throws IOException {
        new KeptRuns(setup(folder)).finish(plan("train.batch=20"), 4);
        Path file = folder.resolve("runs/smoke/short/seed-4.json");

        assertThatThrownBy(() -> new KeptRuns(setup(folder)).finish(plan("train.batch=30"), 4))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file + ": was made with other settings");

        Files.delete(file);
        assertThatThrownBy(() -> new KeptRuns(setup(folder)).finish(plan("train.batch=30"), 4))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("seed-4: was made with other settings");
    }

    @Test
    void damagedRecordsAreNamed() throws IOException {
        Path file = folder.resolve("runs/smoke/short/seed-4.json");
        Files.createDirectories(file.getParent());
        for (String text : List.of("{", "{\"seed\": 4}", "[]")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> new KeptRuns(setup(folder)).finish(plan("train.batch=20"), 4))
                    .as(text)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aDivergedTrainingIsAResult() {
        PlannedRun plan = plan("optimizer.generator={name: sgd, learning-rate: 1e30}");
        FinishedRun diverged = new KeptRuns(setup(folder)).finish(plan, 4);
        assertThat(diverged.diverged()).isTrue();
        assertThat(diverged.value("energy", -1)).isEqualTo(-1);
        assertThat(new KeptRuns(setup(folder)).finish(plan, 4)).isEqualTo(diverged);

        Path other = folder.resolve("shorter");
        FinishedRun shorter = new KeptRuns(capped(other, 6)).finish(plan, 4);
        assertThat(new KeptRuns(setup(other)).finish(plan, 4))
                .as("more steps do not undo it")
                .isEqualTo(shorter);
    }

    @Test
    void stepsAreCapped() {
        Setup capped = capped(folder, 3);
        new KeptRuns(capped).finish(plan("train.batch=20"), 4);
        assertThat(folder.resolve("runs/smoke/short/seed-4/checkpoints")).isDirectoryContaining("glob:**000003.zip");
        assertThat(capped.steps(2)).isEqualTo(2);
    }

    @Test
    void aShorterTrainingGoesOnToTheSameNumbers() {
        FinishedRun whole = new KeptRuns(setup(folder.resolve("a"))).finish(plan("train.batch=20"), 4);

        Path other = folder.resolve("b");
        FinishedRun shorter = new KeptRuns(capped(other, 6)).finish(plan("train.batch=20"), 4);
        assertThat(shorter.measured()).isNotEqualTo(whole.measured());
        assertThat(new KeptRuns(setup(other)).finish(plan("train.batch=20"), 4).measured())
                .isEqualTo(whole.measured());
        assertThatThrownBy(() -> new KeptRuns(capped(other, 6)).finish(plan("train.batch=20"), 4))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("was made with other settings");
    }

    private static Setup capped(Path out, long steps) {
        return new Setup(
                Scale.SMOKE, List.of(4L), OptionalLong.of(steps), List.of(), WORKSPACE, Optional.of(out), line -> {});
    }

    private static Setup setup(Path out) {
        return new Setup(
                Scale.SMOKE, List.of(4L), OptionalLong.empty(), List.of(), WORKSPACE, Optional.of(out), line -> {});
    }

    private static PlannedRun plan(String setting) {
        return new PlannedRun(
                "short",
                "ring-8",
                List.of("train.checkpoint-every=5", setting),
                12,
                (workspace, model, seed) -> Map.of(
                        "energy",
                        workspace
                                .evaluate(
                                        model,
                                        EvaluationProtocol.USUAL.withCount(50).withSeed(seed),
                                        List.of("energy"),
                                        List.of())
                                .values()
                                .iterator()
                                .next()
                                .value()));
    }
}
