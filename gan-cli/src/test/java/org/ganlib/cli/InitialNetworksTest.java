package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ganlib.file.NpyArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs that begin with the networks of another run. */
final class InitialNetworksTest {
    private static final String EXPERIMENT = """
            seed: %d
            dataset: {name: gaussian-ring}
            model: {name: standard, latent: {size: 3, prior: normal}}
            generator: {name: mlp, hidden: [4]}
            critic: {name: mlp, hidden: [5]}
            divergence: {name: gan}
            optimizer: {generator: {name: sgd, learning-rate: %s}, critic: {name: sgd, learning-rate: %s}}
            train: {steps: 3, batch: 6, log-every: 1, sample-every: 0, checkpoint-every: 2, samples: 4, ema: 0.5}
            listeners: []
            threads: 1
            """;

    @RegisterExtension
    private final LogLines log = new LogLines();

    @TempDir
    private Path folder;

    /** A run that hardly learns ends with the networks that it began with: the averaged ones. */
    @Test
    void beginsWithTheNetworksThatSamplesAreDrawnFrom() throws IOException {
        Path first = trained("first", 1, "0.1");
        Path other = trained("other", 2, "1e-30", "train.initial-from=" + first);
        assertThat(parameters(other, 3, "generator/parameters.npy"))
                .containsExactly(parameters(first, 3, "generator/average.npy"))
                .isNotEqualTo(parameters(first, 3, "generator/parameters.npy"));
        assertThat(parameters(other, 3, "generator/average.npy"))
                .as("the average begins there, too")
                .containsExactly(parameters(first, 3, "generator/average.npy"));
        assertThat(parameters(other, 3, "critic/parameters.npy"))
                .containsExactly(parameters(first, 3, "critic/parameters.npy"));
        assertThat(other.resolve("config.yaml")).content().contains("initial-from: " + RunFiles.checkpoint(first, 3));

        Path earlier = trained("earlier", 2, "1e-30", "train.initial-from=" + RunFiles.checkpoint(first, 2));
        assertThat(parameters(earlier, 3, "critic/parameters.npy"))
                .containsExactly(parameters(first, 2, "critic/parameters.npy"));
    }

    /** A continued run needs the other one no more. */
    @Test
    void isContinuedWithoutTheOtherRun() throws IOException {
        Path first = trained("first", 1, "0.1");
        Path whole = trained("whole", 2, "0.1", "train.initial-from=" + first);
        Path stopped = trained("stopped", 2, "0.1", "train.initial-from=" + first, "train.steps=2");
        Files.move(first, folder.resolve("away"));
        Command resumed = Command.run("resume", stopped.toString(), "--quiet", "train.steps=3");
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(RunFiles.state(RunFiles.checkpoint(stopped, 3)))
                .isEqualTo(RunFiles.state(RunFiles.checkpoint(whole, 3)));
        Command changed = Command.run("resume", stopped.toString(), "train.initial-from=" + whole);
        assertThat(changed.exitCode()).isEqualTo(2);
        assertThat(changed.err()).contains("train.initial-from: cannot change while a run goes on.");
    }

    @Test
    void otherSettingsOfTheSameLayersAreSaid() throws IOException {
        Path first = trained("first", 1, "0.1");
        Command command = train(folder.resolve("other"), 2, "0.1", "train.initial-from=" + first, "critic.leak=0.01");
        assertThat(command.exitCode()).as(command.err()).isZero();
        String checkpoint = RunFiles.checkpoint(first, 3).toString();
        assertThat(log.lines())
                .filteredOn(line -> line.contains("has other settings"))
                .singleElement()
                .asString()
                .contains("train.initial-from: the critic of " + checkpoint);
    }

    @Test
    void mistakesGetOneLineAndWriteNothing() throws IOException {
        Path first = trained("first", 1, "0.1");
        Path run = folder.resolve("refused");
        Command layers = train(run, 2, "0.1", "train.initial-from=" + first, "critic.hidden=[6]");
        assertThat(layers.exitCode()).as(layers.err()).isEqualTo(2);
        assertThat(layers.err())
                .contains("train.initial-from: the critic of " + RunFiles.checkpoint(first, 3) + " has ")
                .contains("Give this run the architecture");
        Command nothing = train(run, 2, "0.1", "train.initial-from=" + folder.resolve("nowhere"));
        assertThat(nothing.exitCode()).as(nothing.err()).isEqualTo(3);
        assertThat(nothing.err()).contains("train.initial-from: ").contains("nowhere");
        Command gone = train(run, 2, "0.1", "train.initial-from=" + RunFiles.checkpoint(first, 9));
        assertThat(gone.exitCode()).as(gone.err()).isEqualTo(3);
        assertThat(gone.err()).contains("train.initial-from: ").contains("there is no such checkpoint");
        Command file = train(run, 2, "0.1", "train.initial-from=" + first.resolve("config.yaml"));
        assertThat(file.exitCode()).as(file.err()).isEqualTo(3);
        assertThat(file.err()).contains("config.yaml: is neither a run directory nor a checkpoint of one");
        assertThat(run).doesNotExist();
    }

    private Path trained(String name, int seed, String rate, String... more) throws IOException {
        Path run = folder.resolve(name);
        Command command = train(run, seed, rate, more);
        assertThat(command.exitCode()).as(command.err()).isZero();
        return run;
    }

    private Command train(Path run, int seed, String rate, String... more) throws IOException {
        Path yaml = Files.writeString(folder.resolve("experiment.yaml"), EXPERIMENT.formatted(seed, rate, rate));
        List<String> arguments = new ArrayList<>(List.of("train", yaml.toString(), "--out", run.toString(), "--quiet"));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private float[] parameters(Path run, int step, String entry) throws IOException {
        Path file = folder.resolve("parameters.npy");
        Files.write(file, RunFiles.entries(RunFiles.checkpoint(run, step)).get(entry));
        return NpyArray.read(file).floats();
    }
}
