package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.config.Experiment;
import org.ganlib.config.ExperimentReader;
import org.ganlib.config.PluginKinds;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.SettingDescriptor;
import org.ganlib.run.ExperimentSource;
import org.ganlib.spi.GanModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigNewCommandTest {
    private static final PluginCatalog CATALOG =
            PluginCatalog.load(ConfigNewCommandTest.class.getClassLoader(), PluginKinds.all());

    @TempDir
    private Path folder;

    static Stream<String> models() {
        return CATALOG.names(GanModel.class).stream();
    }

    static Stream<String> experiments() {
        return ExperimentSource.builtIn().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatIsWrittenTrains(String model) {
        Path file = folder.resolve(model + ".yaml");
        Command written = Command.run("config", "new", file.toString(), "--model", model, "train.samples=4");
        assertThat(written.exitCode()).as(written.err()).isZero();
        assertThat(written.out()).isEqualTo(file + System.lineSeparator());
        assertThat(written.err()).contains("gan train " + file);
        Path run = folder.resolve("run");
        Command trained = Command.run(
                "train",
                file.toString(),
                "train.steps=3",
                "dataset.subset=embedded",
                "threads=1",
                "--quiet",
                "--out",
                run.toString());
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(run.resolve("checkpoints")).isDirectoryContaining("glob:**000003.zip");
    }

    /** The built-in experiments together use every section that an experiment may have. */
    @ParameterizedTest
    @MethodSource("experiments")
    void anExperimentWithCommentsIsTheSameExperiment(String name) {
        Command written = Command.run("config", "new", "--from", name);
        assertThat(written.exitCode()).as(written.err()).isZero();
        ExperimentReader reader = new ExperimentReader(CATALOG);
        Experiment original = reader.read(name, ExperimentSource.find(name).yaml(), List.of());
        assertThat(reader.read("commented", written.out(), List.of())).isEqualTo(original);
        assertThat(written.outLines()).filteredOn(line -> line.contains("#")).allMatch(line -> line.length() <= 100);
    }

    /** Comments are not copies of the descriptions, which would go out of date. */
    @Test
    void commentsAreTheSettingsOwnDescriptions() {
        String text = Command.run("config", "new", "optimizer.generator=rmsprop", "critic=maxout-mlp")
                .out()
                .replaceAll("\\n *#", "")
                .replaceAll("\\s+", " ");
        for (String plugin : List.of("rmsprop", "maxout-mlp", "mnist", "standard", "gan")) {
            PluginDescriptor<?> found = CATALOG.kinds().stream()
                    .flatMap(kind -> CATALOG.find(kind, plugin).stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(text).contains(found.summary());
            for (SettingDescriptor setting : found.settings()) {
                assertThat(text).contains(setting.description().replaceAll("\\s+", " "));
            }
        }
    }

    @Test
    void settingsReplaceWhatTheFileWouldSay() {
        String text = Command.run("config", "new", "train.steps=12", "dataset=gaussian-ring")
                .out();
        assertThat(text).contains("\n  steps: 12\n").contains("\n  name: gaussian-ring\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--model standrad; --model: no model 'standrad'. Available: standard,",
                "--model bigan --from mnist; either --model or --from, not both",
                "model=bigan; model=bigan: say --model bigan, which also writes the networks that it needs",
                "a.yaml b.yaml; one file at a time, were 2",
                "steps; FILE: must end in .yaml or .yml, was steps. Settings are written key=value",
                "train.stps=3; train.stps: unknown key. Did you mean 'steps'?"
            })
    void wrongArgumentsAreRefusedInOneLine(String arguments, String message) {
        String[] all = Stream.concat(Stream.of("config", "new"), Stream.of(arguments.split(" ", -1)))
                .toArray(String[]::new);
        Command command = Command.run(all);
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.out()).isEmpty();
        assertThat(command.err()).contains(message);
    }

    @Test
    void aFileIsNeverOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "seed: 5\n");
        Command command = Command.run("config", "new", file.toString());
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("exists and is not overwritten");
        assertThat(file).hasContent("seed: 5\n");
    }
}
