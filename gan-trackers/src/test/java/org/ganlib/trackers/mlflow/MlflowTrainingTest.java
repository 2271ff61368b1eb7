package org.ganlib.trackers.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.library.NamedExperiment;
import org.ganlib.library.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real trainings that name the listener. */
final class MlflowTrainingTest {
    private static final List<String> SMALL = List.of(
            "train.steps=20",
            "train.log-every=5",
            "train.sample-every=10",
            "train.samples=4",
            "generator.hidden=[8]",
            "critic.hidden=[8]",
            "threads=1",
            "engine=dl4j");

    @TempDir
    private Path folder;

    @Test
    void aTrainingAndItsContinuationAreOneRunOnTheServer() {
        try (MlflowServer server = new MlflowServer()) {
            Workspace workspace = Workspace.open();
            NamedExperiment experiment = workspace
                    .experiment("ring-8", SMALL)
                    .with(List.of("listeners=[{name: mlflow, uri: '" + server.uri() + "'}]"));
            Path run = folder.resolve("run");
            workspace.train(experiment, run);
            assertThat(server.run().status).isEqualTo("FINISHED");
            assertThat(server.run().once("loss/critic").keySet()).containsExactly(5L, 10L, 15L, 20L);
            assertThat(server.run().params)
                    .containsEntry("dataset.name", "gaussian-ring")
                    .containsEntry("train.steps", "20");
            assertThat(server.run().tags).containsEntry("ganlib.experiment", "ring-8");
            assertThat(server.artifacts().keySet())
                    .anyMatch(path -> path.endsWith("/samples/step-000010.png"))
                    .anyMatch(path -> path.endsWith("/config.yaml"));

            workspace.resume(run, List.of("train.steps=30"));
            assertThat(server.run().once("loss/critic").keySet()).containsExactly(5L, 10L, 15L, 20L, 25L, 30L);
            assertThat(server.run().status).isEqualTo("FINISHED");
            assertThat(server.violations()).isEmpty();
        }
    }

    /** Reporting changes nothing: the parameters are the same to the bit. */
    @Test
    void aServerThatIsAwayChangesNothing() throws IOException {
        Workspace workspace = Workspace.open();
        NamedExperiment experiment = workspace.experiment("ring-8", SMALL);
        workspace.train(experiment.with(List.of("listeners=[]")), folder.resolve("alone"));
        workspace.train(
                experiment.with(List.of("listeners=[{name: mlflow, uri: 'http://127.0.0.1:1', timeout: 1}]")),
                folder.resolve("reported"));
        assertThat(Files.readAllLines(folder.resolve("reported/metrics.jsonl")).stream()
                        .map(MlflowTrainingTest::withoutTimes))
                .isEqualTo(Files.readAllLines(folder.resolve("alone/metrics.jsonl")).stream()
                        .map(MlflowTrainingTest::withoutTimes)
                        .toList());
        assertThat(folder.resolve("reported/samples/step-000020.png"))
                .hasSameBinaryContentAs(folder.resolve("alone/samples/step-000020.png"));
    }

    private static String withoutTimes(String line) {
        return line.replaceAll("\"(images_per_sec|seconds)\":[^,}]*", "");
    }
}
