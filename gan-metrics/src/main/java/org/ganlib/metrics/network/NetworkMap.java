package org.ganlib.metrics.network;

import java.util.Optional;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureMap;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/** Features and probabilities of a trained small classifier. */
final class NetworkMap implements FeatureMap {
    /** One size for all batches, the last one filled up: kernels may round differently at another size. */
    private static final int BATCH = 200;

    private final Network network;
    private final ClassifierInput channels;
    private final String hash;

    NetworkMap(Network network, ClassifierInput channels, String hash) {
        this.network = network;
        this.channels = channels;
        this.hash = hash;
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public Examples features(Examples examples) {
        float[] features = run(channels.split(examples), SmallClassifier.FEATURE_LAYER, SmallClassifier.FEATURES);
        return new Examples(
                TensorShape.of(channels.perExample() * SmallClassifier.FEATURES), features, examples.labels());
    }

    /** One vector per example; of stacked images one per channel, an example's one behind the other. */
    @Override
    public Optional<Examples> probabilities(Examples examples) {
        Examples seen = channels.split(examples);
        float[] scores = run(seen, "classes", channels.classes());
        Softmax.rows(scores, channels.classes());
        return Optional.of(new Examples(TensorShape.of(channels.classes()), scores, seen.labels()));
    }

    private float[] run(Examples examples, String layer, int size) {
        int elements = examples.shape().elements();
        float[] results = new float[Math.multiplyExact(examples.count(), size)];
        float[] chunk = new float[Math.multiplyExact(BATCH, size)];
        try (Tensor input = network.memory().allocate(DataType.FLOAT, examples.shape(), BATCH)) {
            for (int from = 0; from < examples.count(); from += BATCH) {
                int count = Math.min(BATCH, examples.count() - from);
                input.toFill().put(examples.values(), from * elements, count * elements);
                input.filled();
                try (Pass pass = network.forward(Mode.EVALUATION, input)) {
                    pass.activation(layer).read(0, chunk, count * size);
                    System.arraycopy(chunk, 0, results, from * size, count * size);
                }
            }
        }
        return results;
    }

    @Override
    public void close() {
        network.close();
    }
}
