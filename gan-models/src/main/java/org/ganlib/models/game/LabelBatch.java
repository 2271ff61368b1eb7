package org.ganlib.models.game;

import java.nio.FloatBuffer;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.nd4j.linalg.api.buffer.DataType;

/** One class per example as networks read it: a number, [N, 1], never a row of ones and zeros. */
final class LabelBatch {
    private final int classes;
    private final Tensor values;

    LabelBatch(TensorMemory memory, int size, int classes) {
        this.classes = classes;
        values = memory.allocate(DataType.FLOAT, NetworkSignature.LABEL, size);
    }

    /** The classes, a row of one number for each example. */
    Tensor values() {
        return values;
    }

    /** @throws DataException if one of them is no class */
    void set(int[] labels) {
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

    /** Draws every class with the same probability. */
    void draw(RandomStream random) {
        FloatBuffer buffer = values.toFill();
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, random.nextInt(classes));
        }
        values.filled();
    }
}
