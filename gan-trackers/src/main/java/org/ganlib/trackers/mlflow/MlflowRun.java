package org.ganlib.trackers.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.file.BoundedText;
import org.ganlib.json.BoundedJson;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of one run to the thread that delivers them. On the training thread it reads
 * numbers and two files of the run directory, and does not wait for the server. At the end of the
 * run it waits until everything is delivered, at most for the time that the settings state.
 */
final class MlflowRun implements TrainingListener {
    static final String EXPERIMENT_VARIABLE = "MLFLOW_EXPERIMENT_NAME";

    private static final Logger LOG = LoggerFactory.getLogger(Mlflow.class);
    private static final int LONGEST_FILE = 1 << 20;
    private static final String CONFIGURATION = "config.yaml";
    private static final String ENVIRONMENT = "environment.json";
    private static final String UNNAMED = "ganlib";

    private final Mlflow settings;
    private final Map<String, String> environment;
    private final Clock clock;
    private RunInfo run;

    /** The delivery; null if there is no server, or before the run has started. */
    private Delivery delivery;

    /** The last step whose numbers an earlier process delivered. */
    private long loggedBefore;

    private boolean notFinite;

    MlflowRun(Mlflow settings, Map<String, String> environment, Clock clock) {
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public void runStarted(RunInfo started) {
        run = started;
        ServerAddress server;
        try {
            server = ServerAddress.of(settings.uri(), environment);
        } catch (IllegalArgumentException e) {
            LOG.warn("mlflow: {}. Nothing is reported", e.getMessage());
            return;
        }
        Optional<RunRecord> known = RunRecord.read(started.directory());
        if (known.isPresent() && !known.get().server().equals(server.root())) {
            LOG.info(
                    "mlflow: the run began on {}; on {} it begins anew",
                    known.get().server(),
                    server.root());
            known = Optional.empty();
        }
        loggedBefore = known.map(RunRecord::loggedStep).orElse(0L);
        delivery = new Delivery(
                new MlflowClient(server, Duration.ofSeconds(settings.timeout())),
                server.root(),
                facts(started.directory(), known),
                LOG);
        delivery.start();
        for (String file : List.of(CONFIGURATION, ENVIRONMENT)) {
            Path path = started.directory().resolve(file);
            if (Files.isRegularFile(path)) {
                delivery.offer(new Event.Artifact("", path));
            }
        }
    }

    private RunFacts facts(Path directory, Optional<RunRecord> known) {
        Map<String, String> tags = new LinkedHashMap<>();
        JsonNode recorded = json(directory.resolve(ENVIRONMENT));
        tags.put("mlflow.source.name", "gan");
        tags.put("mlflow.source.type", "LOCAL");
        tags.put("ganlib.directory", directory.toAbsolutePath().normalize().toString());
        for (String name : List.of("experiment", "ganlib", "revision", "engine", "device")) {
            String value = recorded.path(name).asText("");
            if (!value.isEmpty()) {
                tags.put(name.equals("ganlib") ? "ganlib.version" : "ganlib." + name, value);
            }
        }
        return new RunFacts(
                experiment(recorded.path("experiment").asText("")),
                directory,
                clock.millis(),
                MlflowNames.parameters(text(directory.resolve(CONFIGURATION))),
                tags,
                known);
    }

    private String experiment(String recorded) {
        if (!settings.experiment().isEmpty()) {
            return settings.experiment();
        }
        String named = environment.getOrDefault(EXPERIMENT_VARIABLE, "");
        if (!named.isEmpty()) {
            return named;
        }
        return recorded.isEmpty() ? UNNAMED : recorded;
    }

    private static JsonNode json(Path file) {
        try {
            return BoundedJson.parse(text(file));
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? BoundedText.read(file, LONGEST_FILE) : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void stepFinished(StepReport report) {
        long step = report.step();
        if (delivery == null || !run.logs(step) || step <= loggedBefore) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (String name : report.names()) {
            double value = report.value(name);
            if (Double.isFinite(value)) {
                names.add(MlflowNames.key(name));
                values.add(value);
            } else if (Double.isInfinite(value) && !notFinite) {
                notFinite = true;
                delivery.offer(new Event.Tag("ganlib.first-infinite", name + " at step " + step));
            }
        }
        names.add("progress/examples");
        values.add((double) report.examplesSeen());
        names.add("progress/seconds");
        values.add(report.trainingSeconds());
        delivery.offer(new Event.Numbers(step, clock.millis(), names, values));
    }

    @Override
    public void samplesWritten(long step, Path file) {
        if (delivery != null && settings.samples()) {
            delivery.offer(new Event.Artifact("samples", file));
        }
    }

    @Override
    public void checkpointWritten(long step, Path file) {
        if (delivery != null && settings.checkpoints()) {
            delivery.offer(new Event.Artifact("checkpoints", file));
        }
    }

    @Override
    public void runEnded(RunStatus status, long step) {
        if (delivery != null) {
            delivery.end(new Event.End(status, clock.millis()), Duration.ofSeconds(settings.timeout()));
            delivery = null;
        }
    }
}
