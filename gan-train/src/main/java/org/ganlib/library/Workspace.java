package org.ganlib.library;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.ganlib.config.Experiment;
import org.ganlib.config.PluginKinds;
import org.ganlib.config.RecordWriter;
import org.ganlib.evaluate.ChosenMetric;
import org.ganlib.evaluate.EvaluationProtocol;
import org.ganlib.evaluate.MetricResults;
import org.ganlib.file.AtomicFile;
import org.ganlib.machine.Engines;
import org.ganlib.network.EngineOptions;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.problem.GanException;
import org.ganlib.run.DataPaths;
import org.ganlib.run.DataUse;
import org.ganlib.run.ExperimentSource;
import org.ganlib.run.RunData;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Split;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.RunLock;
import org.ganlib.train.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point to ganlib from Java: the installed plugins, and the folders where data is found.
 *
 * <pre>{@code
 * Workspace ganlib = Workspace.open();
 * NamedExperiment experiment = ganlib.experiment("mnist").with("train.steps", 500);
 * Run run = ganlib.train(experiment, Path.of("runs/first"));
 * try (TrainedModel model = ganlib.load(run.directory())) {
 *     Examples digits = model.sample(64, 3);
 *     MetricResult result = ganlib.evaluate(model, "frechet");
 * }
 * }</pre>
 *
 * <p>A run that is trained here is the same, to the bit, as one that the command {@code gan train}
 * trains with the same settings and number of threads. All methods throw
 * {@link org.ganlib.problem.GanException}, or one of its subclasses, with a message for the user.
 *
 * <p>A workspace is immutable, and several threads may use it. The number of threads of array
 * operations is set for the whole process, by {@code threads} of the experiment that was started
 * last, so runs whose numbers must be repeated are trained one after another.
 */
public final class Workspace {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    private final Installation installation;
    private final DataUse data;

    /**
     * Time stamps come from this clock; durations do not, because it may be set while a run goes
     * on.
     */
    private final Clock clock = Clock.systemUTC();

    private Workspace(Installation installation, DataUse data) {
        this.installation = installation;
        this.data = data;
    }

    /**
     * Opens a workspace with the plugins on the class path. Data is looked for in {@code
     * /usr/share/datasets} and in the user's data directory: the one that the environment variable
     * {@code GAN_DATA_DIR} names, otherwise {@code ganlib} in the user's cache folder. Plugins that
     * cannot be used are reported once, as warnings in the log, and left out.
     */
    public static Workspace open() {
        return open(Workspace.class.getClassLoader());
    }

    /**
     * Opens a workspace with the plugins that a class loader finds.
     *
     * @param plugins finds the service files and the classes of plugins, ganlib's own included
     */
    public static Workspace open(ClassLoader plugins) {
        return new Workspace(
                new Installation(PluginCatalog.load(plugins, PluginKinds.all())),
                DataUse.usual(Optional.empty(), System.getenv()));
    }

    /**
     * The same workspace with another data directory.
     *
     * @param directory the folder where data sets lie, and where features that metrics learn are
     *     kept
     */
    public Workspace withDataDirectory(Path directory) {
        DataUse other = DataUse.usual(Optional.of(directory), System.getenv());
        return new Workspace(installation, other.withAcceptChanged(data.acceptChanged()));
    }

    /**
     * The same workspace, in which the data of an existing run may differ from what the run was
     * trained on. Without this, such a run is neither continued nor evaluated.
     */
    public Workspace acceptingChangedData() {
        return new Workspace(installation, data.withAcceptChanged(true));
    }

    /** The installed plugins. */
    public PluginCatalog plugins() {
        return installation.plugins();
    }

    /** The directories in which data files are looked for. */
    public DataLocation dataLocation() {
        return data.location();
    }

    /** The folder where networks and features that metrics learn are kept. */
    public Path extractorCache() {
        return data.location().directory().resolve("extractors");
    }

    /** The names of the built-in experiments. */
    public List<String> experiments() {
        return ExperimentSource.builtIn();
    }

    /**
     * Reads an experiment.
     *
     * @param name the name of a built-in experiment, or the path of a YAML file
     * @throws org.ganlib.problem.ConfigurationException if it is neither, or if anything in it is
     *     wrong; the message lists everything that is
     */
    public NamedExperiment experiment(String name) {
        return experiment(name, List.of());
    }

    /**
     * Reads an experiment with settings replaced.
     *
     * @param name the name of a built-in experiment, or the path of a YAML file
     * @param settings {@code key=value}, as on the command line
     * @throws org.ganlib.problem.ConfigurationException if the experiment is neither, or if
     *     anything is wrong; the message lists everything that is
     */
    public NamedExperiment experiment(String name, List<String> settings) {
        return new NamedExperiment(this, ExperimentSource.find(name), settings);
    }

