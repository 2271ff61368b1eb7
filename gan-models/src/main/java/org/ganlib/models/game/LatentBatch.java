package org.ganlib.models.game;

import org.ganlib.random.RandomStream;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.nd4j.linalg.api.buffer.DataType;

/** The latents of a round, drawn into the same memory each time. */
final class LatentBatch {
    private final Latent latent;
    private final RandomStream random;
    private final Tensor values;

    LatentBatch(TensorMemory memory, Latent latent, int size, RandomStream random) {
        this.latent = latent;
        this.random = random;
        values = memory.allocate(DataType.FLOAT, latent.shape(), size);
    }

    void draw() {
        latent.draw(values.toFill(), random);
        values.filled();
    }

    /** The latents drawn last, a row for each. */
    Tensor values() {
        return values;
    }
}
