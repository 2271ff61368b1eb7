package org.ganlib.library;

import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ganlib.config.Experiment;
import org.ganlib.config.MissingPlugin;
import org.ganlib.evaluate.Evaluation;
import org.ganlib.evaluate.EvaluationProtocol;
import org.ganlib.evaluate.MetricResults;
import org.ganlib.evaluate.Subject;
import org.ganlib.fault.Fault;
import org.ganlib.machine.Backend;
import org.ganlib.machine.Engines;
import org.ganlib.machine.MemoryEstimate;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.NetworkSet;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.run.AbsentPart;
import org.ganlib.run.DataPaths;
import org.ganlib.run.DataUse;
import org.ganlib.run.ExperimentSource;
import org.ganlib.run.RunBinding;
import org.ganlib.run.RunData;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Sampler;
import org.ganlib.train.CheckpointSearch;
import org.ganlib.train.Labels;
import org.ganlib.train.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The networks of a finished or interrupted run, in evaluation mode. {@link Workspace#load} makes
 * one; whoever loads it closes it. Used by the thread that loaded it.
 */
public final class TrainedModel implements AutoCloseable {
    /** Examples generated at once; bounds the memory that layers need. */
    private static final int CHUNK = 500;

    private static final Logger LOG = LoggerFactory.getLogger(TrainedModel.class);

    private final Experiment experiment;
    private final RunData data;
    private final NetworkSet networks;
    private final Sampler sampler;
    private final Optional<Encoder> encoder;
    private final Engines engines;
    private final Optional<Path> checkpoint;

    private TrainedModel(
            Experiment experiment,
            RunData data,
            NetworkSet networks,
            Sampler sampler,
            Optional<Encoder> encoder,
            Engines engines,
            Optional<Path> checkpoint) {
        this.experiment = experiment;
        this.checkpoint = checkpoint;
        this.data = data;
        this.networks = networks;
        this.sampler = sampler;
        this.encoder = encoder;
        this.engines = engines;
    }

    /**
     * Loads the networks of a run from a checkpoint, by default the newest good one. Where the run
     * kept an average of the parameters, the averaged parameters are loaded. The data is opened
     * only if the run recorded no description of it. Plugins of the run that the networks do not
     * need may be missing.
     *
     * @param chosen the checkpoint; empty for the newest
     * @throws DataException if there is no checkpoint, if it is damaged, if another run wrote it,
     *     or if its settings differ from config.yaml
     * @throws org.ganlib.problem.PluginException if the model or the generator's architecture is
     *     missing
     */
    static TrainedModel load(Workspace workspace, Path run, Optional<Path> chosen, DataUse use) {
        RunDirectory directory = RunDirectory.open(run);
        ExperimentSource source = ExperimentSource.of(directory);
        Experiment recorded = workspace.installation().readInPart(source, List.of());
        List<String> overridden = DataPaths.requirePaths(use.settings(), recorded.dataset());
        Experiment asked =
                overridden.isEmpty() ? recorded : workspace.installation().readInPart(source, use.settings());
        RunBinding binding = new RunBinding(directory, source.yaml(), recorded, use.settings(), chosen.isPresent());
        // The checkpoint is opened before the networks are built, because a run in training may
        // delete the file meanwhile.
        try (CheckpointSearch search =
                chosen.map(CheckpointSearch::only).orElseGet(() -> CheckpointSearch.newest(directory))) {
            binding.require(search.checkpoint());
            Backend.start(asked.threads());
            Experiment experiment = onAUsableEngine(workspace, asked);
            RunData data =
                    RunData.ofRun(directory, experiment, search.checkpoint().dataFingerprint(), overridden, use);
            try {
                Injector injector = workspace.installation().injector(experiment, data);
                restore(Installation.get(injector, NetworkSet.class), search, binding);
                search.passedOver().forEach(reason -> LOG.warn("passed over: {}", reason));
                TrainedModel model =
                        of(injector, data, Optional.of(search.checkpoint().file()));
                model.warnOfUntrainedClasses(run);
                return model;
            } catch (RuntimeException e) {
                data.close();
                throw e;
            }
        }
    }

    /**
     * The same experiment, on this machine's best engine where the recorded one, or its device, is
     * not here: a run of a graphics processor can be looked at without one.
     */
    private static Experiment onAUsableEngine(Workspace workspace, Experiment experiment) {
        try {
            workspace
                    .engines(experiment.engine(), experiment.engineOptions())
                    .chosen()
                    .useThreads(Math.max(1, experiment.threads()));
            return experiment;
        } catch (ConfigurationException e) {
            throw e;
        } catch (GanException e) {
            LOG.warn("{}. Another engine computes in its place, in float32", e.getMessage());
            return experiment.withEngine(Experiment.AUTO_ENGINE, EngineOptions.DEFAULT);
        }
    }

    /**
     * Restores the networks. Parameters that do not fit the networks of their own recorded settings
     * are damaged, so that checkpoint is passed over.
     */
    private static void restore(NetworkSet networks, CheckpointSearch search, RunBinding binding) {
        while (true) {
            try {
                networks.all().forEach(search.checkpoint()::restoreForSampling);
                return;
            } catch (DataException e) {
                search.passOver(e);
            }
            binding.require(search.checkpoint());
        }
    }

    /**
     * The model of a run that this process is training. It uses the present parameters of the
     * networks; closing it closes the networks.
     */
    static TrainedModel inTraining(Injector injector, RunData data) {
        return of(injector, data, Optional.empty());
    }

    private static TrainedModel of(Injector injector, RunData data, Optional<Path> checkpoint) {
        NetworkSet networks = injector.getInstance(NetworkSet.class);
        GanModel model = injector.getInstance(GanModel.class);
        Experiment experiment = injector.getInstance(Experiment.class);
        Fault fault = injector.getInstance(Fault.class);
        boolean encodes = experiment.encoder().flatMap(MissingPlugin::in).isEmpty();
        return new TrainedModel(
                experiment,
                data,
                networks,
                fault.made("model", "sampler(data, networks)", () -> model.sampler(data.info(), networks)),
                encodes
                        ? fault.made("model", "encoder(data, networks)", () -> model.encoder(data.info(), networks))
                        : Optional.empty(),
                injector.getInstance(Engines.class),
                checkpoint);
    }

    private void warnOfUntrainedClasses(Path run) {
        List<String> untrained = untrainedClasses();
        if (!untrained.isEmpty()) {
            LOG.warn(
                    "{}: there were no training examples of the classes {}: what the networks make of them means nothing",
                    run,
                    RunData.shown(untrained));
        }
    }

    /**
     * The names of the classes that can be requested from the model but had no training examples.
     */
    public List<String> untrainedClasses() {
        return classes() == 0 ? List.of() : RunData.withoutExamples(data().classNames(), data.classCounts());
    }

    /**
     * The experiment of the run, with the paths where its data lies now. Plugins that are missing
     * and not needed here are {@link MissingPlugin}.
     */
    public Experiment experiment() {
        return experiment;
    }

    /** The description of the data, taken from the open data or from the run's record. */
    public DatasetInfo data() {
        return data.info();
    }

    /**
     * The training data, opened at the first call.
     *
     * @throws DataException if the data is missing, or differs from what the run was trained on
     */
    public Dataset training() {
        return data.training();
    }

    /**
     * The training data for a picture that can be drawn without it. If the data cannot be opened,
     * the reason is logged and the result is empty.
     */
    public Optional<Dataset> trainingFor(String picture) {
        return data.trainingFor(picture);
    }

    /** The checkpoint that the networks were read from; empty for a run in training. */
    public Optional<Path> checkpoint() {
        return checkpoint;
    }

    /** The sampler of the model, which maps latents to examples. */
    public Sampler sampler() {
        return sampler;
    }

    /** The engine that runs the networks, which builds further networks too. */
    public Engines engines() {
        return engines;
    }

    /** The networks by role; closing this model closes them. */
    public NetworkSet networks() {
        return networks;
    }

    /** The encoder, which maps examples to latents; empty if the model has none. */
    public Optional<Encoder> encoder() {
        return encoder;
    }

    /** The number of classes that a sample may be asked for; 0 if the model is not conditional. */
    public int classes() {
        return sampler.classes();
    }

    /**
     * Opens the held-out part of the run's data, which the caller closes. Where no examples are held
     * out, the result is an {@link AbsentPart}.
     *
     * @throws DataException if the data is missing, or differs from what the run was trained on
     */
    public Dataset openHeldOut() {
        return data.openHeldOut();
    }

    /**
     * Draws examples; the same seed gives the same ones. A conditional model goes through its
     * classes in turn.
     *
     * @param count number of examples, ≥ 0
     * @return the examples in the shape and the value range of {@link #data}, with the classes that
     *     were asked for as labels, or −1
     * @throws org.ganlib.problem.GanException if the examples do not fit into memory
     */
    public Examples sample(int count, long seed) {
        return sample(count, seed, IntStream.range(0, classes()).toArray());
    }

    /**
     * Draws examples of chosen classes.
     *
     * @param count number of examples, ≥ 0
     * @param chosen the classes, each from 0 to {@link #classes} − 1, which the examples go through
     *     in turn; empty for a model that is not conditional
     * @throws IllegalArgumentException if there are classes and the model is not conditional, or if
     *     there are none and it is, or if one of them does not exist
     */
    public Examples sample(int count, long seed, int[] chosen) {
        return sample(count, seed, chosen, Double.POSITIVE_INFINITY);
    }

    /**
     * Draws examples of chosen classes from truncated latents: a coordinate that is larger than the
     * bound is drawn again.
     *
     * @param bound the largest absolute value of a latent's coordinate, > 0; infinite for none
     * @throws IllegalArgumentException as {@link #sample(int, long, int[])}
     */
    public Examples sample(int count, long seed, int[] chosen, double bound) {
        requireClasses(chosen, "classes");
        if (count < 0) {
            throw new IllegalArgumentException("the number of examples must be ≥ 0, was " + count);
        }
        MemoryEstimate.ofProcess(EngineOptions.CPU)
                .requireExamples("--count=" + count, count, data().shape(), "Draw fewer at a time");
        RandomStream random = new RandomStream(seed);
        return generate(
                count,
                Labels.cycling(count, chosen),
                (from, length) -> Truncation.draw(sampler, length, random, bound));
    }

    private void requireClasses(int[] given, String what) {
        if ((given.length > 0) != (classes() > 0)) {
            throw new IllegalArgumentException(
                    classes() > 0
                            ? "the model is conditional: it needs " + what + " from 0 to " + (classes() - 1)
                            : "the model is not conditional: it takes no " + what + ", was given " + given.length);
        }
        for (int index : given) {
            if (index < 0 || index >= classes()) {
                throw new IllegalArgumentException(what + ": must be from 0 to " + (classes() - 1) + ", was " + index);
            }
        }
    }

    /**
     * Generates an example for each latent.
     *
     * @param latents vectors of the sampler's latent shape
     * @param labels the class for each latent, from 0 to {@link #classes} − 1; empty for a model that
     *     is not conditional
     * @return the examples in the shape and the value range of {@link #data}
     * @throws IllegalArgumentException if a latent has another size, or if the labels do not fit the
     *     model or the number of latents
     */
    public Examples generate(float[][] latents, int[] labels) {
        if (latents.length > 0) {
            requireClasses(labels, "labels");
        }
        if (labels.length > 0 && labels.length != latents.length) {
            throw new IllegalArgumentException(
                    "there must be a label for each of the " + latents.length + " latents, were " + labels.length);
        }
        for (float[] latent : latents) {
            if (latent.length != sampler.latentShape().elements()) {
                throw new IllegalArgumentException("a latent has "
                        + sampler.latentShape().elements() + " coordinates, was given one of " + latent.length);
            }
        }
        int size = sampler.latentShape().elements();
        return generate(latents.length, labels, (from, length) -> {
            float[] chunk = new float[Math.multiplyExact(length, size)];
            for (int i = 0; i < length; i++) {
                System.arraycopy(latents[from + i], 0, chunk, i * size, size);
            }
            return Examples.unlabelled(sampler.latentShape(), chunk);
        });
    }

    /** Gives the latents of a chunk; called for one chunk after the other. */
    private interface Latents {
        Examples chunk(int from, int length);
    }

    private Examples generate(int count, int[] labels, Latents latents) {
        int elements = data().shape().elements();
        float[] values = new float[Math.multiplyExact(count, elements)];
        for (int from = 0; from < count; from += CHUNK) {
            int length = Math.min(CHUNK, count - from);
            int[] chunkLabels = labels.length == 0 ? labels : Arrays.copyOfRange(labels, from, from + length);
            Examples generated = sampler.generate(latents.chunk(from, length), chunkLabels);
            System.arraycopy(generated.values(), 0, values, from * elements, length * elements);
        }
        return new Examples(data().shape(), values, labelled(labels, count));
    }

    /**
     * Measures metrics on examples drawn from this model, several times with seeds that follow each
     * other.
     *
     * @param results the metrics; the results are added to them
     * @param protocol the protocol of the first evaluation; each further one has the next seed
     * @param cache the directory in which extractors keep what they learnt
     * @param repeats number of evaluations
     */
    public void measure(MetricResults results, EvaluationProtocol protocol, Path cache, int repeats) {
        try (Subject subject = new RunSubject(this)) {
            for (int i = 0; i < repeats; i++) {
                EvaluationProtocol next = protocol.withSeed(protocol.seed() + i);
                try (Evaluation evaluation =
                        new Evaluation(subject, () -> sample(next.count(), next.seed()), next, cache)) {
                    results.add(evaluation);
                }
            }
        }
    }

    private static int[] labelled(int[] labels, int count) {
        if (labels.length > 0 || count == 0) {
            return labels;
        }
        int[] none = new int[count];
        Arrays.fill(none, -1);
        return none;
    }

    @Override
    public void close() {
        networks.close();
        data.close();
    }
}
