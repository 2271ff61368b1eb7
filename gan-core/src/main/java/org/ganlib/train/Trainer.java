package org.ganlib.train;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.ganlib.config.Optimizers;
import org.ganlib.config.TrainSettings;
import org.ganlib.network.NetworkSet;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStreams;
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
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training loop. A step is one update of the generator, preceded by as many critic updates as the schedule says. What decides the
 * numbers is the experiment and its seed; listeners only watch.
 */
public final class Trainer {
    private final TrainSettings settings;
    private final Dataset dataset;
    private final NetworkSet networks;
    private final Divergence divergence;
    private final RandomStreams streams;
    private final RunDirectory directory;
    private final List<TrainingListener> listeners;
    private final SampleGrid sampleGrid;
    private final StopSignal stop;

    private final BatchStream data;
    private final TrainingStep training;
    private final Sampler sampler;
    private final INDArray fixedLatents;
    private final int[] fixedLabels;

    private long step;
    private long trainingNanos;

    /** Puts the parts of a run together. Nothing is written before {@link #run()}. */
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
            StopSignal stop) {
        this.settings = settings;
        this.dataset = dataset;
        this.networks = networks;
        this.divergence = divergence;
        this.streams = streams;
        this.directory = directory;
        this.listeners = listeners.stream().map(TrainingListener::forRun).toList();
        this.sampleGrid = sampleGrid;
        this.stop = stop;

        data = dataset.stream(streams.named("data"));
        training = new TrainingStep(
                model,
                new GameParts(dataset.info(), settings.batch(), networks, divergence, constraint, streams),
                optimizers,
                schedule,
                data,
                settings.ema());
        sampler = model.sampler(dataset.info(), networks);
        fixedLatents = sampler.drawLatents(settings.samples(), streams.named("samples"));
        fixedLabels = Labels.cycling(settings.samples(), sampler.classes());
    }

    /**
     * Trains until the last step or the stop signal.
     *
     * @return {@link RunStatus#FINISHED} or {@link RunStatus#INTERRUPTED}
     * @throws TrainingDivergedException if a loss, a score or a parameter is not finite; the last checkpoint written holds finite numbers
     */
    public RunStatus run() {
        RunStatus status = RunStatus.FAILED;
        try {
            RunInfo info = new RunInfo(
                    directory.root(),
                    dataset,
                    networks,
                    divergence,
                    step + 1,
                    settings.steps(),
                    settings.batch(),
                    settings.logEvery());
            listeners.forEach(l -> l.runStarted(info));
            checkpoint();
            while (step < settings.steps() && !stop.isRaised()) {
                long started = System.nanoTime();
                oneStep();
                trainingNanos += System.nanoTime() - started;
                afterStep();
            }
            status = step < settings.steps() ? RunStatus.INTERRUPTED : RunStatus.FINISHED;
            if (!isDue(settings.sampleEvery())) {
                sample();
            }
            if (!isDue(settings.checkpointEvery())) {
                checkpoint();
            }
            return status;
        } catch (TrainingDivergedException e) {
            status = RunStatus.DIVERGED;
            throw e;
        } finally {
            training.close();
            for (TrainingListener listener : listeners) {
                listener.runEnded(status, step);
            }
        }
    }

    private void oneStep() {
        training.measureGradients((step + 1) % settings.logEvery() == 0);
        try {
            training.run(step + 1);
        } catch (TrainingDivergedException e) {
            throw new TrainingDivergedException(
                    e.step(),
                    e.quantity(),
                    e.getMessage() + ". The last good checkpoint is "
                            + directory.newestCheckpoint().map(Path::toString).orElse("missing"));
        }
    }

    private void afterStep() {
        step++;
        if (isDue(settings.logEvery())) {
            training.measureForLog();
        }
        StepMeasurements measurements = training.measurements();
        measurements.finished(step, training.examplesSeen(), trainingNanos / 1e9);
        for (TrainingListener listener : listeners) {
            listener.stepFinished(measurements);
        }
        if (isDue(settings.sampleEvery())) {
            sample();
        }
        if (isDue(settings.checkpointEvery())) {
            checkpoint();
        }
    }

    private boolean isDue(long every) {
        return every > 0 && step > 0 && step % every == 0;
    }

    private void sample() {
        Examples samples;
        training.exchangeAverages();
        try (INDArray generated = sampler.generate(fixedLatents, fixedLabels)) {
            samples = Examples.copyOf(generated, dataset.info().shape());
        } finally {
            training.exchangeAverages();
        }
        if (sampleGrid.canDraw(dataset.info())) {
            Path file = directory.sample(step);
            sampleGrid.write(file, samples, dataset);
            listeners.forEach(l -> l.samplesWritten(step, file));
        }
        listeners.forEach(l -> l.samplesGenerated(step, samples));
    }

    private void checkpoint() {
        Path file = directory.checkpoint(step);
        CheckpointWriter checkpoint = new CheckpointWriter(step, training.examplesSeen(), trainingNanos);
        for (List<Mover> side : training.movers().values()) {
            side.forEach(checkpoint::network);
        }
        checkpoint.streams(streams.states()).cursor(data.cursor()).write(file);
        listeners.forEach(l -> l.checkpointWritten(step, file));
    }
}
