package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ganlib.cli.summary.SyntheticRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be seen only from outside the process. */
final class ProcessTest {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void interruptFinishesTheStepSavesAndExitsWith130() throws Exception {
        Path run = folder.resolve("run");
        Process process = start(
                List.of(),
                "train",
                "mnist-mlp",
                "train.steps=100000",
                "train.log-every=1",
                "generator.hidden=[16]",
                "critic.hidden=[16]",
                "--quiet",
                "--out",
                run.toString());
        Path metrics = run.resolve("metrics.jsonl");
        awaitLines(metrics, 4);
        interrupt(process.toHandle());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(run.resolve("status.json")).content().contains("\"interrupted\"");
        int steps = Files.readAllLines(metrics).size();
        assertThat(run.resolve("checkpoints/" + String.format(Locale.ROOT, "step-%06d.zip", steps)))
                .exists();
        assertThat(Files.readString(folder.resolve("out"))).endsWith("run: " + run + System.lineSeparator());
        assertThat(run.resolve("report.html")).content().contains("interrupted", "data:image/png;base64,");
    }

    @Test
    void whatIsToldAtTheEndStandsInLinesOfItsOwnBelowTheBar() throws Exception {
        Process process = start(
                List.of("-Dgan.terminal=true"),
                "train",
                "ring-8",
                "train.steps=20",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "--out",
                folder.resolve("run").toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("err")))
                .contains("train 100%")
                .containsPattern("\\n\\r\\x1b\\[Ktime: ");
    }

    @Test
    void aFindingTakesTheBarsPlaceInItsLine() throws Exception {
        Process process = start(
                List.of("-Dgan.terminal=true"),
                "train",
                "ring-8",
                "train.steps=10",
                "train.log-every=1",
                "divergence=least-squares",
                "optimizer.critic.learning-rate=1",
                "optimizer.generator.learning-rate=1",
                "--out",
                folder.resolve("run").toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("err"))).contains("\r\u001b[Khealth at step ");
    }

    /**
     * Not the process that was asked for, but one that it started: nothing else makes this one end
     * with a code.
     */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void severalRunsOfWhichOneWasInterruptedEndWith130() throws Exception {
        Path runs = folder.resolve("runs");
        Process process = start(
                List.of(),
                "train",
                "ring-8",
                "train.steps=100000000",
                "train.log-every=1",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "--seeds",
                "0",
                "--out",
                runs.toString());
        awaitLines(runs.resolve("seed-0/metrics.jsonl"), 1);
        interrupt(process.children().findFirst().orElseThrow());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readString(folder.resolve("err"))).contains("run 1/1, seed-0: exit code 130");
    }

    /** Without --out, the folder is named after the second in which the run starts. */
    @Test
    void runsThatBeginTogetherHaveFoldersOfTheirOwn() throws Exception {
        String[] arguments = {
            "train", "ring-8", "train.steps=1", "generator.hidden=[4]", "critic.hidden=[4]", "listeners=[]", "--quiet"
        };
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(builder(List.of(), arguments)
                    .directory(folder.toFile())
                    .redirectOutput(folder.resolve("out-" + i).toFile())
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(folder.resolve("err")))
                    .isZero();
        }
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            assertThat(runs.toList()).hasSize(2).allSatisfy(run -> assertThat(run.resolve("status.json"))
                    .content()
                    .contains("finished"));
        }
        assertThat(folder.resolve("out-0")).content().isNotEqualTo(Files.readString(folder.resolve("out-1")));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aRunThatKeepsOnlyItsNewestCheckpointCanBeSampledWhileItTrains() throws Exception {
        Path run = folder.resolve("run");
        Process process = start(
                List.of(),
                "train",
                "ring-8",
                "train.steps=100000000",
                "train.log-every=1",
                "train.checkpoint-every=1",
                "train.keep-last=1",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "listeners=[]",
                "--quiet",
                "--out",
                run.toString());
        awaitLines(run.resolve("metrics.jsonl"), 4);
        String before = Files.readString(run.resolve("status.json"));
        for (int i = 0; i < 30; i++) {
            Command command = Command.run(
                    "sample",
                    run.toString(),
                    "--count",
                    "5",
                    "--out",
                    folder.resolve("s.npy").toString());
            assertThat(command.exitCode()).as(command.err()).isZero();
        }
        assertThat(process.isAlive()).isTrue();
        assertThat(Files.readString(run.resolve("status.json"))).isNotEqualTo(before);
        signal("TERM", process.toHandle());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @Test
    void listingStartsNoArrays() throws Exception {
        Process process = start(List.of("-verbose:class"), "list");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(folder.resolve("out"));
        assertThat(process.exitValue()).isZero();
        assertThat(output).contains("nearest-neighbour").doesNotContain("org.nd4j.linalg.factory.Nd4j ");
    }

    @Test
    void listingRunsLoadsTheIndexOnlyWhereThereIsOne() throws Exception {
        Path runs = SyntheticRuns.make(folder.resolve("runs"), 3);
        Process process = start(List.of("-verbose:class"), "runs", "list", runs.toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("out")))
                .contains("run-2")
                .doesNotContain("org.sqlite.", "org.nd4j.linalg.factory.Nd4j ");
    }

    /**
     * As where the temporary folder is read-only, or mounted so that no library in it can be run.
     */
    @Test
    void runsAreListedWhereTheDriversLibraryCannotBeUnpacked() throws Exception {
        Path runs = SyntheticRuns.make(folder.resolve("runs"), 3);
        assertThat(Command.run("runs", "index", runs.toString()).exitCode()).isZero();
        Path noFolder = Files.createFile(folder.resolve("no-folder"));
        List<String> flags = List.of("-Dorg.sqlite.tmpdir=" + noFolder, "-Djava.io.tmpdir=" + noFolder);
        Process process = start(flags, "runs", "list", runs.toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readAllLines(folder.resolve("out"))).hasSize(3);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .singleElement()
                .asString()
                .contains(".runs.sqlite cannot be opened: ", "The runs' own files were read instead");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void resultsThatCannotBePrintedAreAFailure() throws Exception {
        Path run = folder.resolve("run");
        for (List<String> arguments : List.of(
                List.of("list"),
                List.of("--help"),
                List.of("config", "schema"),
                List.of("runs", "list", folder.toString()),
                List.of("train", "ring-8", "train.steps=1", "--quiet", "--out", run.toString()))) {
            Process process = builder(List.of(), arguments.toArray(String[]::new))
                    .redirectOutput(Path.of("/dev/full").toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(arguments.toString()).isEqualTo(1);
            assertThat(Files.readAllLines(folder.resolve("err")).stream().filter(ProcessTest::isTold))
                    .as(arguments.toString())
                    .singleElement()
                    .asString()
                    .startsWith("standard output: cannot be written: No space left on device");
        }
        assertThat(run.resolve("status.json")).content().contains("finished");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aReaderThatGoesAwayIsNotToldOf() throws Exception {
        Process process = builder(List.of(), "config", "schema")
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        process.getInputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFigureOnStandardOutputIsNothingButThePicture() throws Exception {
        Process process = start(List.of(), "describe", "gan", "--figure", "/dev/stdout");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        Path file = folder.resolve("figure.png");
        assertThat(Command.run("describe", "gan", "--figure", file.toString()).exitCode())
                .isZero();
        assertThat(folder.resolve("out")).hasSameBinaryContentAs(file);
    }

    @Test
    void theSchemaIsTheSameInEveryProcess() throws Exception {
        Process process = start(List.of(), "config", "schema");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        // Immutable maps of the JDK iterate in another order in each process.
        assertThat(Files.readString(folder.resolve("out")))
                .isEqualTo(Command.run("config", "schema").out());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aTerminalThatIsClosedSavesAndExitsWith129() throws Exception {
        Path run = folder.resolve("run");
        Process process = start(
                List.of(),
                "train",
                "ring-8",
                "train.steps=100000000",
                "train.log-every=1",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "--quiet",
                "--out",
                run.toString());
        awaitLines(run.resolve("metrics.jsonl"), 4);
        signal("HUP", process.toHandle());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(129);
        assertThat(run.resolve("status.json")).content().contains("\"interrupted\"");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void runsWhoseParentIsKilledSaveAndEnd() throws Exception {
        Path runs = folder.resolve("runs");
        Process process = start(
                List.of(),
                "train",
                "ring-8",
                "train.steps=100000000",
                "train.log-every=1",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "--seeds",
                "0",
                "--out",
                runs.toString());
        awaitLines(runs.resolve("seed-0/metrics.jsonl"), 1);
        ProcessHandle child = process.children().findFirst().orElseThrow();
        signal("KILL", process.toHandle());
        child.onExit().get(60, TimeUnit.SECONDS);
        assertThat(runs.resolve("seed-0/status.json")).content().contains("\"interrupted\"");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nativeLibrariesThatCannotBeUnpackedAreToldInOneLine() throws Exception {
        // Neither unpacking folder can be created, as in a home folder that is full or read-only.
        Path file = Files.createFile(folder.resolve("file"));
        List<String> flags = List.of(
                "-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("cache"),
                "-Djava.io.tmpdir=" + file,
                "-Duser.home=" + file);
        Path run = folder.resolve("run");
        Process process = start(flags, "train", "ring-8", "train.steps=1", "--quiet", "--out", run.toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .singleElement()
                .asString()
                .startsWith("native libraries cannot be unpacked or loaded: ")
                .contains(file.resolve("cache").toString())
                .endsWith("GAN_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR");
        assertThat(run).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 'must be an integer from 1 to 1024'",
        "0, from 1 to 1024",
        "-3, from 1 to 1024",
        "2x, from 1 to 1024",
        "5000, from 1 to 1024",
        "'4,2', 'reads one plain number'"
    })
    void aNumberOfThreadsThatNd4jCannotReadIsToldInOneLine(String threads, String expected) throws Exception {
        for (List<String> arguments : List.of(
                List.of("doctor"),
                List.of(
                        "train",
                        "ring-8",
                        "--quiet",
                        "--out",
                        folder.resolve("run").toString()))) {
            ProcessBuilder builder = builder(List.of(), arguments.toArray(String[]::new));
            builder.environment().put("OMP_NUM_THREADS", threads);
            Process process = builder.start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(Files.readAllLines(folder.resolve("err")))
                    .singleElement()
                    .asString()
                    .startsWith("OMP_NUM_THREADS: ")
                    .contains(expected, "'" + threads + "'");
        }
    }

    @Test
    void anEngineThatTheEnvironmentMisspellsIsAWrongSetting() throws Exception {
        ProcessBuilder builder = builder(List.of(), "doctor");
        builder.environment().put("GAN_ENGINE", "onednm");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("err"))).contains("GAN_ENGINE: no engine 'onednm'. Available: [");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesThatTheLocaleCannotSpellAreRefused() throws Exception {
        ProcessBuilder builder = builder(List.of(), "runs", "list");
        builder.environment().put("LC_ALL", "C");
        List<String> command = new ArrayList<>(builder.command());
        // A shell spells the argument, because this process may be unable to spell it either.
        builder.command("bash", "-c", "exec \"$@\" $'r\\xc3\\xbcns'", "bash");
        builder.command().addAll(command);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .singleElement()
                .asString()
                .contains("cannot spell. Set LC_ALL=C.UTF-8");
    }

    private static boolean isTold(String line) {
        return !line.matches("(threads|device auto|time): .*");
    }

    private static void awaitLines(Path file, int lines) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!(Files.exists(file) && Files.readAllLines(file).size() >= lines) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
    }

    private static void interrupt(ProcessHandle process) throws Exception {
        signal("INT", process);
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private Process start(List<String> flags, String... arguments) throws IOException {
        return builder(flags, arguments).start();
    }

    private ProcessBuilder builder(List<String> flags, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (ignores(2) || ignores(1)) {
            command.addAll(List.of("env", "--default-signal=INT,HUP"));
        }
        command.addAll(FreshJava.COMMAND);
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Gan.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
    }

    /**
     * True if this process ignores the signal. A build that was started in the background, or with
     * nohup, inherits ignored signals, and Java does not change that.
     */
    private static boolean ignores(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        long mask = Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16);
        return (mask & (1L << (signal - 1))) != 0;
    }
}
