package org.ganlib.bench.workload;

/**
 * One measured training. Latents are standard normal.
 *
 * @param name its name on the command line
 * @param batch real examples per minibatch, and as many fakes
 * @param generator latents to examples
 * @param critic examples to one score
 * @param data the real examples
 * @param recipe losses, optimizers, schedule
 */
public record Workload(String name, int batch, Stack generator, Stack critic, DataKind data, Recipe recipe) {
    /** @throws IllegalArgumentException unless the critic takes what the generator gives, and gives one score */
    public Workload {
        if (generator.output().elements() != critic.input().elements()
                || critic.output().elements() != 1) {
            throw new IllegalArgumentException(name + ": the generator gives " + generator.output()
                    + ", the critic takes " + critic.input() + " and gives " + critic.output());
        }
    }

    /** Dimension of the latent space. */
    public int latent() {
        return generator.input().elements();
    }

    /** The same with another batch size. */
    public Workload withBatch(int size) {
        return new Workload(name, size, generator, critic, data, recipe);
    }

    /**
     * Operations of the linear maps in one step that does nothing twice and nothing in vain. With F the operations of one forward pass over
     * the batch and F₁ those of the first layer:
     *
     * <ul>
     *   <li>a critic update: the critic forward on real and fake 2F, weight gradients 2F, input gradients 2(F − F₁), because nothing lies
     *       before the first layer;
     *   <li>a generator update: the critic forward on the fakes F and back to them F, without weight gradients; the generator's weight
     *       gradients F, and its input gradients F − F₁;
     *   <li>the generator forward once per batch of latents.
     * </ul>
     *
     * Biases, nonlinearities, normalisation and optimizers are not counted.
     */
    public long flopsPerStep() {
        long criticForward = sum(critic.flops());
        long criticFirst = first(critic.flops());
        long generatorForward = sum(generator.flops());
        long generatorFirst = first(generator.flops());
        int draws = recipe.criticSteps() + (recipe.reusesLatents() ? 0 : 1);
        long criticUpdate = 6 * criticForward - 2 * criticFirst;
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

    /** The first layer that has operations. */
    private static long first(long[] values) {
        for (long value : values) {
            if (value > 0) {
                return value;
            }
        }
        return 0;
    }
}
