package org.ganlib.game;

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

/** Draws examples from a generator, of given classes if it reads a label. */
public final class GeneratorSampler implements Sampler {
    private final Latent latent;
    private final TensorShape shape;
    private final Network generator;
    private final int classes;

    /**
     * A sampler of one generator.
     *
     * @param shape the shape of one example
     * @param generator reads a latent and, if there are classes, a label
     * @param classes 0 for a generator that reads no label
     */
    public GeneratorSampler(Latent latent, TensorShape shape, Network generator, int classes) {
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
