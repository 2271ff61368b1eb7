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

/** Examples from a generator, of classes asked for where it knows classes. */
final class GeneratorSampler implements Sampler {
    private final Latent latent;
    private final TensorShape shape;
    private final Network generator;
    private final int classes;

    /** @param classes 0 for a generator that takes no label */
    GeneratorSampler(Latent latent, TensorShape shape, Network generator, int classes) {
        this.latent = latent;
        this.shape = shape;
        this.generator = generator;
        this.classes = classes;
    }

    @Override
    public TensorShape latentShape() {
        return latent.shape();
    }

    @Override
    public int classes() {
        return classes;
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
        int count = Math.toIntExact(latents.size(0));
        if (classes == 0) {
            if (labels.length > 0) {
                throw new IllegalArgumentException("this model is not conditional: it takes no labels");
            }
            return run(count, latents);
        }
        if (labels.length != count) {
            throw new IllegalArgumentException("this model is conditional: it takes a label per latent, was given "
                    + labels.length + " for " + count);
        }
        LabelBatch wanted = new LabelBatch(count, classes);
        wanted.set(labels);
        return run(count, latents, wanted.values());
    }

    private INDArray run(int count, INDArray... inputs) {
        try (Pass pass = generator.forward(Mode.EVALUATION, inputs)) {
            return pass.output().dup('c').reshape('c', shape.batch(count));
        }
    }
}
