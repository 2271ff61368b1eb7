package org.ganlib.models.game;

import java.nio.FloatBuffer;
import org.ganlib.network.HostArrays;
import org.ganlib.network.HostView;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.NetworkSignature;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One class per example as networks read it: a number, [N, 1], never a row of ones and zeros. */
final class LabelBatch {
    private final int classes;
    private final INDArray values;
    private final HostView host = new HostView();

    LabelBatch(int size, int classes) {
        this.classes = classes;
        values = Nd4j.create(DataType.FLOAT, NetworkSignature.LABEL.batch(size));
    }

    /** The classes, [N, 1]. */
    INDArray values() {
        return values;
    }

    /** @throws DataException if one of them is no class */
    void set(int[] labels) {
        FloatBuffer buffer = host.floats(values);
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new DataException("labels must be in 0.." + (classes - 1) + ", was "
                        + (labels[i] < 0 ? "an example without one" : labels[i]));
            }
            buffer.put(i, labels[i]);
        }
        HostArrays.written(values);
    }

    /** Draws every class with the same probability. */
    void draw(RandomStream random) {
        FloatBuffer buffer = host.floats(values);
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, random.nextInt(classes));
        }
        HostArrays.written(values);
    }
}
