package org.ganlib.train;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ganlib.config.AverageRule;
import org.ganlib.config.Optimizers;
import org.ganlib.config.TrainSettings;
import org.ganlib.fault.Fault;
import org.ganlib.network.NetworkSet;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.DataException;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.AugmentationOfRun;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Examples;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.Sampler;
import org.ganlib.spi.TrainingListener;
import org.ganlib.spi.UpdateSchedule;

/**
 * The training loop. A step is one update of the generator, preceded by as many critic updates as
 * the schedule says. What decides the numbers is the experiment and its seed; listeners only watch.
 */
public final class Trainer {
    private final TrainSettings settings;
    private final Dataset dataset;
    private final NetworkSet networks;
    private final Divergence divergence;
    private final RandomStreams streams;
    private final RunDirectory directory;
    private final Watchers watchers;
    private final SampleGrid sampleGrid;
    private final StopSignal stop;
    private final Fault fault;
    private final CheckpointSaving checkpoints;

    private final BatchStream data;
    private final TrainingStep training;
    private final Sampler sampler;
    private final Examples fixedLatents;
    private final int[] fixedLabels;

    private Progression progression;
    private Optional<RunIdentity> identity = Optional.empty();

    /** The state of listeners in the checkpoint from which the run is continued. */
    private Map<String, Map<String, String>> watched = Map.of();

    private long step;
    private long trainingNanos;
    /** The step of the newest checkpoint, on disk or on its way there; −1 before the first. */
    private long savedStep = -1;

    /**
     * Puts the parts of a run together. Nothing is written before {@link #run()}.
     *
     * @throws ConfigurationException if a batch norm would compute each of its statistics from a
     *     single number
     */
    @Inject
    public Trainer(
            TrainSettings settings,
            Dataset dataset,
            NetworkSet networks,
            GanModel model,
            Divergence divergence,
            CriticConstraint constraint,
            Optimizers optimizers,
            UpdateSchedule schedule,
            RandomStreams streams,
            RunDirectory directory,
            Set<TrainingListener> listeners,
            SampleGrid sampleGrid,
            StopSignal stop,
            Fault fault) {
        this.settings = settings;
        this.dataset = dataset;
        this.networks = networks;
        this.divergence = divergence;
        this.streams = streams;
        this.directory = directory;
        watchers = new Watchers(listeners);
        checkpoints = new CheckpointSaving(directory, watchers, settings.keepLast());
        this.sampleGrid = sampleGrid;
        this.stop = stop;
        this.fault = fault;
        fault.adopt("dataset", dataset);
        networks.all().values().forEach(network -> fault.adopt("engine", network));

        requireSpread(settings.batch(), networks);
        data = fault.made("dataset", "stream(random)", () -> dataset.stream(streams.named("data")));
        training = new TrainingStep(
                model,
                new GameParts(
                                dataset.info(),
                                settings.batch(),
                                networks,
                                divergence,
                                constraint,
                                streams,
                                settings.instanceNoise())
                        .withAugmentation(AugmentationOfRun.of(settings.augmentation(), dataset.info(), divergence)),
                optimizers,
                schedule,
                data,
                new Averaging(settings.ema(), settings.emaRule()),
                new GradientTreatment(settings.clipNorm(), settings.accumulate()),
                fault);
        if (settings.emaRule() != AverageRule.CONSTANT) {
            training.measureAveragedStatistics(streams, () -> dataset.stream(streams.named("average-statistics")));
        }
        sampler = fault.made("model", "sampler(data, networks)", () -> model.sampler(dataset.info(), networks));
        fixedLatents = fault.made(
                "model",
                "drawLatents(count, random)",
                () -> sampler.drawLatents(settings.samples(), streams.named("samples")));
        fixedLabels = Labels.cycling(settings.samples(), sampler.classes());
        progression = new Progression(settings, null);
    }

    private static void requireSpread(int batch, NetworkSet networks) {
        if (batch > 1) {
            return;
        }
        List<String> problems = new ArrayList<>();
        networks.all().forEach((role, network) -> BatchNormCheck.singleNumbers(network)
                .ifPresent(layer -> problems.add("train.batch: must be ≥ 2, was " + batch + ": the " + role.key()
                        + "'s batch norm " + layer
                        + " would normalise one number at a time, and makes 0 of each. Take a larger batch, or a "
                        + role.key() + " without batch norm")));
        if (!problems.isEmpty()) {
            throw new ConfigurationException("experiment", problems);
        }
    }

    /**
     * Has the model evaluated every {@code train.evaluate-every} steps. Before {@link #restore} and
     * {@link #run()}.
     *
     * @throws org.ganlib.problem.ConfigurationException if the metric named by {@code train.best}
     *     is not among those evaluated
     */
    public void evaluateWith(Evaluator evaluator) {
        progression = new Progression(settings, evaluator);
    }

    /**
     * Makes checkpoints record the run and its settings. This must be called before {@link #run()}.
     */
    public void identify(RunIdentity of) {
        identity = Optional.of(of);
    }

    /** The last step that was trained, counted from 1; 0 before the first. */
    public long step() {
        return step;
    }

    /** The best step so far, where a metric was named that is to improve. */
    public OptionalLong bestStep() {
        return progression.best() == null
                ? OptionalLong.empty()
                : OptionalLong.of(progression.best().step());
    }

    /**
     * Returns true if the run ends because the metric that is to improve has not done so for long
     * enough.
     */
    public boolean isStalled() {
        return progression.isStalled();
    }

