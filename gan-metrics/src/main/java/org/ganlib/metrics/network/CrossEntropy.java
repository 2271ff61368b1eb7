package org.ganlib.metrics.network;

import org.ganlib.network.HostArrays;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.spi.Examples;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loss of a network that ends in one score per class, whose softmax is the probability: minus the mean log probability of the right class.
 * Keeps the arrays of one batch size; used by one thread.
 */
public final class CrossEntropy implements AutoCloseable {
    private final Network network;
    private final int batch;
    private final int classes;
    private final INDArray input;
    private final INDArray gradient;

    /**
     * The loss of batches of one size.
     *
     * @param network takes examples alone and gives a score per class
     * @param batch examples per batch, ≥ 1
     */
    public CrossEntropy(Network network, int batch) {
        this.network = network;
        this.batch = batch;
        classes = network.definition().output().elements();
        input = Nd4j.create(DataType.FLOAT, network.definition().inputs().get(0).batch(batch));
        gradient = Nd4j.create(DataType.FLOAT, batch, classes);
    }

    /**
     * Makes the network's gradients those of the loss on a batch.
     *
     * @param examples as many as a batch has, labels in 0…classes−1
     */
    public void gradients(Examples examples) {
        HostArrays.floats(input).put(examples.values());
        HostArrays.written(input);
        network.clearGradients();
        try (Pass pass = network.forward(Mode.TRAINING, input)) {
            float[] scores = new float[batch * classes];
            HostArrays.floats(pass.output()).get(scores);
            Softmax.rows(scores, classes);
            for (int i = 0; i < batch; i++) {
                scores[i * classes + examples.labels()[i]] -= 1;
            }
            for (int k = 0; k < scores.length; k++) {
                scores[k] /= batch;
            }
            HostArrays.floats(gradient).put(scores);
            HostArrays.written(gradient);
            pass.backward(gradient, Wanted.PARAMETERS);
        }
    }

    @Override
    public void close() {
        input.close();
        gradient.close();
    }
}
