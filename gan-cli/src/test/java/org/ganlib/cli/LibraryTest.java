package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.ganlib.config.Experiment;
import org.ganlib.evaluate.EvaluationProtocol;
import org.ganlib.library.NamedExperiment;
import org.ganlib.library.PreparedRun;
import org.ganlib.library.Run;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.GanException;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.StopSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library does what the command does, to the bit, and the README's example of it runs. */
final class LibraryTest {
    private static final List<String> SMALL = List.of(
            "threads=1",
            "train.steps=12",
            "train.batch=16",
            "train.log-every=4",
            "train.sample-every=6",
            "generator.hidden=[8]",
            "critic.hidden=[8]",
            "listeners=[]");

    private final Workspace ganlib = Workspace.open();

    @TempDir
    private Path folder;

    @Test
    void theExampleOfTheReadmeRuns() throws Exception {
        Path readme = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."), "README.md");
        String section = Files.readString(readme).split("## From Java", 2)[1];
        String example = section.split("```java\n", 2)[1].split("```", 2)[0];
        Path run = folder.resolve("first");
        assertThat(example.lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(10);
        assertThat(example).contains("runs/first");
        String source = "import java.nio.file.Path;\nimport org.ganlib.library.*;\nimport org.ganlib.spi.*;\n"
                + "public class Example {\n    public static void main(String[] arguments) {\n"
                + example.replace("runs/first", run.toString()) + "\n    }\n}\n";
        Path jar = CompiledJar.compile(folder.resolve("source"), source).write(folder.resolve("example.jar"));

        String printed = printedBy(jar);

        assertThat(printed).matches("64 digits, Fréchet distance \\d+\\.\\d+\\R");
        assertThat(RunDirectory.open(run).newestCheckpoint().orElseThrow()).hasFileName("step-000500.zip");
    }

    private static String printedBy(Path jar) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, LibraryTest.class.getClassLoader())) {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aRunOfTheLibraryIsThatOfTheCommand() throws IOException {
        Path ofCommand = folder.resolve("command");
        List<String> command = new ArrayList<>(List.of("train", "ring-8"));
        command.addAll(SMALL);
        command.addAll(List.of("--quiet", "--out", ofCommand.toString()));
        assertThat(Command.run(command.toArray(String[]::new)).exitCode()).isZero();
        Path ofLibrary = folder.resolve("library");

        Run run = ganlib.train(ganlib.experiment("ring-8", SMALL), ofLibrary);

        assertThat(run).isEqualTo(new Run(ofLibrary, RunStatus.FINISHED, 12, OptionalLong.empty(), false));
        assertThat(sample(ofLibrary)).isEqualTo(sample(ofCommand));
        assertThat(Files.readString(ofLibrary.resolve("config.yaml")))
                .isEqualTo(Files.readString(ofCommand.resolve("config.yaml")));
        assertThat(ofLibrary.resolve("samples/step-000012.png"))
                .hasSameBinaryContentAs(ofCommand.resolve("samples/step-000012.png"));
        assertThat(Command.run("runs", "show", ofLibrary.toString()).exitCode()).isZero();
    }

    @Test
    void metricsAreThoseOfTheCommand() throws IOException {
        Path run = folder.resolve("run");
        ganlib.train(ganlib.experiment("ring-8", SMALL), run);
        Command command = Command.run("evaluate", run.toString(), "--metric", "modes,frechet", "--seed", "5", "--json");
        assertThat(command.exitCode()).as(command.err()).isZero();
        try (TrainedModel model = ganlib.load(run)) {
            Map<String, MetricResult> results = ganlib.evaluate(
                    model, EvaluationProtocol.USUAL.withSeed(5), List.of("modes", "frechet"), List.of());

            assertThat(results).containsOnlyKeys("modes", "frechet[pixels]");
            results.forEach((key, result) -> assertThat(result.value()).as(key).isEqualTo(value(command.out(), key)));
            assertThat(ganlib.evaluate(model, "frechet").samples()).isEqualTo(EvaluationProtocol.USUAL.count());
            assertThatThrownBy(() -> ganlib.evaluate(model, "digits-inception"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("no metric 'digits-inception'");
        }
    }

    private static double value(String json, String key) {
        try {
            return new ObjectMapper().readTree(json).path(key).path("value").asDouble(Double.NaN);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    @Test
    void aStoppedRunContinuesToTheSameBits() {
        Path whole = folder.resolve("whole");
        ganlib.train(ganlib.experiment("ring-8", SMALL), whole);
        Path stopped = folder.resolve("stopped");
        StopSignal stop = new StopSignal();
        TrainingListener afterFive = new TrainingListener() {
            @Override
            public void stepFinished(StepReport report) {
                if (report.step() == 5) {
                    stop.raise();
                }
            }
        };
        NamedExperiment experiment = ganlib.experiment("ring-8", SMALL);
        try (PreparedRun prepared = ganlib.prepare(experiment, stopped, stop, List.of(afterFive))) {
            Run first = prepared.train();
            assertThat(first.status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(first.step()).isEqualTo(5);
        }

        Run second = ganlib.resume(stopped, List.of());

        assertThat(second.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(second.step()).isEqualTo(12);
        assertThat(sample(stopped)).isEqualTo(sample(whole));
    }

    @Test
    void nothingIsWrittenBeforeTraining() {
        Path run = folder.resolve("planned");
        try (PreparedRun prepared =
                ganlib.prepare(ganlib.experiment("ring-8", SMALL), run, new StopSignal(), List.of())) {
            assertThat(prepared.networks().all()).hasSize(2);
            assertThat(prepared.engineUses()).containsOnlyKeys("generator", "critic");
            assertThat(prepared.data().shape().elements()).isEqualTo(2);
        }
        assertThat(run).doesNotExist();
    }

    @Test
    void aRunIsNeverOverwritten() {
        Path run = folder.resolve("run");
        ganlib.train(ganlib.experiment("ring-8", SMALL), run);

        assertThatThrownBy(() -> ganlib.train(ganlib.experiment("ring-8", SMALL), run))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("runs are never overwritten");
    }

    @Test
    void settingsAreReplacedByKey() {
        NamedExperiment experiment = ganlib.experiment("ring-8")
                .with("train.steps", 7)
                .with("generator.hidden", List.of(3, 4))
                .with("critic.hidden", new int[] {5})
                .with("divergence", "least-squares");

        assertThat(experiment.settings().train().steps()).isEqualTo(7);
        assertThat(experiment.settings().generator()).get().hasFieldOrPropertyWithValue("hidden", List.of(3, 4));
        assertThat(experiment.settings().critic()).get().hasFieldOrPropertyWithValue("hidden", List.of(5));
        assertThat(experiment.settings().divergence().orElseThrow().getClass().getSimpleName())
                .isEqualTo("LeastSquares");
        assertThat(ganlib.experiment("ring-8").settings().train().steps()).isNotEqualTo(7);
    }

    @Test
    void aMistakeIsToldWhereItIsMade() {
        NamedExperiment experiment = ganlib.experiment("ring-8");
        assertThatThrownBy(() -> experiment.with("train.step", 7))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("train.step: unknown key. Did you mean 'steps'");
        assertThatThrownBy(() -> ganlib.experiment("ring-9"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ring-8");
    }

    @Test
    void settingsThatWerePutTogetherInJavaTrainToo() {
        Experiment settings = ganlib.experiment("ring-8", SMALL).settings();
        Path run = folder.resolve("made-in-java");

        ganlib.train(ganlib.experiment("mine", settings).with("train.steps", 3), run);

        assertThat(ganlib.recorded(run, List.of()).train().steps()).isEqualTo(3);
        assertThat(run.resolve("environment.json")).content().contains("\"experiment\" : \"mine\"");
    }

    @Test
    void whatAModelCannotDoIsRefused() {
        Path run = folder.resolve("run");
        ganlib.train(ganlib.experiment("ring-8", SMALL), run);
        try (TrainedModel model = ganlib.load(run)) {
            assertThat(model.sample(0, 1).count()).isZero();
            assertThatThrownBy(() -> model.sample(-1, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("≥ 0, was -1");
            assertThatThrownBy(() -> model.sample(2, 1, new int[] {0}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not conditional");
            assertThatThrownBy(() -> model.generate(new float[][] {{1}}, new int[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was given one of 1");
        }
    }

    private float[] sample(Path run) {
        try (TrainedModel model = ganlib.load(run)) {
            return model.sample(8, 3).values();
        }
    }
}
