package org.ganlib.bench.workload;

import java.util.Optional;

/**
 * One measured training. Latents are standard normal.
 *
 * @param name its name on the command line
 * @param batch real examples per minibatch, and as many fakes
 * @param generator latents to examples
 * @param critic examples to one score, or pairs of an example and a latent
 * @param encoder examples to latents; empty where the recipe has none
 * @param data the real examples
 * @param recipe losses, optimizers, schedule
 */
public record Workload(
        String name, int batch, Stack generator, Stack critic, Optional<Stack> encoder, DataKind data, Recipe recipe) {
    /**
     * @throws IllegalArgumentException unless the critic takes what the generator gives and gives
     *     one score, and an encoder is there exactly where the recipe has one
     */
    public Workload {
        if (generator.output().elements() != critic.input().elements()
                || critic.output().elements() != 1) {
            throw new IllegalArgumentException(name + ": the generator gives " + generator.output()
                    + ", the critic takes " + critic.input() + " and gives " + critic.output());
        }
        if (encoder.isPresent() != (recipe == Recipe.BIDIRECTIONAL)) {
            throw new IllegalArgumentException(name + ": an encoder belongs to the recipe BIDIRECTIONAL alone");
        }
    }

    /** A workload without an encoder. */
    public Workload(String name, int batch, Stack generator, Stack critic, DataKind data, Recipe recipe) {
        this(name, batch, generator, critic, Optional.empty(), data, recipe);
    }

    /** Dimension of the latent space. */
    public int latent() {
        return generator.input().elements();
    }

    /** Returns true if all windows have a border as wide on all sides. */
    public boolean symmetric() {
        return generator.symmetric() && critic.symmetric();
    }

    /** The same with another batch size. */
    public Workload withBatch(int size) {
        return new Workload(name, size, generator, critic, encoder, data, recipe);
    }

    /**
     * Operations of the linear maps in one step that does nothing twice and nothing in vain. With F
     * the operations of one forward pass over the batch and F₁ those of the first layer:
     *
     * <ul>
     *   <li>a critic update: the critic forward on real and fake 2F, weight gradients 2F, input
     *       gradients 2(F − F₁), because nothing lies before the first layer;
     *   <li>a generator update: the critic forward on the fakes F and back to them F, without
     *       weight gradients; the generator's weight gradients F, and its input gradients F − F₁;
     *   <li>the generator forward once per batch of latents.
     * </ul>
     *
     * With an encoder, all from one forward pass of each network: the critic 2F, weight gradients
     * 2F, input gradients of its own loss 2(F − F₁), those of the other loss F to the generator and
     * F − F₁ to the encoder; generator and encoder 3F − F₁ each.
     *
     * <p>A gradient penalty adds four more to a critic update: a forward pass of the points between
     * examples, a backward pass to them, and for rectifiers a tangent pass forward and weight
     * gradients.
     *
     * <p>Biases, nonlinearities, normalisation and optimizers are not counted.
     */
    public long flopsPerStep() {
        long criticForward = sum(critic.flops());
        long criticFirst = critic.firstFlops();
        long generatorForward = sum(generator.flops());
        long generatorFirst = generator.firstFlops();
        if (encoder.isPresent()) {
            long[] encoding = encoder.get().flops();
            return batch
                    * (8 * criticForward
                            - 3 * criticFirst
                            + 3 * (generatorForward + sum(encoding))
                            - generatorFirst
                            - encoder.get().firstFlops());
        }
        int draws = recipe.criticSteps() + (recipe.reusesLatents() ? 0 : 1);
        long penalty = recipe == Recipe.PENALISED ? 4 * criticForward : 0;
        long criticUpdate = 6 * criticForward - 2 * criticFirst + penalty;
        long generatorUpdate = 2 * criticForward + 2 * generatorForward - generatorFirst;
        return batch * (draws * generatorForward + recipe.criticSteps() * criticUpdate + generatorUpdate);
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }
}
