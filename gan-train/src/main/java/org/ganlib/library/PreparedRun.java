package org.ganlib.library;

import com.google.inject.Injector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.machine.Backend;
import org.ganlib.machine.Engines;
import org.ganlib.machine.MemoryEstimate;
import org.ganlib.machine.SlowSteps;
import org.ganlib.network.NetworkSet;
import org.ganlib.picture.DisplayRecord;
import org.ganlib.picture.SampleGridPicture;
import org.ganlib.run.Environment;
import org.ganlib.run.RunData;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.MetricsLog;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.RunIdentity;
import org.ganlib.train.StatusFile;
import org.ganlib.train.StopSignal;
import org.ganlib.train.Trainer;
import org.ganlib.wiring.TrainingModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that is ready to be trained: its data is open and its networks are built. The thread that
 * prepared it trains it, because the number of threads of array operations is set for that thread.
 */
public final class PreparedRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PreparedRun.class);

    private final RunDirectory directory;
    private final RunData data;
    private final Experiment experiment;
    private final Backend backend;
    private final Workspace workspace;
    private final Injector injector;
    private final NetworkSet networks;
    private final Trainer trainer;
    private final List<Runnable> releases = new ArrayList<>();
    private Runnable beginning = () -> {};
    private boolean closed;

    /**
     * Starts ND4J and builds everything; writes nothing.
     *
     * @param asked the settings, with the paths that the run records
     * @param initial the networks whose parameters the run begins with; empty for random ones, and
     *     for a run that is restored
     */
    PreparedRun(
            Workspace workspace,
            Experiment asked,
            Optional<InitialNetworks> initial,
            RunData data,
            RunDirectory directory,
            StopSignal stop,
            List<TrainingListener> listeners) {
        this.workspace = workspace;
        this.directory = directory;
        this.data = data;
        backend = Backend.startForTraining(
                asked.threads(), () -> workspace.engines(asked.engine(), asked.engineOptions()));
        LOG.info("threads: {} ({})", backend.threads(), backend.threadsReason());
        // The numbers of a run depend on the number of threads, so the configuration records it.
        experiment = asked.withThreads(backend.threads());
        List<TrainingListener> watchers = new ArrayList<>(List.of(
                new MetricsLog(directory.metrics(), experiment.train().logEvery()),
                new StatusFile(directory.status(), workspace.clock()),
                new DisplayRecord(directory),
                new SlowSteps(backend.threads())));
        watchers.addAll(listeners);
        injector = workspace
                .installation()
                .injector(
                        experiment,
                        data,
                        new TrainingModule(directory, new SampleGridPicture(directory), stop, watchers));
        networks = networks(injector, data);
        try {
            initial.ifPresent(given -> {
                given.copyTo(networks);
                // Free their memory before the estimate below checks what is left.
                given.close();
            });
            MemoryEstimate memory = MemoryEstimate.ofProcess(
                    Installation.get(injector, Engines.class).chosen().device());
            memory.requireTraining(experiment.train(), data(), networks);
            memory.ofDevice(experiment.train(), experiment.optimizer(), data(), networks)
                    .ifPresent(words -> LOG.info("memory: {}", words));
            trainer = Installation.get(injector, Trainer.class);
            if (experiment.train().evaluateEvery() > 0) {
                trainer.evaluateWith(new TrainingEvaluation(
                        TrainedModel.inTraining(injector, data), experiment, workspace.extractorCache()));
            }
        } catch (RuntimeException e) {
            networks.close();
            data.close();
            throw e;
        }
    }

    private static NetworkSet networks(Injector injector, RunData data) {
        try {
            return Installation.get(injector, NetworkSet.class);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** The experiment with the number of threads it runs on. */
    public Experiment experiment() {
        return experiment;
    }

    /** The directory of the run. */
    public RunDirectory directory() {
        return directory;
    }

    /** The description of the training data. */
    public DatasetInfo data() {
        return Installation.get(injector, Dataset.class).info();
    }

    /** The networks, as they are before the first step that is trained here. */
    public NetworkSet networks() {
        return networks;
    }

    /**
     * The engine that each network runs on, by the role of the network. If it is not the chosen
     * engine, the text adds the reason.
     */
    public Map<String, String> engineUses() {
        return injector.getInstance(Engines.class).uses();
    }

    RunData runData() {
        return data;
    }

    Trainer trainer() {
        return trainer;
    }

    Environment environment() {
        return new Environment(backend, injector.getInstance(Engines.class), workspace.plugins());
    }

    /**
     * Makes checkpoints record the name and the settings of the run.
     *
     * @param run a name that no other run has
     */
    void identify(String run) {
        trainer.identify(new RunIdentity(run, RecordWriter.toMap(experiment)));
    }

    /** Registers an action for the time when the run is closed. */
    void releaseWith(Runnable action) {
        releases.add(action);
    }

    /** Sets the action that runs before the first step. */
    void beginWith(Runnable action) {
        beginning = action;
    }

    /**
     * Trains until the last step, until the time budget is used up, or until the stop signal is
     * raised. It can be called once.
     *
     * @throws org.ganlib.problem.TrainingDivergedException if a loss, a score or a parameter is not
     *     finite; the last checkpoint written holds finite numbers
     * @throws org.ganlib.problem.GanException if the directory cannot be written, or a plugin
     *     fails; the message says what and where
     */
    public Run train() {
        beginning.run();
        RunStatus status = trainer.run();
        if (trainer.isStalled()) {
            LOG.info(
                    "{} has not improved since step {}, in {} evaluations: stopped",
                    experiment.train().best(),
                    trainer.bestStep().orElseThrow(),
                    experiment.train().patience());
        }
        return new Run(directory.root(), status, trainer.step(), trainer.bestStep(), trainer.isStalled());
    }

    /** Releases the networks and the data; a run in training must have ended. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        networks.close();
        data.close();
        releases.forEach(Runnable::run);
    }
}
