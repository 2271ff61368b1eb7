package org.ganlib.models.game;

import org.ganlib.network.HostArrays;
import org.ganlib.network.HostView;
import org.ganlib.random.RandomStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The latents of a round, drawn into the same memory each time. */
final class LatentBatch {
    private final Latent latent;
    private final RandomStream random;
    private final INDArray values;
    private final HostView host = new HostView();

    LatentBatch(Latent latent, int size, RandomStream random) {
        this.latent = latent;
        this.random = random;
        values = Nd4j.create(DataType.FLOAT, latent.shape().batch(size));
    }

    void draw() {
        latent.draw(host.floats(values), random);
        HostArrays.written(values);
    }

    /** The latents drawn last, [N, latent]. */
    INDArray values() {
        return values;
    }
}