    /**
     * Gives a name to settings that were put together in Java.
     *
     * @param name a short name, which the run records
     * @throws org.ganlib.problem.ConfigurationException if a plugin among them is not installed
     */
    public NamedExperiment experiment(String name, Experiment settings) {
        return new NamedExperiment(this, ExperimentSource.inMemory(name, RecordWriter.toYaml(settings)), List.of());
    }

    /**
     * The experiment that a run recorded. Plugins that are missing are left as {@link
     * org.ganlib.config.MissingPlugin}.
     *
     * @param settings the place where the run's data lies now, {@code dataset.key=PATH}
     * @throws org.ganlib.problem.DataException if the folder is no run
     * @throws org.ganlib.problem.ConfigurationException if a setting does not name a file or folder
     *     of the data
     */
    public Experiment recorded(Path run, List<String> settings) {
        ExperimentSource source = ExperimentSource.of(RunDirectory.open(run));
        Experiment recorded = installation.readInPart(source, List.of());
        DataPaths.requirePaths(settings, recorded.dataset());
        return settings.isEmpty() ? recorded : installation.readInPart(source, settings);
    }

    /**
     * Trains an experiment to its end.
     *
     * @param directory the run directory, which is created; it must not hold another run
     * @param listeners objects that watch the run, in addition to the experiment's own listeners
     * @throws org.ganlib.problem.TrainingDivergedException if a loss, a score or a parameter is not
     *     finite
     */
    public Run train(NamedExperiment experiment, Path directory, TrainingListener... listeners) {
        try (PreparedRun run = prepare(experiment, directory, new StopSignal(), List.of(listeners))) {
            return run.train();
        }
    }

