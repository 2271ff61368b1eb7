package org.ganlib.cli.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.cli.shell.Interruption;
import org.ganlib.cli.shell.Json;
import org.ganlib.config.Experiment;
import org.ganlib.file.AtomicFile;
import org.ganlib.json.BoundedJson;
import org.ganlib.library.PreparedRun;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.spi.RunStatus;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.StopSignal;

/**
 * The trainings of one reproduction. With {@code --out} each leaves its run directory and, when it
 * has been measured, a file beside it: a training that was broken off, or that had fewer steps than
 * are wanted now, continues from its last checkpoint, and one that has been measured is not
 * repeated.
 *
 * <pre>
 * OUT/runs/SCALE/NAME/seed-S/      the run
 * OUT/runs/SCALE/NAME/seed-S.json  its record: {seed, settings, measured, processor-seconds,
 *                                  diverged}
 * </pre>
 */
public final class KeptRuns {
    private static final String STEPS = "train.steps=";

    private final Setup setup;

    /** @param setup says where runs are kept, if anywhere */
    public KeptRuns(Setup setup) {
        this.setup = setup;
    }

    /**
     * Trains and measures, as far as that has not been done before.
     *
     * @throws DataException if a file that was kept is damaged, or comes from other settings
     */
    public FinishedRun finish(PlannedRun plan, long seed) {
        List<String> settings = settings(plan, seed);
        if (setup.out().isEmpty()) {
            try (TemporaryFolder folder = new TemporaryFolder()) {
                return trained(plan, settings, seed, folder.path().resolve("run"));
            }
        }
        Path folder = setup.out()
                .get()
                .resolve("runs")
                .resolve(setup.scale().toString())
                .resolve(plan.name());
        Path file = folder.resolve("seed-" + seed + ".json");
        if (Files.exists(file)) {
            KeptFile kept = KeptFile.read(file);
            if (kept.settings().equals(settings)) {
                return kept.run();
            }
            if (!kept.isShorterThan(settings)) {
                throw otherSettings(file);
            }
            if (kept.run().diverged()) {
                // With more steps it would diverge at the same one.
                return kept.run();
            }
        }
        FinishedRun finished = trained(plan, settings, seed, folder.resolve("seed-" + seed));
        AtomicFile.write(file, Json.text(finished.json(settings)) + "\n");
        return finished;
    }

    private List<String> settings(PlannedRun plan, long seed) {
        List<String> settings =
                new ArrayList<>(List.of("threads=1", "listeners=[]", "train.sample-every=0", "seed=" + seed));
        settings.addAll(plan.settings());
        // The last one, by which a shorter training is recognised.
        settings.add(STEPS + setup.steps(plan.steps()));
        return settings;
    }

    private FinishedRun trained(PlannedRun plan, List<String> settings, long seed, Path run) {
        ProcessorTime time = new ProcessorTime();
        try {
            train(plan, settings, run, time);
        } catch (TrainingDivergedException e) {
            return new FinishedRun(seed, Map.of(), time.seconds(), true);
        }
        double seconds = time.seconds();
        Map<String, Double> measured = new LinkedHashMap<>();
        for (long step : plan.earlier()) {
            if (step < setup.steps(plan.steps())) {
                Optional<Path> checkpoint = Optional.of(RunDirectory.open(run).checkpoint(step));
                try (TrainedModel model = setup.workspace().load(run, checkpoint, List.of())) {
                    plan.measurement()
                            .of(setup.workspace(), model, seed)
                            .forEach((name, value) -> measured.put(PlannedRun.earlier(step, name), value));
                }
            }
        }
        try (TrainedModel model = setup.workspace().load(run)) {
            measured.putAll(plan.measurement().of(setup.workspace(), model, seed));
        }
        return new FinishedRun(seed, measured, seconds, false);
    }

    private void train(PlannedRun plan, List<String> settings, Path run, ProcessorTime time) {
        Workspace workspace = setup.workspace();
        boolean begun = Files.exists(run.resolve("config.yaml"))
                && !RunDirectory.open(run).isUnbegun();
        if (begun) {
            requireSame(plan, settings, run);
        }
        List<String> length = settings.subList(settings.size() - 1, settings.size());
        StopSignal stop = new StopSignal();
        Interruption interruption = Interruption.raises(stop);
        try (PreparedRun prepared = begun
                ? workspace.prepareToResume(run, length, stop, List.of(time))
                : workspace.prepare(workspace.experiment(plan.experiment(), settings), run, stop, List.of(time))) {
            if (prepared.train().status() == RunStatus.INTERRUPTED) {
                throw new GanException(run + ": was interrupted before its last step. The same command continues it");
            }
        } finally {
            interruption.end();
        }
    }

    private void requireSame(PlannedRun plan, List<String> settings, Path run) {
        Experiment recorded = setup.workspace().recorded(run, List.of());
        List<String> asLong = new ArrayList<>(settings);
        asLong.set(settings.size() - 1, STEPS + recorded.train().steps());
        boolean same = recorded.equals(
                setup.workspace().experiment(plan.experiment(), asLong).settings());
        if (!same || recorded.train().steps() > setup.steps(plan.steps())) {
            throw otherSettings(run);
        }
    }

    /**
     * A file of a training that has been measured.
     *
     * @param settings the settings of the training, the number of steps last
     * @param run what was measured
     */
    private record KeptFile(List<String> settings, FinishedRun run) {
        static KeptFile read(Path file) {
            try {
                JsonNode content = BoundedJson.read(file);
                List<String> kept = new ArrayList<>();
                content.at("/settings").forEach(setting -> kept.add(setting.asText()));
                Map<String, Double> measured = new LinkedHashMap<>();
                content.required("measured")
                        .properties()
                        .forEach(entry -> measured.put(entry.getKey(), number(entry.getValue())));
                return new KeptFile(
                        kept,
                        new FinishedRun(
                                content.required("seed").asLong(),
                                measured,
                                content.required("processor-seconds").asDouble(),
                                content.required("diverged").asBoolean()));
            } catch (IOException | IllegalArgumentException e) {
                throw new DataException(
                        file + ": is no record of a training (" + e.getMessage()
                                + "). Delete it, and it is measured anew",
                        e);
            }
        }

        /** Returns true if the training had fewer steps and the same settings otherwise. */
        boolean isShorterThan(List<String> others) {
            int last = others.size() - 1;
            return settings.size() == others.size()
                    && settings.subList(0, last).equals(others.subList(0, last))
                    && steps(settings.get(last)) < steps(others.get(last));
        }

        private static long steps(String setting) {
            return setting.matches(STEPS + "\\d{1,18}")
                    ? Long.parseLong(setting.substring(STEPS.length()))
                    : Long.MAX_VALUE;
        }
    }

    /** JSON has texts for infinite numbers and NaN. */
    private static double number(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(text -> Double.parseDouble(text.asText()))
                .orElseGet(node::asDouble);
    }

    private static DataException otherSettings(Path kept) {
        return new DataException(kept + ": was made with other settings than this reproduction has now. Delete it, or"
                + " give another folder with --out");
    }
}
