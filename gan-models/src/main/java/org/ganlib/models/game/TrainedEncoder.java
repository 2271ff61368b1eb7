package org.ganlib.models.game;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ganlib.network.HostArrays;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.Pass;
import org.ganlib.network.TensorShape;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A model's encoder, with the generator that leads back. */
final class TrainedEncoder implements Encoder {
    /** Examples run at once; bounds the memory that layers need. */
    private static final int CHUNK = 500;

    private final TensorShape latent;
    private final TensorShape data;
    private final Network encoder;
    private final Network generator;

    TrainedEncoder(TensorShape latent, TensorShape data, NetworkSet networks) {
        this.latent = latent;
        this.data = data;
        encoder = networks.get(NetworkRole.ENCODER);
        generator = networks.get(NetworkRole.GENERATOR);
    }

    @Override
    public TensorShape latentShape() {
        return latent;
    }

    @Override
    public Examples encode(Examples examples) {
        return run(encoder, examples, latent, Pass::output);
    }

    @Override
    public Examples reconstruct(Examples examples) {
        return run(generator, encode(examples), data, Pass::output);
    }

    @Override
    public List<String> layers() {
        return encoder.definition().layers();
    }

    @Override
    public String penultimate() {
        return encoder.definition().penultimate();
    }

    @Override
    public Examples features(Examples examples, String layer) {
        if (!layers().contains(layer)) {
            throw new GanException("encoder: no layer '" + layer + "'. Layers: " + layers());
        }
        return run(encoder, examples, null, pass -> pass.activation(layer));
    }

    /** @param shape what comes out of an example; null for a vector of whatever length comes */
    private static Examples run(
            Network network, Examples examples, TensorShape shape, Function<Pass, INDArray> wanted) {
        if (examples.count() == 0) {
            throw new IllegalArgumentException("no examples to encode");
        }
        int elements = examples.shape().elements();
        TensorShape given = shape;
        float[] results = new float[0];
        for (int from = 0; from < examples.count(); from += CHUNK) {
            int count = Math.min(CHUNK, examples.count() - from);
            try (INDArray input = Nd4j.create(DataType.FLOAT, examples.shape().batch(count))) {
                HostArrays.floats(input).put(examples.values(), from * elements, count * elements);
                HostArrays.written(input);
                try (Pass pass = network.forward(Mode.EVALUATION, input)) {
                    INDArray output = wanted.apply(pass).dup('c').castTo(DataType.FLOAT);
                    int numbers = Math.toIntExact(output.length() / count);
                    if (from == 0) {
                        given = shape == null ? TensorShape.of(numbers) : shape;
                        results = new float[Math.multiplyExact(numbers, examples.count())];
                    }
                    HostArrays.floats(output).get(results, from * numbers, count * numbers);
                }
            }
        }
        return new Examples(given, results, Arrays.copyOf(examples.labels(), examples.count()));
    }
}