    /**
     * Continues where the checkpoint was written: with the same settings, threads and engine,
     * {@link #run()} then computes what it would have computed without a stop, to the bit. Before
     * {@link #run()}.
     *
     * @throws DataException if the checkpoint does not fit this experiment or its data
     */
    public void restore(Checkpoint checkpoint) {
        TrainingState state = checkpoint.state();
        if (!dataset.hasFingerprint(state.dataFingerprint())) {
            throw new DataException(checkpoint.file() + " was trained on other data: its fingerprint is "
                    + state.dataFingerprint() + ", that of dataset "
                    + dataset.info().name() + " is now " + dataset.info().fingerprint()
                    + ". Restore the data, or train anew");
        }
        training.restore(checkpoint, state, streams);
        step = checkpoint.step();
        trainingNanos = checkpoint.trainingNanos();
        progression.restore(state.best(), Progression.metricOf(directory));
        watched = state.listeners();
        savedStep = step;
    }

    /**
     * Trains until the last step, the end of the time budget or the stop signal.
     *
     * @return {@link RunStatus#FINISHED} or {@link RunStatus#INTERRUPTED}
     * @throws TrainingDivergedException if a loss, a score or a parameter is not finite; the last
     *     checkpoint written holds finite numbers
     * @throws org.ganlib.problem.GanException if a plugin fails; the message names it
     */
    public RunStatus run() {
        RunStatus status;
        try (training;
                checkpoints) {
            status = train();
        } catch (TrainingDivergedException e) {
            watchers.runEnded(RunStatus.DIVERGED, step, e);
            throw e;
        } catch (RuntimeException | Error e) {
            try {
                throw fault.of(e);
            } catch (RuntimeException | Error explained) {
                watchers.runEnded(RunStatus.FAILED, step, explained);
                throw explained;
            }
        }
        watchers.runEnded(status, step, null);
        return status;
    }

    private RunStatus train() {
        fault.finished(step);
        watchers.runStarted(new RunInfo(
                directory.root(),
                dataset,
                networks,
                divergence,
                step + 1,
                settings.steps(),
                settings.batch(),
                settings.logEvery(),
                training.examplesSeen(),
                trainingNanos / 1e9));
        watchers.restore(watched);
        progression.write(directory);
        checkpoint(watchers.state());
        checkpoints.finish();
        while (!isOver() && !stop.isRaised()) {
            long started = System.nanoTime();
            oneStep();
            trainingNanos += System.nanoTime() - started;
            afterStep();
        }
        // A run that is continued from here does not generate examples at this step, so the state
        // of listeners is taken before they see these examples.
        Map<String, Map<String, String>> before = watchers.state();
        if (!isDue(settings.sampleEvery())) {
            sample();
        }
        checkpoint(before);
        checkpoints.finish();
        return isOver() ? RunStatus.FINISHED : RunStatus.INTERRUPTED;
    }

    private boolean isOver() {
        return step >= settings.steps()
                || progression.isStalled()
                || (settings.minutes() > 0 && trainingNanos >= settings.minutes() * 60e9);
    }

    private void oneStep() {
        training.measureGradients((step + 1) % settings.logEvery() == 0);
        naming(() -> training.run(step + 1));
    }

    /** Does part of a training; if it diverges, the message names the last good checkpoint. */
    private void naming(Runnable part) {
        try {
            part.run();
        } catch (TrainingDivergedException e) {
            checkpoints.await();
            throw new TrainingDivergedException(
                    e.step(),
                    e.quantity(),
                    e.getMessage() + ". The last good checkpoint is "
                            + directory.newestCheckpoint().map(Path::toString).orElse("missing"));
        }
    }

    private void afterStep() {
        step++;
        fault.finished(step);
        checkpoints.proceed();
        if (isDue(settings.logEvery())) {
            training.measureForLog();
        }
        StepMeasurements measurements = training.measurements();
        boolean evaluates = progression.isDue(step);
        boolean improved = evaluates && evaluate(measurements);
        measurements.finished(step, training.examplesSeen(), trainingNanos / 1e9);
        watchers.stepFinished(measurements.report());
        if (evaluates) {
            measurements.forget(Progression.PREFIX);
        }
        if (isDue(settings.sampleEvery())) {
            sample();
        }
        if (improved || isDue(settings.checkpointEvery())) {
            checkpoint(watchers.state());
        }
        if (improved) {
            // best.json names the file.
            checkpoints.finish();
            progression.write(directory);
        }
    }

    private boolean evaluate(StepMeasurements measurements) {
        training.refreshAverages(step);
        training.exchangeAverages();
        try {
            return progression.evaluate(step, measurements);
        } finally {
            training.exchangeAverages();
        }
    }

    private boolean isDue(long every) {
        return every > 0 && step > 0 && step % every == 0;
    }

    private void sample() {
        naming(() -> training.requireFiniteParameters(step));
        Examples samples;
        training.refreshAverages(step);
        training.exchangeAverages();
        try {
            samples = sampler.generate(fixedLatents, fixedLabels);
        } finally {
            training.exchangeAverages();
        }
        if (sampleGrid.canDraw(dataset.info())) {
            Path file = directory.sample(step);
            sampleGrid.write(file, samples, dataset);
            watchers.samplesWritten(step, file);
        }
        watchers.samplesGenerated(step, samples);
    }

    /**
     * Writes a checkpoint of the present step.
     *
     * @param listeners the state of the listeners
     */
    private void checkpoint(Map<String, Map<String, String>> listeners) {
        if (savedStep == step) {
            return;
        }
        naming(() -> training.requireFiniteParameters(step));
        checkpoints.finish();
        watchers.checkpointDue(step);
        training.refreshAverages(step);
        CheckpointCopy copy = CheckpointCopy.of(
                step,
                training.examplesSeen(),
                trainingNanos,
                training.allUpdaters(),
                training.state(dataset.info().fingerprint(), streams, listeners, progression.best()),
                identity);
        checkpoints.begin(copy, bestStep().orElse(-1));
        savedStep = step;
    }
}
