package org.ganlib.train;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ganlib.config.Optimizers;
import org.ganlib.config.TrainSettings;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Optimizer;
import org.ganlib.spi.Player;
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
    private final RandomStreams streams;
    private final RunDirectory directory;
    private final UpdateSchedule schedule;
    private final CriticConstraint constraint;
    private final Set<TrainingListener> listeners;
    private final SampleGrid sampleGrid;
    private final StopSignal stop;

    private final Batch batch;
    private final BatchStream data;
    private final Game game;
    private final Map<Player, List<Mover>> movers = new EnumMap<>(Player.class);
    private final Sampler sampler;
    private final INDArray fixedLatents;
    private final int[] fixedLabels;
    private final StepMeasurements measurements = new StepMeasurements();

    private long step;
    private long examplesSeen;
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
        this.constraint = constraint;
        this.schedule = schedule;
        this.streams = streams;
        this.directory = directory;
        this.listeners = listeners;
        this.sampleGrid = sampleGrid;
        this.stop = stop;

        batch = new Batch(settings.batch(), dataset.info().shape());
        data = dataset.stream(streams.named("data"));
        game = model.assemble(
                new GameParts(dataset.info(), settings.batch(), networks, divergence, constraint, streams));
        for (Player player : game.players()) {
            Optimizer optimizer = player == Player.CRITIC ? optimizers.critic() : optimizers.generator();
            movers.put(
                    player,
                    game.moves(player).stream()
                            .map(role -> new Mover(role, networks.get(role), optimizer))
                            .toList());
        }
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
            listeners.forEach(l -> l.runStarted(new RunInfo(
                    directory.root(), dataset.info(), networks, step + 1, settings.steps(), settings.batch())));
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
            game.close();
            for (TrainingListener listener : listeners) {
                listener.runEnded(status, step);
            }
        }
    }

    private void oneStep() {
        boolean simultaneous = schedule.simultaneous();
        if (movers.containsKey(Player.CRITIC)) {
            int criticSteps = schedule.criticSteps(step + 1);
            for (int i = 0; i < criticSteps; i++) {
                deal();
                movers.get(Player.CRITIC).forEach(m -> constraint.beforeCriticStep(m.network()));
                play(Player.CRITIC);
                if (!simultaneous) {
                    move(Player.CRITIC);
                }
            }
        } else {
            deal();
        }
        if (!simultaneous && !schedule.reuseLatents()) {
            game.redeal();
        }
        play(Player.GENERATOR);
        if (simultaneous && movers.containsKey(Player.CRITIC)) {
            move(Player.CRITIC);
        }
        move(Player.GENERATOR);
    }

    private void deal() {
        data.next(batch);
        game.deal(batch);
        examplesSeen += batch.size();
    }

    private void play(Player player) {
        game.play(player, measurements);
        String nonFinite = measurements.firstNonFinite();
        if (nonFinite != null) {
            throw diverged(nonFinite, measurements.value(nonFinite));
        }
    }

    private void move(Player player) {
        for (Mover mover : movers.get(player)) {
            mover.move();
            if (player == Player.CRITIC) {
                constraint.afterCriticUpdate(mover.network());
            }
            if (!mover.isFinite()) {
                throw diverged(mover.firstNonFinite(), Double.NaN);
            }
        }
    }

    private TrainingDivergedException diverged(String quantity, double value) {
        return new TrainingDivergedException(
                step + 1,
                quantity,
                "training diverged at step " + (step + 1) + ": " + quantity + " is "
                        + (Double.isInfinite(value) ? "infinite" : "not a number")
                        + ". The last good checkpoint is "
                        + directory.newestCheckpoint().map(Path::toString).orElse("missing")
                        + ". Lower the learning rate, or choose a divergence whose scores stay in range");
    }

    private void afterStep() {
        step++;
        if (isDue(settings.logEvery())) {
            for (Map.Entry<Player, List<Mover>> entry : movers.entrySet()) {
                measurements.record(
                        "learning-rate/" + entry.getKey().key(),
                        entry.getValue().get(0).learningRate());
            }
            if (movers.containsKey(Player.CRITIC)) {
                constraint.measure(networks.get(NetworkRole.CRITIC), measurements);
            }
        }
        measurements.finished(step, examplesSeen, trainingNanos / 1e9);
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
        if (!sampleGrid.canDraw(dataset.info())) {
            return;
        }
        Path file = directory.sample(step);
        try (INDArray generated = sampler.generate(fixedLatents, fixedLabels)) {
            sampleGrid.write(file, Examples.copyOf(generated, dataset.info().shape()), dataset.info());
        }
        listeners.forEach(l -> l.samplesWritten(step, file));
    }

    private void checkpoint() {
        Path file = directory.checkpoint(step);
        CheckpointWriter checkpoint = new CheckpointWriter(step, examplesSeen, trainingNanos);
        for (List<Mover> side : movers.values()) {
            side.forEach(checkpoint::network);
        }
        checkpoint.streams(streams.states()).cursor(data.cursor()).write(file);
        listeners.forEach(l -> l.checkpointWritten(step, file));
    }
}
