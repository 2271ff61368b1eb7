package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plugins of other authors, compiled here into jars, with the command in a process of its own. Each
 * fails in its own way, and the command says which one and how in one line.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StrangersPluginsTest {
    private static final int HERE = Runtime.version().feature();

    private static final String[] TRAINING = {
        "train",
        "ring-8",
        "train.steps=2",
        "train.batch=8",
        "train.log-every=1",
        "train.sample-every=1",
        "generator.hidden=[4]",
        "critic.hidden=[4]",
        "listeners=[]",
        "metrics=[]",
        "threads=1",
        "--quiet"
    };

    /** A plugin of every kind in one package. Each has a setting that says how it fails. */
    private static final List<String> SOURCES = List.of(
            """
            public record Margin(String fails) implements Divergence {
                public Margin() { this("no"); }
                public void criticLoss(CriticScores scores, PlayerLoss loss) {
                    if (fails.equals("nested")) { new Inner().fail(); }
                    if (fails.equals("lambda")) { Runnable run = () -> Helper.fail(); run.run(); }
                    if (fails.equals("deep")) { criticLoss(scores, loss); }
                    if (fails.equals("link")) { Absent.touch(); }
                }
                public void generatorLoss(CriticScores scores, PlayerLoss loss) {}
                static class Inner { void fail() { throw new IllegalStateException("nested"); } }
            }
            """,
            "public class Helper { static void fail() { throw new IllegalStateException(\"helped\"); } }",
            "public class Absent { static void touch() {} }",
            """
            public record Slope(String fails) implements CriticConstraint {
                public Slope() { this("no"); }
                public double penalise(CriticTurn turn) {
                    if (fails.equals("helper")) { Helper.fail(); }
                    if (fails.equals("size")) {
                        var three = org.ganlib.tensor.HostTensor.over(org.nd4j.linalg.factory.Nd4j.ones(1, 3));
                        turn.critic().memory().add(three, turn.critic().gradients());
                    }
                    return 0;
                }
                public void measure(org.ganlib.network.Network critic, Measurements measurements) {
                    measurements.record("constraint/slope", Double.NaN);
                }
            }
            """,
            """
            public record Fall(double factor) implements LearningRateSchedule {
                public Fall() { this(1); }
                public double factor(long step) {
                    if (factor == 0) { Helper.fail(); }
                    return factor;
                }
            }
            """,
            """
            public record Leap(String fails, LearningRateSchedule schedule) implements Optimizer {
                public Leap() { this("no", new Fall()); }
                public org.ganlib.network.UpdateRule rule() { return new LeapRule(fails); }
                public double learningRate(long step) { return 0.01 * schedule.factor(step); }
            }
            """,
            """
            public class LeapRule implements org.ganlib.network.UpdateRule {
                private final String fails;
                LeapRule(String fails) { this.fails = fails; }
                public int stateVectors() { return 0; }
                public void begin(long step, double rate) {}
                public void update(float[] p, float[] g, float[][] s, int n) {
                    if (fails.equals("rule")) { Helper.fail(); }
                }
                public void update(double[] p, double[] g, double[][] s, int n) {}
            }
            """,
            """
            public record Hasty(int steps) implements UpdateSchedule {
                public Hasty() { this(1); }
                public int criticSteps(long step, Measured latest) { return steps; }
                public boolean simultaneous() { return false; }
                public boolean reuseLatents() { return true; }
            }
            """,
            """
            public record Stack(String fails) implements Architecture {
                public Stack() { this("no"); }
                public java.util.List<NetworkSignature> examples() {
                    Helper.fail();
                    return null;
                }
                public org.ganlib.network.NetworkDefinition define(NetworkSignature signature) {
                    if (fails.equals("null")) { return null; }
                    if (fails.equals("throws")) { Helper.fail(); }
                    int wide = signature.output().elements() + (fails.equals("size") ? 1 : 0);
                    var stack = new org.deeplearning4j.nn.conf.NeuralNetConfiguration.Builder()
                        .list(new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder()
                            .nIn(signature.inputs().get(0).elements()).nOut(wide)
                            .activation(org.nd4j.linalg.activations.Activation.IDENTITY).build()).build();
                    return org.ganlib.network.NetworkDefinition.of(
                        stack, signature.inputs().get(0), signature.output());
                }
            }
            """,
            """
            public record Shape(String fails) implements FeatureExtractor {
                public Shape() { this("no"); }
                public FeatureMap open(MetricContext context) {
                    if (fails.equals("throws")) { Helper.fail(); }
                    return null;
                }
            }
            """,
            """
            public record Count(String fails) implements Metric {
                public Count() { this("no"); }
                public MetricInfo info() {
                    return new MetricInfo("", MetricInfo.Direction.LOWER, 1, "counts", "none");
                }
                public MetricResult evaluate(MetricContext context) {
                    if (fails.equals("throws")) { Helper.fail(); }
                    if (fails.equals("null")) { return null; }
                    return new MetricResult(1, 1, java.util.Map.of(), java.util.Map.of());
                }
            }
            """,
            """
            public record Ear(String fails) implements TrainingListener {
                public Ear() { this("no"); }
                public void stepFinished(StepReport report) {
                    if (fails.equals("throws")) { Helper.fail(); }
                    if (fails.equals("deep")) { stepFinished(report); }
                }
            }
            """,
            """
            public record Points(String fails) implements DatasetSource {
                public Points() { this("no"); }
                public Dataset open(DataLocation location, Split split) {
                    if (fails.equals("null")) { return null; }
                    Helper.fail();
                    return null;
                }
            }
            """);

    private static final List<String> PLUGINS = List.of(
            "Divergence Margin",
            "CriticConstraint Slope",
            "LearningRateSchedule Fall",
            "Optimizer Leap",
            "UpdateSchedule Hasty",
            "Architecture Stack",
            "FeatureExtractor Shape",
            "Metric Count",
            "TrainingListener Ear",
            "DatasetSource Points");

    @TempDir
    private static Path folder;

    private Path jar;

    @BeforeAll
    void compile() throws IOException {
        jar = all().without("far.Absent").write(folder.resolve("far.jar"));
    }

    private static CompiledJar all() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String source : SOURCES) {
            String name = source.replaceFirst("(?s)public (?:record|class) (\\w+).*", "$1")
                    .strip();
            String annotation = source.contains("public record")
                    ? "@org.ganlib.plugin.PluginName(value = \"far-" + name.toLowerCase(Locale.ROOT)
                            + "\", summary = \"From afar.\")\n"
                    : "";
            sources.add("package far;\nimport org.ganlib.spi.*;\n" + annotation + source);
        }
        CompiledJar jar = CompiledJar.compile(Files.createTempDirectory(folder, "far"), sources.toArray(String[]::new));
        for (String plugin : PLUGINS) {
            String[] words = plugin.split(" ", -1);
            jar.service("org.ganlib.spi." + words[0], "far." + words[1]);
        }
        return jar;
    }

    /** Settings of a training run, and the beginning of the only line on standard error. */
    private static final List<String> FAILURES = List.of(
            "divergence={name: far-margin, fails: nested} | divergence far-margin (far.Margin in JAR) failed after step 0: java.lang.IllegalStateException: nested. ",
            "divergence={name: far-margin, fails: lambda} | divergence far-margin (far.Margin in JAR) failed after step 0: java.lang.IllegalStateException: helped. ",
            "divergence={name: far-margin, fails: deep} | divergence far-margin (far.Margin in JAR) failed after step 0: java.lang.StackOverflowError. ",
            "divergence={name: far-margin, fails: link} | divergence far-margin (far.Margin in JAR) failed after step 0: the class far.Absent that it needs is missing. Add the jar that holds it to GAN_PLUGINS. ",
            "constraint={name: far-slope, fails: helper} | constraint far-slope (far.Slope in JAR) failed after step 0: java.lang.IllegalStateException: helped. ",
            "constraint={name: far-slope, fails: size} | constraint far-slope (far.Slope in JAR) failed after step 0: ",
            "optimizer.critic={name: far-leap, fails: rule} optimizer.generator=far-leap | optimizer.critic far-leap (far.Leap in JAR) failed after step 0: java.lang.IllegalStateException: helped. ",
            "optimizer.critic=far-leap optimizer.generator={name: far-leap, fails: rule} | optimizer.generator far-leap (far.Leap in JAR) failed after step 0: java.lang.IllegalStateException: helped. ",
            "optimizer.critic={name: far-leap, schedule: {name: far-fall, factor: 0}} optimizer.generator=far-leap | optimizer.critic.schedule far-fall (far.Fall in JAR) failed after step 0: java.lang.IllegalStateException: helped. ",
            "optimizer.generator={name: far-leap, schedule: {name: far-fall, factor: -2}} | optimizer.generator.schedule far-fall (far.Fall in JAR) breaks its contract: factor(0) must be finite and > 0, was -2.0. ",
            "optimizer.generator={name: adam, learning-rate: 0.1, schedule: {name: far-fall, factor: .nan}} | optimizer.generator.schedule far-fall (far.Fall in JAR) breaks its contract: factor(0) must be finite and > 0, was NaN. ",
            "schedule={name: far-hasty, steps: 0} | schedule far-hasty (far.Hasty in JAR) breaks its contract: criticSteps(1) must be ≥ 1, was 0. ",
            "critic={name: far-stack, fails: null} | critic far-stack (far.Stack in JAR) breaks its contract: define(signature) returned null. ",
            "critic={name: far-stack, fails: throws} generator=far-stack | critic far-stack (far.Stack in JAR) failed: java.lang.IllegalStateException: helped. ",
            "critic={name: far-stack, fails: size} | critic far-stack (far.Stack in JAR) breaks its contract: define(signature) gave a network that contradicts itself: the last layer, 'layer0', gives 2, but the network declares 1. ",
            "listeners=[{name: far-ear, fails: throws}] | listener far-ear (far.Ear in JAR) failed: java.lang.IllegalStateException: helped. ",
            "listeners=[{name: far-ear, fails: deep}] | listener far-ear (far.Ear in JAR) failed: java.lang.StackOverflowError. ",
            "metrics=[{name: far-count, fails: throws}] train.evaluate-every=1 | metric far-count (far.Count in JAR) failed: java.lang.IllegalStateException: helped. ",
            "metrics=[{name: far-count, fails: null}] train.evaluate-every=1 | metric far-count (far.Count in JAR) breaks its contract: evaluate(context) returned null. ",
            "metrics=[{name: frechet, extractor: {name: far-shape, fails: throws}}] train.evaluate-every=1 | metric.extractor far-shape (far.Shape in JAR) failed: java.lang.IllegalStateException: helped. ",
            "metrics=[{name: frechet, extractor: far-shape}] train.evaluate-every=1 | metric.extractor far-shape (far.Shape in JAR) breaks its contract: open(context) returned null. ",
            "dataset=far-points | dataset far-points (far.Points in JAR) failed: java.lang.IllegalStateException: helped. ",
            "dataset={name: far-points, fails: null} | dataset far-points (far.Points in JAR) breaks its contract: open(location, split) returned null. ");

    /** All in one process, because starting Java and ND4J takes longer than a run. */
    @Test
    void theFailingPluginIsNamedInOneLine() throws Exception {
        List<String> commands = new ArrayList<>();
        for (String failure : FAILURES) {
            String settings = failure.split(" \\| ", -1)[0].replace(": null}", ": 'null'}");
            List<String> arguments = new ArrayList<>(List.of(TRAINING));
            arguments.addAll(List.of(settings.split(" (?=[a-z.-]+=)", -1)));
            arguments.addAll(
                    List.of("--out", folder.resolve("failed-" + commands.size()).toString()));
            commands.add(String.join("\t", arguments));
        }
        Path file = Files.write(folder.resolve("commands"), commands);
        Result result = java(jar.toString(), Several.class, file.toString());
        assertThat(result.code()).as(result.toString()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).as(result.toString()).hasSameSizeAs(FAILURES);
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < lines.size(); i++) {
            String message = FAILURES.get(i).split(" \\| ", -1)[1].replace("JAR", jar.toString());
            all.assertThat(lines.get(i)).as(FAILURES.get(i)).startsWith("1\t1\t" + message);
        }
        all.assertAll();
    }

    /**
     * Runs the commands in a file, and prints for each its exit code and what it wrote to standard
     * error.
     */
    static final class Several {
        private Several() {}

        public static void main(String[] arguments) throws IOException {
            for (String line : Files.readAllLines(Path.of(arguments[0]))) {
                Command command = Command.run(line.split("\t", -1));
                System.out.println(
                        command.exitCode() + "\t" + command.err().lines().count() + "\t"
                                + command.err().strip().replace('\n', ' '));
            }
        }
    }

    /** The jar that fails has a plugin that does not; NaN in its notes ends no run. */
    @Test
    void aConstraintThatNotesNaNTrainsToTheEnd() throws Exception {
        Result result = train("constraint=far-slope");
        assertThat(result.code()).as(result.toString()).isZero();
    }

    /** No run is under way, so that no key of an experiment is known. */
    @Test
    void aCommandThatDescribesAFailingPluginNamesItByItsKind() throws Exception {
        Result result = run(jar.toString(), "describe", "far-stack");
        assertThat(result.err())
                .singleElement()
                .asString()
                .startsWith("architecture far-stack (far.Stack in " + jar
                        + ") failed: java.lang.IllegalStateException: helped. ");
        assertThat(result.code()).isEqualTo(1);
        assertThat(run(jar.toString(), "describe", "far-margin").code()).isZero();
    }

    @Test
    @EnabledIfSystemProperty(named = "gan.quality", matches = "full")
    void aMetricThatFailsIsLeftOutOfAnEvaluationByAllMetrics() throws Exception {
        Path run = trained("all-metrics");
        Result all = run(jar.toString(), "evaluate", run.toString(), "--count", "50", "far-count.fails=throws");
        assertThat(all.code()).as(all.toString()).isZero();
        assertThat(all.err()).anySatisfy(line -> assertThat(line)
                .startsWith("left out metric far-count (far.Count in " + jar
                        + ") failed: java.lang.IllegalStateException: helped"));
        Result one = run(
                jar.toString(),
                "evaluate",
                run.toString(),
                "--count",
                "50",
                "--metric",
                "far-count",
                "far-count.fails=throws");
        assertThat(one.code()).isEqualTo(1);
        assertThat(one.err()).last().asString().startsWith("metric far-count (far.Count in " + jar + ") failed: ");
    }

    @Test
    void aClassForALaterJavaStopsNobodyWhoDoesNotNeedIt() throws Exception {
        Path late = all().compiledFor("far.Margin", HERE + 9).write(folder.resolve("late.jar"));
        String reason = late + "!/META-INF/services/org.ganlib.spi.Divergence line 1: far.Margin cannot be loaded: the"
                + " class far.Margin was compiled for Java " + (HERE + 9) + ", and this is Java " + HERE;

        Result list = run(late.toString(), "list");
        assertThat(list.code()).isZero();
        assertThat(list.err())
                .singleElement()
                .asString()
                .startsWith("plugin left out: " + reason)
                .endsWith("or run ganlib on Java " + (HERE + 9));
        assertThat(list.out()).contains("far-leap", "wasserstein").doesNotContain("far-margin");

        Result wanted = run(late.toString(), "describe", "far-margin");
        assertThat(wanted.code()).isEqualTo(2);

        List<String> training = new ArrayList<>(List.of(TRAINING));
        training.addAll(List.of("--out", folder.resolve("late-run").toString()));
        Result other = run(late.toString(), training.toArray(String[]::new));
        assertThat(other.code()).as(other.toString()).isZero();

        training.add("divergence=far-margin");
        Result needed = run(late.toString(), training.toArray(String[]::new));
        assertThat(needed.code()).isEqualTo(2);
        assertThat(needed.err())
                .singleElement()
                .asString()
                .contains("divergence: no divergence 'far-margin'. ", "Could not be loaded: " + reason);
    }

    @Test
    void aHelperForALaterJavaIsNamedWhenItIsNeeded() throws Exception {
        Path late = all().compiledFor("far.Helper", HERE + 9).write(folder.resolve("late-helper.jar"));
        Result result = train(late, "divergence={name: far-margin, fails: lambda}");
        assertThat(result.err())
                .singleElement()
                .asString()
                .startsWith(
                        "divergence far-margin (far.Margin in " + late + ") failed after step 0: the class far.Helper"
                                + " was compiled for Java " + (HERE + 9) + ", and this is Java " + HERE + ". ");
    }

    /** An older interface of ganlib lacked the method, say; the stack is ganlib's own. */
    @Test
    @EnabledIfSystemProperty(named = "gan.quality", matches = "full")
    void aMissingMethodNamesThePluginThatLacksIt() throws Exception {
        Path old = all().replace(
                        "far.Hasty",
                        Files.createTempDirectory(folder, "old"),
                        "package org.ganlib.spi; @org.ganlib.plugin.PluginKind(\"schedule\") public interface"
                                + " UpdateSchedule { boolean simultaneous(); boolean reuseLatents(); }",
                        """
                        package far;
                        @org.ganlib.plugin.PluginName(value = "far-hasty", summary = "From afar.")
                        public record Hasty(int steps) implements org.ganlib.spi.UpdateSchedule {
                            public Hasty() { this(1); }
                            public boolean simultaneous() { return false; }
                            public boolean reuseLatents() { return true; }
                        }
                        """)
                .write(folder.resolve("old.jar"));
        Result result = train(old, "schedule=far-hasty");
        assertThat(result.err())
                .singleElement()
                .asString()
                .startsWith("schedule far-hasty (far.Hasty in " + old + ") failed after step 0: it was compiled against"
                        + " other versions of the classes that it uses: ")
                .contains("criticSteps");
    }

    @Test
    void aServiceLineWithoutAClassStopsNobody() throws Exception {
        Path jarOfOthers = all().without("far.Stack").write(folder.resolve("others.jar"));
        Result list = run(jarOfOthers.toString(), "list", "divergence");
        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("far-margin");
        assertThat(list.err())
                .containsExactly("plugin left out: " + jarOfOthers
                        + "!/META-INF/services/org.ganlib.spi.Architecture line 1: there is no class far.Stack");
    }

    @Test
    void everyEntryOfThePathThatHoldsNoPluginIsReported() throws Exception {
        Path none = Files.createDirectories(folder.resolve("none"));
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Files.copy(jar, jars.resolve("far.jar"));
        CompiledJar library = CompiledJar.compile(
                Files.createTempDirectory(folder, "library"), "package far; public class Library {}");
        library.write(jars.resolve("library.jar"));
        Path bare = library.write(folder.resolve("bare.jar"));
        Path misspelt =
                library.service("org.ganlib.spi.Divergenc", "far.Library").write(folder.resolve("misspelt.jar"));
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        Path empty = Files.writeString(folder.resolve("empty.jar"), "");
        String path = String.join(
                File.pathSeparator,
                folder.resolve("nowhere.jar").toString(),
                none.toString(),
                jars.toString(),
                bare.toString(),
                misspelt.toString(),
                text.toString(),
                empty.toString(),
                "",
                none + "/*",
                folder.resolve("away") + "/*",
                jars + "/*");

        Result list = run(path, "list");

        assertThat(list.code()).isZero();
        assertThat(list.out()).as("the last entry is in order").contains("far-margin");
        String noService = ": holds no plugin: it has no service file, such as"
                + " META-INF/services/org.ganlib.spi.Divergence, that names one. Put libraries beside the jars of"
                + " plugins and write FOLDER/*";
        assertThat(list.err()).hasSize(10);
        assertThat(list.err())
                .contains(
                        "GAN_PLUGINS: " + folder.resolve("nowhere.jar")
                                + ": does not exist. Name a jar, or a folder of classes",
                        "GAN_PLUGINS: " + none + noService,
                        "GAN_PLUGINS: " + jars + ": is a folder of jars, and Java looks for classes in it. Write "
                                + jars + "/*",
                        "GAN_PLUGINS: " + bare + noService,
                        "GAN_PLUGINS: " + misspelt
                                + ": holds no plugin: it has META-INF/services/org.ganlib.spi.Divergenc."
                                + " Did you mean org.ganlib.spi.Divergence?",
                        "GAN_PLUGINS: has an empty entry, which is left out. Remove a '" + File.pathSeparator + "'",
                        "GAN_PLUGINS: " + none + "/*: the folder holds no jar",
                        "GAN_PLUGINS: " + folder.resolve("away") + "/*: there is no such folder")
                .anySatisfy(
                        line -> assertThat(line).startsWith("GAN_PLUGINS: " + text + ": is no jar, or is damaged: "))
                .anySatisfy(
                        line -> assertThat(line).startsWith("GAN_PLUGINS: " + empty + ": is no jar, or is damaged: "));
    }

    /**
     * Divergence, constraint, optimizer, schedule, listener and metric are needed to train alone.
     */
    @Test
    void aRunIsSampledEvaluatedAndExportedWithoutThePluginsThatTrainedIt() throws Exception {
        Path run = folder.resolve("trained-afar");
        Result trained = train(
                jar,
                run,
                "divergence=far-margin",
                "constraint=far-slope",
                "optimizer.generator=far-leap",
                "optimizer.critic={name: adam, learning-rate: 0.01, schedule: far-fall}",
                "schedule=far-hasty",
                "listeners=[far-ear]",
                "metrics=[far-count, {name: frechet, extractor: far-shape}]");
        assertThat(trained.code()).as(trained.toString()).isZero();
        for (List<String> command : List.of(
                List.of(
                        "sample",
                        run.toString(),
                        "--out",
                        folder.resolve("s.npy").toString()),
                List.of("evaluate", run.toString(), "--metric", "energy", "--count", "50"),
                List.of(
                        "export",
                        run.toString(),
                        "--npz",
                        folder.resolve("e.npz").toString()),
                List.of("report", run.toString()))) {
            Result result = run("", command.toArray(String[]::new));
            assertThat(result.code()).as(result.toString()).isZero();
            assertThat(result.err()).as(command.toString()).noneMatch(line -> line.contains("far-"));
        }

        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        String origin =
                "The run used the class far.Margin in " + jar + " (sha256 " + hash + "). Name its jar in GAN_PLUGINS";
        Result resumed = run("", "resume", run.toString(), "train.steps=3", "--quiet");
        assertThat(resumed.code()).isEqualTo(2);
        assertThat(String.join("\n", resumed.err()))
                .contains("divergence", "no divergence 'far-margin' is installed. " + origin, "far.Slope", "far.Leap");
        JsonNode record = new ObjectMapper().readTree(Files.readString(run.resolve("environment.json")));
        assertThat(record.path("plugins").path("divergence").path("far-margin").asText())
                .isEqualTo("far.Margin");
        assertThat(record.path("plugin jars")
                        .path(jar.toString())
                        .path("sha256")
                        .asText())
                .isEqualTo(hash);

        Result again = run(jar.toString(), "resume", run.toString(), "train.steps=3", "--quiet");
        assertThat(again.code()).as(again.toString()).isZero();
        JsonNode continued = new ObjectMapper()
                .readTree(Files.readString(run.resolve("environment.json")))
                .path("continued");
        assertThat(continued
                        .path(0)
                        .path("plugin jars")
                        .path(jar.toString())
                        .path("sha256")
                        .asText())
                .isEqualTo(hash);
    }

    @Test
    @EnabledIfSystemProperty(named = "gan.quality", matches = "full")
    void aMissingArchitectureIsNamedWhereItIsNeeded() throws Exception {
        Path run = folder.resolve("stacked");
        Result trained = train(jar, run, "critic=far-stack");
        assertThat(trained.code()).as(trained.toString()).isZero();
        Result sampled = run(
                "", "sample", run.toString(), "--out", folder.resolve("c.npy").toString());
        assertThat(sampled.code()).as("the critic is not needed").isZero();
        assertThat(sampled.err()).anySatisfy(line -> assertThat(line)
                .startsWith("the critic is left out: plugins: critic: no architecture 'far-stack' is installed."
                        + " The run used the class far.Stack in " + jar));
        Result exported = run(
                "", "export", run.toString(), "--npz", folder.resolve("c.npz").toString());
        assertThat(exported.code()).isEqualTo(2);
        assertThat(exported.err()).last().asString().contains("far.Stack in " + jar, "sha256", "GAN_PLUGINS");
        assertThat(folder.resolve("c.npz")).doesNotExist();

        Path generated = folder.resolve("generated");
        assertThat(train(jar, generated, "generator=far-stack").code()).isZero();
        Result refused = run(
                "",
                "sample",
                generated.toString(),
                "--out",
                folder.resolve("g.npy").toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .singleElement()
                .asString()
                .contains("generator: no architecture 'far-stack' is installed", "far.Stack in " + jar, "GAN_PLUGINS");
    }

    /** A run of a version that did not record jars. */
    @Test
    @EnabledIfSystemProperty(named = "gan.quality", matches = "full")
    void withoutARecordOfJarsTheClassIsNamed() throws Exception {
        Path run = folder.resolve("older");
        assertThat(train(jar, run, "generator=far-stack").code()).isZero();
        Path environment = run.resolve("environment.json");
        Files.writeString(environment, Files.readString(environment).replace("\"plugin jars\"", "\"other\""));
        Result refused = run(
                "", "sample", run.toString(), "--out", folder.resolve("o.npy").toString());
        assertThat(refused.err())
                .singleElement()
                .asString()
                .endsWith("The run used the class far.Stack. Name its jar in GAN_PLUGINS");
    }

    private Path trained(String name) throws Exception {
        Path run = folder.resolve(name);
        Result result = train(jar, run);
        assertThat(result.code()).as(result.toString()).isZero();
        return run;
    }

    private Result train(String... settings) throws Exception {
        return train(jar, settings);
    }

    private Result train(Path plugins, String... settings) throws Exception {
        return train(plugins, Files.createTempDirectory(folder, "runs").resolve("run"), settings);
    }

    private Result train(Path plugins, Path run, String... settings) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(TRAINING));
        arguments.addAll(List.of(settings));
        arguments.addAll(List.of("--out", run.toString()));
        Result result = run(plugins.toString(), arguments.toArray(String[]::new));
        return new Result(
                result.code(),
                result.out(),
                result.err().stream()
                        .filter(line -> !line.matches("(threads|device auto|time): .*"))
                        .toList());
    }

    private record Result(int code, String out, List<String> err) {}

    /** Runs the command with these plugins, as the launcher does. */
    private static Result run(String plugins, String... arguments) throws Exception {
        return java(plugins, Gan.class, arguments);
    }

    private static Result java(String plugins, Class<?> main, String... arguments) throws Exception {
        String classPath = System.getProperty("java.class.path");
        for (String entry : plugins.split(File.pathSeparator, -1)) {
            classPath += entry.isEmpty() ? "" : File.pathSeparator + entry;
        }
        List<String> command = new ArrayList<>(FreshJava.COMMAND);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("GAN_PLUGINS", plugins);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readAllLines(err));
    }
}
