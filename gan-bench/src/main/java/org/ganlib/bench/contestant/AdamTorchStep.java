package org.ganlib.bench.contestant;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.ganlib.bench.workload.Workload;

/**
 * A step of several critic updates and a generator update, both by Adam, in the usual PyTorch form:
 * the critic's fakes are drawn without a graph, and each update has one backward pass. The generator
 * minimises −E D(G(z)). The tuned form spares D's weight gradients in G's half.
 */
abstract class AdamTorchStep implements TorchStep {
    final TorchBatches batches;
    final TorchNetwork critic;
    final long[] shape;
    final int size;
    final boolean tuned;
    private final TorchNetwork generator;
    private final TorchAdam generatorOptimizer;
    private final TorchAdam criticOptimizer;
    private final int criticSteps;

    AdamTorchStep(Workload workload, TorchBatches batches, TorchNetwork generator, TorchNetwork critic, boolean tuned) {
        this.batches = batches;
        this.generator = generator;
        this.critic = critic;
        this.tuned = tuned;
        size = workload.batch();
        shape = workload.critic().input().batch(size);
        criticSteps = workload.recipe().criticSteps();
        generatorOptimizer = new TorchAdam(generator, workload.recipe());
        criticOptimizer = new TorchAdam(critic, workload.recipe());
    }

    /** The critic's loss; real and generated examples have the shape of the critic's input. */
    abstract Tensor criticLoss(Tensor real, Tensor fake);

    /** Called before the critic's forward passes of each update of either network. */
    void prepareCritic() {}

    /** Called after each update of the critic. */
    void criticUpdated() {}

    @Override
    public final void run(Losses losses, int step) {
        CriticRounds.run(losses, step, criticSteps, this::updateCritic, this::updateGenerator);
    }

    @SuppressWarnings("try") // The guard turns recording off as long as it is open.
    private double updateCritic() {
        criticOptimizer.clearGradients();
        Tensor real = batches.nextReal().view(shape);
        Tensor fake;
        try (NoGradGuard guard = new NoGradGuard()) {
            fake = generator.forward(batches.nextLatents()).view(shape);
        }
        prepareCritic();
        Tensor loss = criticLoss(real, fake);
        loss.backward();
        criticOptimizer.update();
        criticUpdated();
        return loss.item_float();
    }

    private double updateGenerator() {
        generatorOptimizer.clearGradients();
        if (tuned) {
            critic.requireGradients(false);
        }
        prepareCritic();
        Tensor fake = generator.forward(batches.nextLatents());
        Tensor loss = critic.forward(fake.view(shape)).mean().neg();
        loss.backward();
        if (tuned) {
            critic.requireGradients(true);
        }
        generatorOptimizer.update();
        return loss.item_float();
    }
}
