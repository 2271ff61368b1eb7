package org.ganlib.spi;

import java.util.Arrays;
import java.util.function.Function;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.problem.GanException;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Runs trained networks of one input on examples, in evaluation mode and in batches. Results keep
 * the examples' labels.
 */
public final class Activations {
    /** Examples run at once; bounds the memory that layers need. */
    private static final int CHUNK = 500;

    private Activations() {}

    /**
     * The network's output.
     *
     * @param examples at least one
     * @param shape the shape one output is read in
     */
    public static Examples output(Network network, Examples examples, TensorShape shape) {
        return run(network, examples, shape, Pass::output);
    }

    /**
     * The numbers that one of the network's layers gives, as vectors.
     *
     * @param examples at least one
     * @throws GanException if there is no layer of that name; lists them
     */
    public static Examples ofLayer(Network network, Examples examples, String layer) {
        if (!network.definition().layers().contains(layer)) {
            throw new GanException(network.name() + ": no layer '" + layer + "'. Layers: "
                    + network.definition().layers());
        }
        return run(network, examples, null, pass -> pass.activation(layer));
    }

    /**
     * @param shape the shape of the output for an example; null for a vector of whatever length it
     * has
     */
    private static Examples run(Network network, Examples examples, TensorShape shape, Function<Pass, Tensor> wanted) {
        if (examples.count() == 0) {
            throw new IllegalArgumentException("no examples to encode");
        }
        int elements = examples.shape().elements();
        TensorShape given = shape;
        float[] results = {};
        float[] chunk = {};
        for (int from = 0; from < examples.count(); from += CHUNK) {
            int count = Math.min(CHUNK, examples.count() - from);
            try (Tensor input = network.memory().allocate(DataType.FLOAT, examples.shape(), count)) {
                input.toFill().put(examples.values(), from * elements, count * elements);
                input.filled();
                try (Pass pass = network.forward(Mode.EVALUATION, input)) {
                    Tensor output = wanted.apply(pass);
                    int numbers = output.shape().elements();
                    if (from == 0) {
                        given = shape == null ? TensorShape.of(numbers) : shape;
                        results = new float[Math.multiplyExact(numbers, examples.count())];
                        chunk = new float[numbers * count];
                    }
                    output.read(0, chunk, count * numbers);
                    System.arraycopy(chunk, 0, results, from * numbers, count * numbers);
                }
            }
        }
        return new Examples(given, results, Arrays.copyOf(examples.labels(), examples.count()));
    }
}
