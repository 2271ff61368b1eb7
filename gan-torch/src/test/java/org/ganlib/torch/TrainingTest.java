package org.ganlib.torch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs on three engines, on real digits. The networks have no kinks: one number that crosses a
 * rectifier's kink moves a training more than all rounding.
 */
final class TrainingTest {
    private static final String EXPERIMENT = """
            seed: 7
            threads: 1
            dataset:    {name: mnist, subset: embedded}
            model:      {name: standard, latent: {size: 16, prior: normal}}
            generator:  {name: mlp, hidden: [64, 64], activation: tanh}
            critic:     {name: mlp, hidden: [64], activation: tanh}
            divergence: {name: gan}
            optimizer:
              generator: {name: adam, learning-rate: 1e-3}
              critic:    {name: rmsprop, learning-rate: 1e-4}
            constraint: {name: weight-clip, limit: 0.2}
            listeners: []
            train: {steps: 100, batch: 32, ema: 0.99, sample-every: 0, checkpoint-every: 0}
            """;

    @TempDir
    private Path folder;

    private final Workspace workspace = Workspace.open();

    /**
     * Two engines that round differently drift apart. This one goes no further from the reference
     * engine than three times as far as the engine of the processor.
     */
    @Test
    void aHundredStepsDriftNoFurtherThanOnOtherEngines() throws IOException {
        double[] reference = parameters(train("dl4j", 100));
        double[] processor = parameters(train("onednn", 100));
        double[] torch = parameters(train("torch", 100));
        double usual = distance(processor, reference);
        assertThat(usual).isBetween(1e-8, 1e-3);
        assertThat(distance(torch, reference)).isLessThanOrEqualTo(3 * usual);
    }

    @Test
    void aRunIsRepeatedAndResumedToTheSameBits() throws IOException {
        double[] once = parameters(train("torch", 20));
        Path stopped = train("torch", 10);
        workspace.resume(stopped, List.of("train.steps=20"));
        assertThat(parameters(stopped)).isEqualTo(once);
    }

    /** A checkpoint of one engine is continued on each other. */
    @Test
    void checkpointsAreInterchangeable() throws IOException {
        List<String> engines = List.of("dl4j", "onednn", "torch");
        double[] whole = parameters(train("dl4j", 20));
        for (String begun : engines) {
            for (String continued : engines) {
                Path run = train(begun, 10);
                workspace.resume(run, List.of("train.steps=20", "engine=" + continued));
                assertThat(distance(parameters(run), whole))
                        .as(begun + ", then " + continued)
                        .isLessThan(1e-4);
            }
        }
    }

    /** And bfloat16 moves a training by more than rounding in float does, and not by much. */
    @Test
    void deviceAndPrecisionAreRecorded() throws IOException {
        Path run = train("torch", 20, "precision=bf16");
        var environment =
                new ObjectMapper().readTree(run.resolve("environment.json").toFile());
        assertThat(environment.path("device").asText()).isEqualTo("cpu");
        assertThat(environment.path("device chosen").asText()).isNotBlank();
        assertThat(environment.path("precision").asText()).isEqualTo("bf16");
        double rounded = distance(parameters(run), parameters(train("torch", 20)));
        assertThat(rounded).isBetween(1e-5, 0.1);
    }

    private Path train(String engine, int steps, String... more) throws IOException {
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, EXPERIMENT);
        List<String> settings = new ArrayList<>(List.of("engine=" + engine, "train.steps=" + steps));
        settings.addAll(List.of(more));
        Path run = Files.createTempDirectory(folder, "run").resolve("it");
        workspace.train(workspace.experiment(file.toString(), settings), run);
        return run;
    }

    /** The parameters and averages of all networks of a run's last checkpoint. */
    private double[] parameters(Path run) {
        try (TrainedModel model = workspace.load(run)) {
            return model.networks().all().values().stream()
                    .map(Network::parameters)
                    .flatMapToDouble(vector -> {
                        double[] numbers = new double[(int) vector.length()];
                        vector.read(numbers);
                        return Arrays.stream(numbers);
                    })
                    .toArray();
        }
    }

    private static double distance(double[] one, double[] other) {
        double squares = 0;
        double scale = 0;
        for (int i = 0; i < one.length; i++) {
            squares += Math.pow(one[i] - other[i], 2);
            scale += Math.pow(other[i], 2);
        }
        return Math.sqrt(squares / scale);
    }
}
