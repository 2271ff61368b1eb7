package org.ganlib.models.game;

import java.nio.FloatBuffer;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

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
    public Examples drawLatents(int count, RandomStream random) {
        float[] latents = new float[Math.multiplyExact(count, latent.shape().elements())];
        latent.draw(FloatBuffer.wrap(latents), random);
        return Examples.unlabelled(latent.shape(), latents);
    }

    @Override
    public Examples generate(Examples latents, int[] labels) {
        int count = latents.count();
        if (classes == 0) {
            if (labels.length > 0) {
                throw new IllegalArgumentException("this model is not conditional: it takes no labels");
            }
            return run(latents);
        }
        if (labels.length != count) {
            throw new IllegalArgumentException("this model is conditional: it takes a label per latent, was given "
                    + labels.length + " for " + count);
        }
        LabelBatch wanted = new LabelBatch(generator.memory(), count, classes);
        wanted.set(labels);
        try (Tensor classesOfLatents = wanted.values()) {
            return run(latents, classesOfLatents);
        }
    }

    private Examples run(Examples latents, Tensor... labels) {
        try (Tensor input = generator.memory().allocate(DataType.FLOAT, latents.shape(), latents.count())) {
            input.toFill().put(latents.values());
            input.filled();
            Tensor[] inputs = labels.length == 0 ? new Tensor[] {input} : new Tensor[] {input, labels[0]};
            try (Pass pass = generator.forward(Mode.EVALUATION, inputs)) {
                return Examples.copyOf(pass.output(), shape);
            }
        }
    }
}
