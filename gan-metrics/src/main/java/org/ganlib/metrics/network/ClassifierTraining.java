package org.ganlib.metrics.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.NpyFormat;
import org.ganlib.file.RegularFile;
import org.ganlib.file.Sha256;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.UpdatePlan;
import org.ganlib.optimize.Adam;
import org.ganlib.optimize.ConstantRate;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricContext;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Trains the small classifier by cross entropy, or takes the weights that an earlier evaluation
 * left.
 */
final class ClassifierTraining {
    private static final int BATCH = 64;

    private final MetricContext context;
    private final MnistCnn settings;
    private final ClassifierInput channels;

    private ClassifierTraining(MetricContext context, MnistCnn settings) {
        this.context = context;
        this.settings = settings;
        channels = ClassifierInput.of(context.data());
    }

    static ClassifierTraining of(MetricContext context, MnistCnn settings) {
        return new ClassifierTraining(context, settings);
    }

    NetworkMap trainedOrCached() {
        RandomStreams streams = new RandomStreams(settings.seed());
        Network network = context.build(new NetworkRequest(
                "mnist-cnn",
                SmallClassifier.define(channels.shape(), channels.classes()),
                DataType.FLOAT,
                streams.named("initialisation"),
                streams.named("dropout")));
        try {
            Optional<Path> file = context.cache().map(folder -> folder.resolve("mnist-cnn-" + key() + ".npy"));
            if (file.isEmpty() || !restored(network, file.get())) {
                train(network, streams);
                file.ifPresent(target -> keep(network, target));
            }
            return new NetworkMap(network, channels, hash(network));
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private String key() {
        String text = SmallClassifier.RECIPE + "; " + settings + "; "
                + context.data().name() + "; " + context.data().fingerprint() + "; "
                + context.reference().count() + " examples"
                + context.reference().subset().map(s -> "; " + s.hash()).orElse("");
        byte[] hash = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 8);
    }

    /** Damaged weights are trained again: nothing but time is lost. */
    private static boolean restored(Network network, Path file) {
        // An existing file is replaced, but writing to a pipe would block, so the path must be a
        // regular file.
        RegularFile.require(file);
        if (!Files.isReadable(file)) {
            return false;
        }
        long[] shape = {network.parameters().length()};
        float[] values = new float[Math.toIntExact(shape[0])];
        try (InputStream in = new BufferedInputStream(RegularFile.open(file))) {
            NpyFormat.read(in, file.toString(), shape, FloatBuffer.wrap(values));
        } catch (IOException | DataException e) {
            return false;
        }
        network.parameters().write(values, values.length, 0);
        network.parametersChanged();
        return true;
    }

    private static void keep(Network network, Path file) {
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw AtomicFile.unwritable(file.getParent(), e);
        }
        long[] shape = {network.parameters().length()};
        AtomicFile.write(file, out -> NpyFormat.write(out, shape, FloatBuffer.wrap(parameters(network))));
    }

    static String hash(Network network) {
        float[] values = parameters(network);
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        return "sha256 " + HexFormat.of().formatHex(Sha256.digest().digest(bytes.array()));
    }

    private static float[] parameters(Network network) {
        float[] values = new float[Math.toIntExact(network.parameters().length())];
        network.parameters().read(0, values, values.length);
        return values;
    }

    private static boolean areFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private void train(Network network, RandomStreams streams) {
        Examples examples = channels.split(context.reference());
        requireLabels(examples);
        int batch = Math.min(BATCH, examples.count());
        Adam adam = new Adam(1e-3, 0.9, 0.999, 1e-8, 0, new ConstantRate());
        UpdatePlan plan = new UpdatePlan(adam.rule(), adam.weightDecay(), network.layout(), DataType.FLOAT);
        long step = 0;
        try (SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(network, batch)) {
            for (int epoch = 0; epoch < settings.epochs(); epoch++) {
                Examples shuffled = Selection.shuffled(examples, streams.named("order"));
                for (int from = 0; from + batch <= shuffled.count(); from += batch) {
                    loss.gradients(Selection.range(shuffled, from, from + batch));
                    plan.begin(step, adam.learningRate(step), ParameterRule.NONE);
                    network.apply(plan);
                    step++;
                }
            }
        }
        if (!areFinite(parameters(network))) {
            throw new GanException("mnist-cnn: training on " + context.data().name()
                    + " diverged. Choose another seed: extractor.seed=2");
        }
    }

    private void requireLabels(Examples examples) {
        for (int label : examples.labels()) {
            if (label < 0 || label >= channels.classes()) {
                throw new GanException(
                        "mnist-cnn: training examples of " + context.data().name()
                                + " must have classes from 0 to " + (channels.classes() - 1) + ", one has " + label
                                + ". Use pixels or pca.");
            }
        }
    }
}
