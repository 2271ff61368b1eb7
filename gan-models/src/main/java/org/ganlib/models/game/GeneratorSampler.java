package org.ganlib.models.game;

import org.ganlib.network.HostArrays;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.network.TensorShape;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Sampler;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Examples from an unconditional generator. */
final class GeneratorSampler implements Sampler {
    private final Latent latent;
    private final TensorShape shape;
    private final Network generator;

    GeneratorSampler(Latent latent, TensorShape shape, Network generator) {
        this.latent = latent;
        this.shape = shape;
        this.generator = generator;
    }

    @Override
    public TensorShape latentShape() {
        return latent.shape();
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public INDArray drawLatents(int count, RandomStream random) {
        INDArray latents = Nd4j.create(DataType.FLOAT, latent.shape().batch(count));
        latent.draw(HostArrays.floats(latents), random);
        HostArrays.written(latents);
        return latents;
    }

    @Override
    public INDArray generate(INDArray latents, int[] labels) {
        if (labels.length > 0) {
            throw new IllegalArgumentException("this model is not conditional: it takes no labels");
        }
        try (Pass pass = generator.forward(Mode.EVALUATION, latents)) {
            return pass.output().dup('c').reshape('c', shape.batch(latents.size(0)));
        }
    }
}
