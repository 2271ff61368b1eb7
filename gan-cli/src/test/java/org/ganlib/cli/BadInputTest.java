package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users get wrong, and what they are told. */
final class BadInputTest {
    @TempDir
    private Path folder;

    @Test
    void aPluginInThePlaceOfASectionGetsAnExample() {
        Command command = Command.run("train", "mnist", "optimizer=adam", "--dry-run");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .isEqualTo("command line: optimizer: must be a section of settings, was 'adam'."
                        + " Write for example optimizer.generator=adam\n");
    }

    @Test
    void severalCriticStepsInASimultaneousUpdateGetTheSettingThatAllowsThem() {
        Command command = Command.run("train", "mnist", "schedule.critic-steps=5", "--dry-run");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("Several critic steps need schedule.update=alternating");
    }

    @Test
    void misspeltSection() {
        Command command = train("mnist", "generater.name=mlp");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("generater: unknown key. Did you mean 'generator'?");
    }

    @Test
    void misspeltDataset() {
        Command command = train("mnist", "dataset.name=minst");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("dataset.name: no dataset 'minst'. Available: mnist");
    }

    @Test
    void zeroBatch() {
        Command command = train("mnist", "train.batch=0");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.err()).contains("train.batch: must be ≥ 1, was 0");
    }

    @Test
    void threeMistakesAreToldAtOnce() throws IOException {
        Path file = folder.resolve("three.yaml");
        Files.writeString(file, """
                dataset: {name: minst}
                model: {name: standard}
                generator: {name: mlp, hiden: [64]}
                critic: {name: mlp}
                divergence: {name: gan}
                optimizer: {generator: {name: adam}, critic: {name: adam}}
                train: {batch: 0}
                """);
        Command command = train(file.toString());
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .contains("three.yaml: 3 problems")
                .contains("1) dataset.name: no dataset 'minst'")
                .contains("2) generator.hiden: unknown key. Did you mean 'hidden'?")
                .contains("3) train.batch: must be ≥ 1, was 0");
    }

    @Test
    void unknownExperiment() {
        Command command = train("mnits");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("'mnits'").contains("Built in: mnist");
    }

    @Test
    void missingArchitecture() throws IOException {
        Path file = folder.resolve("incomplete.yaml");
        Files.writeString(file, """
                dataset: {name: mnist}
                model: {name: standard}
                generator: {name: mlp}
                encoder: {name: mlp}
                divergence: {name: gan}
                optimizer: {generator: {name: adam}, critic: {name: adam}}
                """);
        Command command = train(file.toString());
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .contains("critic: missing, but the model needs one")
                .contains("encoder: the model has none");
    }

    @Test
    void divergenceAndOptimizerGoWithACritic() throws IOException {
        Path file = folder.resolve("sections.yaml");
        Files.writeString(file, """
                dataset: {name: mnist}
                model: {name: standard}
                generator: {name: mlp}
                critic: {name: mlp}
                optimizer: {generator: {name: adam}}
                """);
        Command lacking = train(file.toString());
        assertThat(lacking.exitCode()).isEqualTo(2);
        assertThat(lacking.err())
                .contains("divergence: missing, but the model has a critic")
                .contains("optimizer.critic: missing, but the model has a critic");
        Files.writeString(file, """
                dataset: {name: mnist}
                model: {name: autoencoder}
                generator: {name: mlp}
                encoder: {name: mlp}
                divergence: {name: gan}
                optimizer: {generator: {name: adam}, critic: {name: adam}}
                """);
        Command idle = train(file.toString());
        assertThat(idle.exitCode()).isEqualTo(2);
        assertThat(idle.err())
                .contains("divergence: the model has no critic. Remove the section")
                .contains("optimizer.critic: the model has no critic. Remove the section");
    }

    @Test
    void noiseThatIsNone() throws IOException {
        Command negative = train("mnist", "train.instance-noise={sigma: -0.1, until-step: 2.5}");
        assertThat(negative.exitCode()).isEqualTo(2);
        assertThat(negative.err()).contains("2 problems").contains("train.instance-noise.until-step: must be");
        Command below = train("mnist", "train.instance-noise.sigma=-0.1");
        assertThat(below.exitCode()).isEqualTo(2);
        assertThat(below.err().strip().lines()).hasSize(1);
        assertThat(below.err()).contains("train.instance-noise.sigma: must be ≥ 0 and finite, was -0.1");
        Command misspelt = train("mnist", "train.instance-noise.sigmo=0.1");
        assertThat(misspelt.exitCode()).isEqualTo(2);
        assertThat(misspelt.err()).contains("train.instance-noise.sigmo: unknown key. Did you mean 'sigma'?");
        Command idle = train("autoencoder-mnist", "train.instance-noise.sigma=0.1");
        assertThat(idle.exitCode()).isEqualTo(2);
        assertThat(idle.err().strip().lines()).hasSize(1);
        assertThat(idle.err()).contains("train.instance-noise: the model has no critic that could read it");
    }

    @Test
    void labelThatIsNoProbability() {
        Command command = train("mnist", "divergence.real-label=1.1");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.err()).contains("divergence.real-label: must be in (0.5, 1], was 1.1. Use 0.9");
    }

    @Test
    void truncatedDataFile() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/mnist"));
        Files.write(data.resolve("train-images-idx3-ubyte"), new byte[] {0, 0, 8, 3, 0, 0, (byte) 0xea, 0x60, 0, 0});
        Files.write(data.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, (byte) 0xea, 0x60});
        Command command = train(
                "mnist",
                "dataset.subset=train",
                "--data-dir",
                folder.resolve("data").toString());
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err()).contains("train-images-idx3-ubyte");
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void missingDataFiles() {
        Command command = train(
                "mnist",
                "dataset.subset=train",
                "--data-dir",
                folder.resolve("none").toString());
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err())
                .contains("train-images-idx3-ubyte")
                .contains(folder.resolve("none").toString());
    }

    @Test
    void unwritableOut() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        Command command = Command.run(
                "train",
                "mnist",
                "train.steps=1",
                "--quiet",
                "--out",
                file.resolve("run").toString());
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains(file.toString());
        assertThat(file).hasContent("not a folder");
    }

    @Test
    void existingRunIsNeverOverwritten() throws IOException {
        Path run = Files.createDirectories(folder.resolve("old"));
        Files.writeString(run.resolve("metrics.jsonl"), "precious");
        Command command = Command.run("train", "mnist", "--quiet", "--out", run.toString());
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("never overwritten");
        assertThat(run.resolve("metrics.jsonl")).hasContent("precious");
    }

    @Test
    void sampleOfNoRun() {
        Command command = Command.run(
                "sample", folder.toString(), "--out", folder.resolve("x.npy").toString());
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err()).contains("no run directory");
    }

    @Test
    void sampleToAnUnknownFormat() {
        Command command = Command.run("sample", folder.toString(), "--out", "x.jpg");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains(".npy").contains("x.jpg");
    }

    /** An existing path without an ending that is no folder does not tell the format to write. */
    @Test
    void sampleToWhatDoesNotSayWhatToWrite() throws IOException {
        Path file = Files.writeString(folder.resolve("samples"), "mine");
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("missing"));
        for (String out : List.of("/dev/stdout", "/dev/full", file.toString(), nowhere.toString())) {
            Command command = Command.run("sample", folder.toString(), "--out", out);
            assertThat(command.exitCode()).isEqualTo(2);
            assertThat(command.err())
                    .startsWith("--out: must end in one of [.npy, .png], or be a folder, was " + out + "\n");
        }
        assertThat(file).hasContent("mine");
    }

    @Test
    void unknownKindAndName() {
        assertThat(Command.run("list", "divergense")).satisfies(c -> {
            assertThat(c.exitCode()).isEqualTo(2);
            assertThat(c.err()).contains("no kind 'divergense'").contains("divergence");
        });
        assertThat(Command.run("describe", "mlpp")).satisfies(c -> {
            assertThat(c.exitCode()).isEqualTo(2);
            assertThat(c.err()).contains("nothing is called 'mlpp'").contains("mlp");
        });
    }

    @Test
    void outputActivationThatCannotReachTheData() {
        Command command = train("mnist", "generator.output=sigmoid");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("generator.output").contains("Use tanh or auto");
    }

    @Test
    void sizesThatNoMachineHasMemoryForAreRefusedInOneLine() {
        assertOutOfMemory("generator", "generator.hidden=[200000,200000]");
        assertOutOfMemory("generator", "generator.hidden=[2000000000]");
        assertOutOfMemory("generator", "generator.hidden=[2000000000,2000000000,2000000000]");
        assertOutOfMemory("generator", "model.latent.size=2000000000");
        assertOutOfMemory("critic", "critic.hidden=[2000000000]");
        assertOutOfMemory("train.batch=2147483647 needs at least", "train.batch=2147483647");
        assertOutOfMemory("train.samples=2147483647 needs at least", "train.samples=2147483647");
    }

    @Test
    void sizesThatOverflowAreRefusedInOneLine() {
        for (String[] settings : new String[][] {
            {"generator.name=dcgan", "generator.width=2147483647"},
            {"generator.name=mlp", "generator.label-units=2147483647", "model.name=conditional"}
        }) {
            Command command = train("mnist", settings);
            assertThat(command.exitCode()).as(command.err()).isEqualTo(1);
            assertThat(command.err().strip())
                    .isEqualTo("out of memory: generator has more parameters than can be counted. Reduce its layers or"
                            + " its inputs");
        }
    }

    private void assertOutOfMemory(String part, String setting) {
        Command command = train("ring-8", setting);
        assertThat(command.exitCode()).as(command.err()).isEqualTo(1);
        assertThat(command.err().strip().lines()).as(command.err()).hasSize(1);
        assertThat(command.err())
                .startsWith("out of memory: ")
                .contains(part, "needs at least", " GiB of the ", "Reduce ")
                .doesNotContain("Provision", "bad_alloc");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("builtInExperiments")
    void theMemoryOfEveryExperimentIsEstimated(String experiment) {
        Command command = train(experiment, "train.batch=2000000000");
        if (command.exitCode() == 3) {
            // The data of this experiment is not on this machine.
            return;
        }
        assertThat(command.exitCode()).as(command.err()).isEqualTo(1);
        assertThat(command.err().strip().lines()).as(command.err()).hasSize(1);
        assertThat(command.err()).startsWith("out of memory: train.batch=2000000000 needs at least");
    }

    static List<String> builtInExperiments() {
        return Command.run("list", "experiment")
                .out()
                .lines()
                .skip(1)
                .map(line -> line.strip().split(" ", 2)[0])
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Test
    void moreThreadsThanTheProcessSurvives() {
        Command command = train("ring-8", "threads=100000");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("threads: must be ≤ 1024, was 100000");
        for (String threads : List.of("100000", "0", "-1")) {
            Command doctor = Command.run("doctor", "--threads=" + threads);
            assertThat(doctor.exitCode()).isEqualTo(2);
            assertThat(doctor.err()).startsWith("--threads: must be from 1 to 1024, was " + threads);
        }
    }

    @Test
    void aLongArgumentIsNotRepeatedWhole() {
        for (String argument : List.of("seed=" + "9".repeat(6000), "x".repeat(6000))) {
            Command command = train("ring-8", argument);
            assertThat(command.exitCode()).isEqualTo(2);
            assertThat(command.err()).hasSizeLessThan(700).containsPattern("\\(600[05] characters\\)");
        }
    }

    @Test
    void controlCharactersInArgumentsAreNotRepeated() {
        Command command = train("ring-8\u001b[31m");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).doesNotContain("\u001b").contains("ring-8\\u001b[31m");
    }

    @Test
    void whereACommandIsMissingThereIsHelp() {
        for (List<String> arguments : List.of(List.<String>of(), List.of("help"), List.of("help", "train"))) {
            Command command = Command.run(arguments.toArray(String[]::new));
            assertThat(command.exitCode()).as(command.err()).isZero();
            assertThat(command.out()).startsWith("Usage: gan");
            assertThat(command.err()).isEmpty();
        }
        assertThat(Command.run("help", "trian").exitCode()).isEqualTo(2);
    }

    @Test
    void picturesThatNobodyCouldLookAtAreRefused() {
        Command most = Command.run("interpolate", folder.toString(), "--out", "x.png", "--steps", "2147483647");
        assertThat(most.exitCode()).isEqualTo(2);
        assertThat(most.err()).startsWith("--rows times --steps: must be at most 100000");
        Command root = Command.run("interpolate", folder.toString(), "--out", "/");
        assertThat(root.exitCode()).isEqualTo(2);
        assertThat(root.err()).startsWith("--out: must name a file or a folder, was '/'");
    }

    @Test
    void anEmptyNameIsNotTheCurrentFolder() {
        for (String[] arguments : new String[][] {
            {"sample", folder.toString(), "--out", ""},
            {"sample", "", "--out", "x.npy"},
            {"train", "ring-8", "--out", ""},
            {"resume", " "},
            {"runs", "list", ""}
        }) {
            Command command = Command.run(arguments);
            assertThat(command.exitCode()).isEqualTo(2);
            assertThat(command.err()).contains("must name a file or a folder, was empty");
        }
    }

    @Test
    void aFileSystemsRootIsNoPlaceForSamplesOfNoRun() {
        Command command = Command.run("sample", folder.toString(), "--out", "/");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).startsWith("--out: must name a file or a folder, was '/'");
    }

    @Test
    void aRunThatEndedBeforeItsFirstCheckpointIsBegunAnew() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.createDirectories(run.resolve("checkpoints"));
        Files.createDirectories(run.resolve("samples"));
        Files.writeString(run.resolve(".lock"), "1");
        Files.writeString(run.resolve("config.yaml"), "seed: 1");
        Files.writeString(run.resolve("status.json"), "{\"status\": \"failed\"}");
        Files.writeString(run.resolve("checkpoints/.step-000000.zip.1f.tmp"), "half");
        Command resumed = Command.run("resume", run.toString());
        assertThat(resumed.exitCode()).isNotZero();
        Command command = train("ring-8", "train.steps=2", "generator.hidden=[4]", "critic.hidden=[4]");
        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(run.resolve("status.json")).content().contains("finished");
    }

    @Test
    void aFolderWithAConfigurationOfTheUsersOwnIsNoSuchRun() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.writeString(run.resolve("config.yaml"), "mine");
        Command command = train("ring-8");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("never overwritten");
        assertThat(run.resolve("config.yaml")).hasContent("mine");
    }

    private Command train(String experiment, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train", experiment, "--quiet", "--out", folder.resolve("run").toString()));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }
}
