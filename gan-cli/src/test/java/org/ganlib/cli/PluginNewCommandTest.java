package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.cli.skeleton.Skeleton;
import org.ganlib.library.NamedExperiment;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The project that {@code gan plugin new} makes compiles, and its experiment trains. */
final class PluginNewCommandTest {
    @TempDir
    private Path folder;

    static List<String> kinds() {
        return Skeleton.kinds();
    }

    @Test
    void everyKindButTheEngineHasASkeleton() {
        List<String> kinds = Command.run("list", "--json")
                .out()
                .lines()
                .filter(line -> line.matches("  \"[a-z-]+\" : \\[.*"))
                .map(line -> line.replaceAll("^  \"([a-z-]+)\".*", "$1"))
                .filter(kind -> !List.of("experiment", "engine").contains(kind))
                .sorted()
                .toList();
        assertThat(kinds).contains("divergence").isEqualTo(Skeleton.kinds());
        assertThat(Command.run("plugin", "new", "--help").out()).contains(kinds);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theProjectCompilesAndItsExperimentTrains(String kind) throws IOException {
        Path project = folder.resolve("project");
        Command made = Command.run("plugin", "new", "my-own", "--kind", kind, "--out", project.toString());
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out().strip()).isEqualTo(project.toString());
        Path classes = compile(project);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Workspace ganlib = Workspace.open(loader);
            assertThat(ganlib.plugins().problems()).isEmpty();
            NamedExperiment experiment = ganlib.experiment(
                    project.resolve("experiments/my-own.yaml").toString(),
                    List.of("train.steps=4", "train.log-every=2", "train.evaluate-every=0", "threads=1"));
            assertThat(experiment.settings().toString()).contains("MyOwn");
            Path run = folder.resolve("run");
            ganlib.train(experiment, run);
            try (TrainedModel model = ganlib.load(run)) {
                assertThat(model.sample(2, 1).count()).isEqualTo(2);
            }
        }
    }

    private static Path compile(Path project) throws IOException {
        Path classes = project.resolve("target/classes");
        Files.createDirectories(classes);
        List<Path> sources;
        try (Stream<Path> files = Files.walk(project.resolve("src"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        CompiledJar.compile(sources, classes);
        RunFiles.copy(project.resolve("src/main/resources"), classes);
        return classes;
    }

    @Test
    void namesThatClashAreMadeDifferent() {
        assertThat(new Skeleton("divergence", "settings").className()).isEqualTo("SettingsPlugin");
        assertThat(new Skeleton("architecture", "architecture").className()).isEqualTo("ArchitecturePlugin");
        assertThat(new Skeleton("optimizer", "half-cosine").className()).isEqualTo("HalfCosinePlugin");
        assertThat(new Skeleton("divergence", "ramp").className()).isEqualTo("RampPlugin");
        assertThat(new Skeleton("metric", "string").className()).isEqualTo("StringPlugin");
        assertThat(new Skeleton("metric", "new").packageName()).isEqualTo("com.example.newplugin");
        assertThat(new Skeleton("metric", "my-first-2").className()).isEqualTo("MyFirst2");
    }

    @Test
    void mistakesGetOneLine() throws IOException {
        assertMistake(
                2,
                "--kind: no skeleton of a plugin of kind 'divergenc'. Kinds: divergence",
                "x",
                "--kind",
                "divergenc");
        assertMistake(2, "NAME: must be lower-case letters", "MyLoss", "--kind", "divergence");
        assertMistake(2, "NAME: there is a divergence 'gan' already", "gan", "--kind", "divergence");
        assertMistake(2, "--package: must be a name of a Java package", "x", "--kind", "metric", "--package", "1.2");
        Files.writeString(folder.resolve("mine"), "kept");
        assertMistake(
                1,
                "is a file",
                "x",
                "--kind",
                "metric",
                "--out",
                folder.resolve("mine").toString());
        assertMistake(1, "is not empty", "x", "--kind", "metric", "--out", folder.toString());
        assertThat(folder.resolve("mine")).hasContent("kept");
    }

    private static void assertMistake(int code, String message, String... arguments) {
        String[] all =
                Stream.concat(Stream.of("plugin", "new"), Stream.of(arguments)).toArray(String[]::new);
        Command command = Command.run(all);
        assertThat(command.exitCode()).as(command.err()).isEqualTo(code);
        assertThat(command.err()).contains(message);
    }
}
