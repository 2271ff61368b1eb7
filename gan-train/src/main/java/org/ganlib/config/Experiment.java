package org.ganlib.config;

import java.util.List;
import java.util.Optional;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NumericPrecision;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.plugin.ZeroMeansAuto;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Metric;
import org.ganlib.spi.TrainingListener;
import org.ganlib.spi.UpdateSchedule;

/**
 * One experiment: everything that decides what a run computes. Read by {@link ExperimentReader},
 * written by {@link RecordWriter}.
 *
 * @param seed the seed of every random stream
 * @param device the device that networks run on, a name of {@link EngineOptions#device}; {@code
 *     auto} takes the fastest that the engine can use
 * @param engine the engine that runs them: its name, or {@code auto}
 * @param precision the precision of the networks' arithmetic
 * @param threads processor threads; 0, written {@code auto}, takes what is faster on this machine
 * @param dataset the data to learn
 * @param model the networks and the game that they play
 * @param generator the generator's architecture, if the model has one
 * @param critic the critic's architecture, if the model has one
 * @param encoder the encoder's architecture, if the model has one
 * @param networks the architectures of the model's further networks, each with its role
 * @param divergence the losses of both players, if the model has a critic
 * @param constraint the constraint that keeps the critic in its admissible class
 * @param optimizer the optimizers of the players
 * @param schedule the update schedule
 * @param train the length of training, and the files that it leaves
 * @param metrics the metrics to measure at checkpoints and at the end
 * @param listeners the listeners that watch the run
 */
public record Experiment(
        @Setting("where every random stream starts") @Default("1")
        long seed,

        @Setting("where networks run: auto, cpu, cuda, cuda:N or mps") @Default("auto")
        String device,

        @Setting("the engine that runs networks: its name, or auto") @Default("auto")
        String engine,

        @Setting("the precision of the networks' arithmetic") @Default("float32")
        NumericPrecision precision,

        @Setting("processor threads, or auto") @Default("auto") @ZeroMeansAuto
        int threads,

        @Setting("what to learn") DatasetSource dataset,

        @Setting("which networks there are and which game they play")
        GanModel model,

        @Setting("the generator's architecture") Optional<Architecture> generator,
        @Setting("the critic's architecture") Optional<Architecture> critic,
        @Setting("the encoder's architecture") Optional<Architecture> encoder,

        @Setting("the architectures of the model's further networks, each with its role") @Default("[]")
        List<FurtherNetwork> networks,

        @Setting("the losses of both players, if the model has a critic")
        Optional<Divergence> divergence,

        @Setting("what keeps the critic in its admissible class") @Default("none")
        CriticConstraint constraint,

        @Setting("how the players move") Optimizers optimizer,
        @Setting("who moves when") @Default("regular") UpdateSchedule schedule,

        @Setting("how long to train, and what to leave behind")
        TrainSettings train,

        @Setting("what to measure") List<Metric> metrics,

        @Setting("who watches") @Default("[tensorboard, health]")
        List<TrainingListener> listeners) {
    /** The engine that lets the machine decide. */
    public static final String AUTO_ENGINE = "auto";

    /**
     * The maximum number of threads. OpenMP crashes the process if it is asked for tens of
     * thousands.
     */
    public static final int MOST_THREADS = 1024;

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the thread count is negative or above
     * {@value #MOST_THREADS}
     */
    public Experiment {
        Settings.check()
                .atLeast("threads", threads, 0)
                .rule(
                        EngineOptions.isDevice(device),
                        "device",
                        "must be auto, cpu, cuda, cuda:N or mps, was '" + device + "'")
                .rule(
                        threads <= MOST_THREADS,
                        "threads",
                        "must be ≤ " + MOST_THREADS + ", was " + threads
                                + ". Use auto, or at most as many as the machine has processors")
                .orThrow();
        networks = List.copyOf(networks);
        metrics = List.copyOf(metrics);
        listeners = List.copyOf(listeners);
    }

    /** Where and how the engine computes. */
    public EngineOptions engineOptions() {
        return new EngineOptions(device, precision);
    }

    /** The architecture of the network in a role; empty if no section names one. */
    public Optional<Architecture> architecture(NetworkRole role) {
        if (role.equals(NetworkRole.GENERATOR)) {
            return generator;
        }
        if (role.equals(NetworkRole.CRITIC)) {
            return critic;
        }
        if (role.equals(NetworkRole.ENCODER)) {
            return encoder;
        }
        return networks.stream()
                .filter(network -> network.role().equals(role.key()))
                .map(FurtherNetwork::architecture)
                .findFirst();
    }

    /** The same experiment on that many threads. */
    public Experiment withThreads(int count) {
        return with(engine, engineOptions(), count, dataset, train);
    }

    /** The same experiment with other data. */
    public Experiment withDataset(DatasetSource other) {
        return with(engine, engineOptions(), threads, other, train);
    }

    /** The same experiment with other settings of training. */
    public Experiment withTrain(TrainSettings other) {
        return with(engine, engineOptions(), threads, dataset, other);
    }

    /** The same experiment on another engine. */
    public Experiment withEngine(String name, EngineOptions options) {
        return with(name, options, threads, dataset, train);
    }

    private Experiment with(
            String engineName, EngineOptions options, int count, DatasetSource data, TrainSettings training) {
        return new Experiment(
                seed,
                options.device(),
                engineName,
                options.precision(),
                count,
                data,
                model,
                generator,
                critic,
                encoder,
                networks,
                divergence,
                constraint,
                optimizer,
                schedule,
                training,
                metrics,
                listeners);
    }
}