    /**
     * Opens the data of a new run and builds its networks. Nothing is written before {@link
     * PreparedRun#train}.
     *
     * @param stop ends the run after the step in progress when it is raised, from any thread
     * @param listeners objects that watch the run, in addition to the experiment's own listeners
     * @throws org.ganlib.problem.ConfigurationException if the plugins do not fit together
     * @throws org.ganlib.problem.DataException if the data is missing or damaged
     */
    public PreparedRun prepare(
            NamedExperiment experiment, Path directory, StopSignal stop, List<TrainingListener> listeners) {
        RunDirectory planned = RunDirectory.planned(directory);
        Experiment located = experiment.located();
        PreparedRun run = built(located, planned, stop, listeners);
        RunData runData = run.runData();
        try {
            runData.training().remarks().forEach(LOG::warn);
            runData.requireExamplesOfEveryClass();
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
        run.beginWith(() -> begin(run, experiment));
        return run;
    }

    private PreparedRun built(
            Experiment located, RunDirectory planned, StopSignal stop, List<TrainingListener> listeners) {
        Optional<InitialNetworks> initial =
                InitialNetworks.load(this, located.train().initialFrom());
        try {
            // Record the exact checkpoint: the other run may have a newer one later.
            Experiment asked = initial.map(
                            given -> located.withTrain(located.train().withInitialFrom(given.source())))
                    .orElse(located);
            RunData runData = RunData.ofNewRun(planned, asked, data);
            return new PreparedRun(this, asked, initial, runData, planned, stop, listeners);
        } finally {
            initial.ifPresent(InitialNetworks::close);
        }
    }

    private void begin(PreparedRun run, NamedExperiment experiment) {
        RunDirectory directory = run.directory();
        String name = UUID.randomUUID().toString();
        run.identify(name);
        directory.make();
        RunLock lock = RunLock.take(directory);
        run.releaseWith(lock::close);
        directory.requireUnused();
        // This is written before config.yaml, whose presence makes the folder a run.
        run.runData()
                .record(DataPaths.of(experiment.settings().dataset()), experiment.file())
                .write(directory.data());
        AtomicFile.write(directory.config(), RecordWriter.toYaml(run.experiment()));
        run.environment().write(directory.environment(), name, experiment.name(), clock.instant(), run.data());
    }

    /**
     * Continues a run from its newest good checkpoint, as if it had never stopped: with the same
     * number of threads and the same engine, it computes the same numbers to the bit.
     *
     * @param directory the run directory
     * @param settings settings that may change in a continued run, as {@code train.steps=10000}
     * @param listeners objects that watch the run, in addition to the experiment's own listeners
     * @throws org.ganlib.problem.TrainingDivergedException if a loss, a score or a parameter is not
     *     finite
     */
    public Run resume(Path directory, List<String> settings, TrainingListener... listeners) {
        try (PreparedRun run = prepareToResume(directory, settings, new StopSignal(), List.of(listeners))) {
            return run.train();
        }
    }

    /**
     * Restores a run from its newest good checkpoint, and takes the run's lock until the result is
     * closed. Nothing is written before {@link PreparedRun#train}.
     *
     * @param settings settings that may change in a continued run, {@code key=value}
     * @param stop ends the run after the step in progress when it is raised, from any thread
     * @param listeners objects that watch the run, in addition to the experiment's own listeners
     * @throws org.ganlib.problem.DataException if no checkpoint can be used, or if the data is not
     *     what the run was trained on; the message gives the reason
     * @throws org.ganlib.problem.ConfigurationException if a setting may not change
     */
    public PreparedRun prepareToResume(
            Path directory, List<String> settings, StopSignal stop, List<TrainingListener> listeners) {
        return new Resumption(this, RunDirectory.open(directory), settings, data).prepare(stop, listeners);
    }

    /**
     * Loads the networks of a run from its newest good checkpoint; where the run kept an average of
     * the parameters, the averaged ones.
     *
     * @throws org.ganlib.problem.DataException if no checkpoint can be used
     */
    public TrainedModel load(Path run) {
        return load(run, Optional.empty(), List.of());
    }

    /**
     * Loads the networks of a run. Plugins that these networks do not need may be missing.
     *
     * @param checkpoint the checkpoint file; empty for the newest good one
     * @param settings the place where the run's data lies now, {@code dataset.key=PATH}
     * @throws org.ganlib.problem.DataException if the checkpoint is missing or damaged, or another
     *     run wrote it, or its settings differ from config.yaml
     */
    public TrainedModel load(Path run, Optional<Path> checkpoint, List<String> settings) {
        return TrainedModel.load(this, run, checkpoint, data.withSettings(settings));
    }

    /**
     * Evaluates one metric as {@code gan evaluate} does by default: {@link
     * EvaluationProtocol#USUAL}.
     *
     * @param metric a metric's name, {@code ID} or {@code ID[EXTRACTOR]}
     * @throws org.ganlib.problem.GanException if the metric cannot be measured on this model; the
     *     message gives the reason
     */
    public MetricResult evaluate(TrainedModel model, String metric) {
        return evaluate(model, EvaluationProtocol.USUAL, List.of(metric), List.of())
                .values()
                .iterator()
                .next();
    }

    /**
     * Evaluates metrics on one set of generated examples.
     *
     * @param metrics names of metrics, {@code ID} or {@code ID[EXTRACTOR]}; all that apply to the
     *     model if the list is empty
     * @param settings settings of metrics, {@code ID.key=value}
     * @return the results, by {@code ID} or, for metrics that compare features, {@code
     *     ID[EXTRACTOR]}, in the order of {@code metrics}
     * @throws org.ganlib.problem.GanException if a metric that was asked for cannot be measured on
     *     this model; the message gives the reason
     */
    public Map<String, MetricResult> evaluate(
            TrainedModel model, EvaluationProtocol protocol, List<String> metrics, List<String> settings) {
        MetricResults results =
                new MetricResults(ChosenMetric.read(plugins(), metrics, null, settings), !metrics.isEmpty());
        model.measure(results, protocol, extractorCache(), 1);
        Map<String, MetricResult> measured = new LinkedHashMap<>();
        results.all().forEach((metric, values) -> measured.put(metric.key(), values.get(0)));
        return measured;
    }

    /**
     * The engine of that name.
     *
     * @param name an engine's name, or {@code auto} for the one that is preferred on this machine
     * @throws GanException if it does not exist or cannot be used on this machine
     */
    public Engines engines(String name) {
        return engines(name, EngineOptions.DEFAULT);
    }

    /**
     * The engine of that name with these options.
     *
     * @param name an engine's name, or {@code auto} for the one that is preferred on this machine
     * @throws GanException if it does not exist, or cannot compute so on this machine
     */
    public Engines engines(String name, EngineOptions options) {
        return installation.engines(name, options);
    }

    /**
     * The engine of an experiment, after it has built the experiment's networks, so that it knows
     * which engine each of them runs on. The data is opened for this. ND4J must have been started.
     */
    public Engines engines(NamedExperiment experiment) {
        return installation.enginesOf(
                experiment.settings(), source -> RunData.open(source, data.location(), Split.TRAINING));
    }

    Installation installation() {
        return installation;
    }

    Clock clock() {
        return clock;
    }

    /** The experiment with its data paths in the form that a run records. */
    Experiment located(Experiment asked) {
        DatasetSource found = asked.dataset().resolved(data.location());
        return asked.withDataset(DataPaths.absolute(found, DataPaths.keys(found), data.location()));
    }
}
