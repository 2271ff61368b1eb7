package org.ganlib.game;

import org.ganlib.random.RandomStream;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.nd4j.linalg.api.buffer.DataType;

/** The latents of a round, drawn into the same memory each time. Used by one thread. */
public final class LatentBatch {
    private final Latent latent;
    private final RandomStream random;
    private final Tensor values;

    /**
     * A batch that is not drawn yet.
     *
     * @param memory the memory of the network that reads the latents
     * @param size latents per round
     * @param random the stream that latents are drawn from
     */
    public LatentBatch(TensorMemory memory, Latent latent, int size, RandomStream random) {
        this.latent = latent;
        this.random = random;
        values = memory.allocate(DataType.FLOAT, latent.shape(), size);
    }

    /** Draws new latents. */
    public void draw() {
        latent.draw(values.toFill(), random);
        values.filled();
    }

    /** The latents drawn last, a row for each; the same tensor each time. */
    public Tensor values() {
        return values;
    }
}
