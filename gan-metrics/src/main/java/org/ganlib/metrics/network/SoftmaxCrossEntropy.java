package org.ganlib.metrics.network;

import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The loss of a network that ends in one score per class, whose softmax is the probability: minus the mean log probability of the right class.
 * Keeps the tensors of one batch size; used by one thread.
 */
public final class SoftmaxCrossEntropy implements AutoCloseable {
    private final Network network;
    private final int batch;
    private final int classes;
    private final Tensor input;
    private final Tensor gradient;

    /**
     * The loss of batches of one size.
     *
     * @param network takes examples alone and gives a score per class
     * @param batch examples per batch, ≥ 1
     */
    public SoftmaxCrossEntropy(Network network, int batch) {
        this.network = network;
        this.batch = batch;
        classes = network.definition().output().elements();
        input = network.memory()
                .allocate(DataType.FLOAT, network.definition().inputs().get(0), batch);
        gradient = network.memory().allocate(DataType.FLOAT, TensorShape.of(classes), batch);
    }

    /**
     * Makes the network's gradients those of the loss on a batch.
     *
     * @param examples as many as a batch has, labels in 0…classes−1
     */
    public void gradients(Examples examples) {
        input.toFill().put(examples.values());
        input.filled();
        network.clearGradients();
        try (Pass pass = network.forward(Mode.TRAINING, input)) {
            float[] scores = new float[batch * classes];
            pass.output().read(0, scores, scores.length);
            Softmax.rows(scores, classes);
            for (int i = 0; i < batch; i++) {
                scores[i * classes + examples.labels()[i]] -= 1;
            }
            for (int k = 0; k < scores.length; k++) {
                scores[k] /= batch;
            }
            gradient.write(scores, scores.length, 0);
            pass.backward(gradient, Wanted.PARAMETERS);
        }
    }

    @Override
    public void close() {
        input.close();
        gradient.close();
    }
}
