package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.library.NamedExperiment;
import org.ganlib.library.Run;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.spi.Examples;
import org.ganlib.spi.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiments train, continue to the same bits, and can be sampled and evaluated. */
final class ExperimentsTest {
    private final Workspace ganlib = Workspace.open();

    @TempDir
    private Path folder;

    @Test
    void acganLearnsTheClasses() throws IOException {
        Path run = folder.resolve("acgan");
        ganlib.train(experiment("acgan-rings").with("train.steps", 1000), run);
        try (TrainedModel model = ganlib.load(run)) {
            Examples points = model.sample(300, 3);
            double[] radius = new double[3];
            for (int i = 0; i < points.count(); i++) {
                radius[points.labels()[i]] += Math.hypot(points.values()[2 * i], points.values()[2 * i + 1]) / 100;
            }
            assertThat(radius[0]).isLessThan(radius[1]);
            assertThat(radius[1]).isLessThan(radius[2]);
            assertThat(ganlib.evaluate(model, "mean-distance").value()).isLessThan(0.5);
        }
        assertThat(Files.readAllLines(run.resolve("numbers.csv"))).hasSize(21);
    }

    @Test
    void threeCriticsTrain() {
        Path run = folder.resolve("three");
        Run ended = ganlib.train(experiment("three-critics").with("train.steps", 10), run);
        assertThat(ended.status()).isEqualTo(RunStatus.FINISHED);
        try (TrainedModel model = ganlib.load(run)) {
            assertThat(model.networks().all()).hasSize(4);
            assertThat(model.sample(2, 1).shape().dimensions()).containsExactly(1, 28, 28);
        }
    }

    @Test
    void everyExperimentContinuesToTheSameBits() {
        for (String name : List.of("acgan-rings", "three-critics", "distance-rings")) {
            NamedExperiment experiment = experiment(name).with(List.of("train.evaluate-every=0", "train.log-every=5"));
            Path whole = folder.resolve(name + "-whole");
            ganlib.train(experiment.with("train.steps", 20), whole);
            Path parts = folder.resolve(name + "-parts");
            ganlib.train(experiment.with("train.steps", 10), parts);

            ganlib.resume(parts, List.of("train.steps=20"));

            assertThat(sample(parts)).as(name).isEqualTo(sample(whole));
        }
    }

    private NamedExperiment experiment(String name) {
        return ganlib.experiment("experiments/" + name + ".yaml").with("threads", 1);
    }

    private float[] sample(Path run) {
        try (TrainedModel model = ganlib.load(run)) {
            return model.sample(4, 3).values();
        }
    }
}
