package org.ganlib.trackers.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays runs to the listener, with a server that checks every request. */
final class MlflowRunTest {
    private static final String TOKEN = "s3cret-token";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final int LOG_EVERY = 10;

    @RegisterExtension
    private final LoggedLines log = new LoggedLines();

    @TempDir
    private Path folder;

    private MlflowServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MlflowServer();
        Files.writeString(folder.resolve("config.yaml"), """
                seed: 7
                generator: {name: mlp, hidden: [256, 512]}
                listeners:
                - {name: mlflow, uri: ''}
                """);
        Files.writeString(folder.resolve("environment.json"), "{\"experiment\": \"mnist\", \"ganlib\": \"0.1.0\"}");
    }

    @AfterEach
    void stop() {
        assertThat(server.violations()).as("requests that break the protocol").isEmpty();
        server.close();
    }

    @Test
    void aRunIsReportedFromItsBeginningToItsEnd() throws IOException {
        Path grid = Files.writeString(folder.resolve("step-000020.png"), "picture");
        TrainingListener listener = listener(settings(), Map.of());
        begin(listener, 1, 100);
        for (int step = 1; step <= 100; step++) {
            listener.stepFinished(report(step));
            if (step == 20) {
                listener.samplesWritten(step, grid);
            }
        }
        listener.runEnded(RunStatus.FINISHED, 100);

        MlflowServer.RunOnServer run = server.run();
        assertThat(server.experiments()).containsOnlyKeys("mnist");
        assertThat(run.name).isEqualTo(folder.getFileName().toString());
        assertThat(run.status).isEqualTo("FINISHED");
        assertThat(run.endTime).isEqualTo(CLOCK.millis());
        assertThat(run.params)
                .containsEntry("seed", "7")
                .containsEntry("generator.name", "mlp")
                .containsEntry("generator.hidden", "[256, 512]")
                .containsEntry("listeners.0.name", "mlflow");
        assertThat(run.tags)
                .containsEntry("ganlib.version", "0.1.0")
                .containsEntry("ganlib.experiment", "mnist")
                .containsEntry("ganlib.status", "finished");
        Map<Long, Double> losses = new LinkedHashMap<>();
        for (long step = LOG_EVERY; step <= 100; step += LOG_EVERY) {
            losses.put(step, 1.0 / step);
        }
        assertThat(run.once("loss/critic")).isEqualTo(losses);
        assertThat(run.metrics).containsKeys("progress/examples", "progress/seconds", "metric/frechet_pca");
        assertThat(server.artifacts().keySet().stream().map(path -> path.replaceFirst("1/[0-9a-f]+/artifacts/", "")))
                .containsExactlyInAnyOrder("config.yaml", "environment.json", "samples/step-000020.png");
        assertThat(server.artifacts().values()).contains("picture".getBytes(StandardCharsets.UTF_8));
        assertThat(log.warnings()).isEmpty();
        assertThat(log.lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"FINISHED, FINISHED", "INTERRUPTED, KILLED", "DIVERGED, FAILED", "FAILED, FAILED"})
    void theServerLearnsHowTheRunEnded(RunStatus status, String there) {
        play(listener(settings(), Map.of()), 1, 10, status);
        assertThat(server.run().status).isEqualTo(there);
        assertThat(server.run().tags).containsEntry("ganlib.status", status.key());
    }

    @Test
    void largeRequestsAreDivided() throws IOException {
        String many = IntStream.range(0, 250)
                .mapToObj(i -> "key-" + i + ": " + "x".repeat(600))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("config.yaml"), many);
        TrainingListener listener = listener(settings(), Map.of());
        begin(listener, 1, 10);
        List<String> names =
                IntStream.range(0, 2500).mapToObj(i -> "number/" + i).toList();
        listener.stepFinished(new Report(10, names, 0.5));
        listener.runEnded(RunStatus.FINISHED, 10);
        assertThat(server.run().params).hasSize(250);
        assertThat(server.run().params.get("key-0"))
                .hasSize(MlflowNames.LONGEST_VALUE)
                .endsWith("…");
        assertThat(server.run().metrics).hasSize(2502);
    }

    @Test
    void numbersThatAreNotFiniteAreLeftOut() {
        TrainingListener listener = listener(settings(), Map.of());
        begin(listener, 1, 20);
        listener.stepFinished(new Report(10, List.of("loss/critic"), Double.POSITIVE_INFINITY));
        listener.stepFinished(new Report(20, List.of("loss/critic", "never/measured"), Double.NaN));
        listener.runEnded(RunStatus.DIVERGED, 20);
        assertThat(server.run().metrics).containsOnlyKeys("progress/examples", "progress/seconds");
        assertThat(server.run().tags).containsEntry("ganlib.first-infinite", "loss/critic at step 10");
    }

    @Test
    void aContinuedRunGoesOnOnTheServerWithoutRepeatingItself() {
        play(listener(settings(), Map.of()), 1, 50, RunStatus.INTERRUPTED);
        assertThat(server.run().status).isEqualTo("KILLED");
        // The checkpoint is of step 30, so that steps 31 to 50 are trained again.
        play(listener(settings(), Map.of()), 31, 80, RunStatus.FINISHED);
        assertThat(server.run().once("loss/critic").keySet()).containsExactly(10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L);
        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(log.lines()).hasSize(2).last().asString().contains("goes on with run");
    }

    @Test
    void aRunThatIsGoneFromTheServerBeginsAnew() {
        play(listener(settings(), Map.of()), 1, 50, RunStatus.INTERRUPTED);
        String first = server.runs().keySet().iterator().next();
        server.delete(first);
        play(listener(settings(), Map.of()), 51, 80, RunStatus.FINISHED);
        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(log.lines()).anyMatch(line -> line.contains("run " + first + " is gone"));
    }

    @Test
    void aTokenIsSentAndKeptNowhere() throws IOException {
        server.require(TOKEN);
        play(listener(settings(), Map.of(ServerAddress.TOKEN_VARIABLE, TOKEN)), 1, 20, RunStatus.FINISHED);
        assertThat(server.run().status).isEqualTo("FINISHED");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(TOKEN);
            }
        }
        assertThat(String.join("\n", log.lines())).doesNotContain(TOKEN);
    }

    @Test
    void aServerThatDeniesAccessIsNamedOnceAndLeftAlone() {
        server.require(TOKEN);
        TrainingListener listener = listener(settings(), Map.of(ServerAddress.TOKEN_VARIABLE, "wr0ng-token"));
        begin(listener, 1, 1000);
        for (int step = 1; step <= 1000; step++) {
            listener.stepFinished(report(step));
        }
        listener.runEnded(RunStatus.FINISHED, 1000);
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .contains("denies access: 401")
                .contains("MLFLOW_TRACKING_TOKEN")
                .doesNotContain("wr0ng-token");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get-by-name", "experiments/create", "runs/create", "log-batch", "runs/update"})
    void aServerThatFailsForAWhileGetsEverythingOnce(String method) {
        server.fail(method, 1, 503);
        play(listener(settings(), Map.of()), 1, 50, RunStatus.FINISHED);
        assertThat(server.run().once("loss/critic").keySet()).containsExactly(10L, 20L, 30L, 40L, 50L);
        assertThat(server.run().params).containsEntry("seed", "7");
        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(log.warnings()).singleElement().asString().contains("it answers 503");
        assertThat(log.lines()).anyMatch(line -> line.contains("answers again"));
    }

    @Test
    void whatTheServerRefusesIsToldOnceAndTheRestIsReported() {
        server.fail("log-batch", 2, 400);
        play(listener(settings(), Map.of()), 1, 50, RunStatus.FINISHED);
        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(log.warnings()).singleElement().asString().contains("refuses a part of the run: 400");
    }

    /** The token would be sent to the address that the answer names. */
    @Test
    void redirectionsAreNotFollowed() {
        server.fail("get-by-name", 1, 302);
        play(listener(settings(), Map.of()), 1, 50, RunStatus.FINISHED);
        assertThat(server.requests()).hasSize(1);
        assertThat(log.warnings()).singleElement().asString().contains("refuses the run: 302");
    }

    @Test
    void aServerThatIsAwayCostsTheRunOneLineAndASecondOrTwo() {
        server.close();
        long started = System.nanoTime();
        TrainingListener listener = listener(settings(), Map.of());
        begin(listener, 1, 100_000);
        for (int step = 1; step <= 100_000; step++) {
            listener.stepFinished(report(step));
        }
        assertThat(seconds(started)).as("seconds of 10,000 logged steps").isLessThan(5);
        listener.runEnded(RunStatus.FINISHED, 100_000);
        assertThat(seconds(started)).isLessThan(20);
        assertThat(log.warnings()).hasSize(2);
        assertThat(log.warnings().get(0)).contains("cannot be reached").contains("Training goes on");
        assertThat(log.warnings().get(1)).matches(".* did not take 100\\d\\d logged steps or files\\..*");
    }

    /** The server accepts connections and never answers, which takes more time than an error. */
    @Test
    void aServerThatDoesNotAnswerIsNotWaitedFor() {
        server.stall();
        long started = System.nanoTime();
        TrainingListener listener = listener(new Mlflow(server.uri(), "", true, false, 1), Map.of());
        begin(listener, 1, 100_000);
        for (int step = 1; step <= 100_000; step++) {
            listener.stepFinished(report(step));
        }
        assertThat(seconds(started)).as("seconds of 10,000 logged steps").isLessThan(5);
        long ending = System.nanoTime();
        listener.runEnded(RunStatus.FINISHED, 100_000);
        assertThat(seconds(ending)).as("seconds of the end").isLessThan(10);
        server.goOn();
        assertThat(log.warnings()).last().asString().contains("did not take");
    }

    @Test
    void aServerThatComesLaterGetsWhatWaited() {
        int port = server.port();
        server.close();
        TrainingListener listener = listener(new Mlflow("http://127.0.0.1:" + port, "", true, false, 30), Map.of());
        begin(listener, 1, 100);
        for (int step = 1; step <= 100; step++) {
            listener.stepFinished(report(step));
        }
        server = new MlflowServer(port);
        listener.runEnded(RunStatus.FINISHED, 100);
        assertThat(server.run().once("loss/critic")).hasSize(10);
        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(log.warnings()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void filesStayWhereTheServerKeepsThemElsewhere() {
        server.keepArtifactsAt("s3://bucket/");
        TrainingListener listener = listener(settings(), Map.of());
        begin(listener, 1, 10);
        listener.samplesWritten(5, folder.resolve("config.yaml"));
        listener.runEnded(RunStatus.FINISHED, 10);
        assertThat(server.artifacts()).isEmpty();
        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(log.lines())
                .filteredOn(line -> line.contains("files stay in the run directory"))
                .hasSize(1);
    }

    @Test
    void checkpointsAreSentIfWanted() throws IOException {
        Path checkpoint = Files.writeString(folder.resolve("step-000010.zip"), "networks");
        TrainingListener listener = listener(new Mlflow(server.uri(), "mine", false, true, 10), Map.of());
        begin(listener, 1, 10);
        listener.samplesWritten(10, folder.resolve("config.yaml"));
        listener.checkpointWritten(10, checkpoint);
        listener.runEnded(RunStatus.FINISHED, 10);
        assertThat(server.experiments()).containsOnlyKeys("mine");
        assertThat(server.artifacts().keySet()).anyMatch(path -> path.endsWith("/checkpoints/step-000010.zip"));
        assertThat(server.artifacts().keySet()).noneMatch(path -> path.contains("samples"));
    }

    @Test
    void theEnvironmentNamesServerAndExperiment() {
        Map<String, String> environment =
                Map.of(ServerAddress.URI_VARIABLE, server.uri() + "/", MlflowRun.EXPERIMENT_VARIABLE, "shared");
        play(listener(new Mlflow(), environment), 1, 10, RunStatus.FINISHED);
        assertThat(server.experiments()).containsOnlyKeys("shared");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; no server is named. Set MLFLOW_TRACKING_URI",
                "./mlruns; must be like http://localhost:5000, was './mlruns'",
                "sqlite:///mlflow.db; Only servers are supported, not folders or databases"
            })
    void withoutAServerTheRunIsTrainedAllTheSame(String uri, String message) {
        play(listener(new Mlflow(), Map.of(ServerAddress.URI_VARIABLE, uri)), 1, 10, RunStatus.FINISHED);
        assertThat(log.warnings()).singleElement().asString().contains(message).contains("Nothing is reported");
        assertThat(server.requests()).isEmpty();
        assertThat(folder.resolve("mlflow.json")).doesNotExist();
    }

    private Mlflow settings() {
        return new Mlflow(server.uri(), "", true, false, 10);
    }

    private static TrainingListener listener(Mlflow settings, Map<String, String> environment) {
        return new MlflowRun(settings, environment, CLOCK);
    }

    private void begin(TrainingListener listener, long first, long last) {
        listener.runStarted(new RunInfo(folder, null, null, null, first, last, 64, LOG_EVERY, 0, 0));
    }

    private void play(TrainingListener listener, long first, long last, RunStatus status) {
        begin(listener, first, last);
        for (long step = first; step <= last; step++) {
            listener.stepFinished(report(step));
        }
        listener.runEnded(status, last);
    }

    private static double seconds(long started) {
        return Duration.ofNanos(System.nanoTime() - started).toMillis() / 1e3;
    }

    private static StepReport report(long step) {
        return new Report(step, List.of("loss/critic", "metric/frechet[pca]"), 1.0 / step);
    }

    /** A report in which all numbers are the same. */
    private record Report(long step, List<String> names, double value) implements StepReport {
        @Override
        public long examplesSeen() {
            return 64 * step;
        }

        @Override
        public double trainingSeconds() {
            return 0.5 * step;
        }

        @Override
        public List<String> names() {
            return new ArrayList<>(names);
        }

        @Override
        public double value(String name) {
            return value;
        }
    }
}
