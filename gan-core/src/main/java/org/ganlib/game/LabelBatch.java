package org.ganlib.game;

import java.nio.FloatBuffer;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One class per example as networks read it: the number of the class, never a row of ones and
 * zeros. Used by one thread.
 */
public final class LabelBatch {
    private final int classes;
    private final Tensor values;

    /**
     * A batch of class 0.
     *
     * @param memory the memory of the network that reads the labels
     * @param size examples per round
     * @param classes the number of classes, ≥ 1
     */
    public LabelBatch(TensorMemory memory, int size, int classes) {
        this.classes = classes;
        values = memory.allocate(DataType.FLOAT, NetworkSignature.LABEL, size);
    }

    /** The classes, a row of one number for each example; the same tensor each time. */
    public Tensor values() {
        return values;
    }

    /**
     * Takes the classes of examples.
     *
     * @throws DataException if one of them is no class
     */
    public void set(int[] labels) {
        FloatBuffer buffer = values.toFill();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new DataException("labels must be in 0.." + (classes - 1) + ", was "
                        + (labels[i] < 0 ? "an example without one" : labels[i]));
            }
            buffer.put(i, labels[i]);
        }
        values.filled();
    }

    /** Draws a class for each example, every class with the same probability. */
    public void draw(RandomStream random) {
        FloatBuffer buffer = values.toFill();
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, random.nextInt(classes));
        }
        values.filled();
    }
}
