package org.ganlib.bench.contestant;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.bench.workload.Recipe;
import org.ganlib.bench.workload.Workload;

/**
 * A step of a Wasserstein GAN with clipped weights in the usual PyTorch form: per critic update
 * D(real) and D(fake) with a backward pass each, the fakes drawn without a graph, and a clamp of
 * every parameter after the optimizer's step.
 *
 * <p>The tuned form spares D's weight gradients in G's half, and takes real and fake in one batch.
 */
final class WassersteinTorchStep implements TorchStep {
    private final TorchBatches batches;
    private final TorchNetwork generator;
    private final TorchNetwork critic;
    private final RMSprop generatorOptimizer;
    private final RMSprop criticOptimizer;
    private final ScalarOptional low = new ScalarOptional(new Scalar(-Recipe.CLIP));
    private final ScalarOptional high = new ScalarOptional(new Scalar(Recipe.CLIP));
    private final int size;
    private final int criticSteps;
    private final boolean tuned;

    WassersteinTorchStep(
            Workload workload, TorchBatches batches, TorchNetwork generator, TorchNetwork critic, boolean tuned) {
        this.batches = batches;
        this.generator = generator;
        this.critic = critic;
        this.tuned = tuned;
        size = workload.batch();
        criticSteps = workload.recipe().criticSteps();
        generatorOptimizer = rmsprop(generator);
        criticOptimizer = rmsprop(critic);
    }

    @Override
    public void run(Losses losses, int step) {
        CriticRounds.run(losses, step, criticSteps, this::updateCritic, this::updateGenerator);
    }

    @SuppressWarnings("try") // The scope works by being open.
    private double updateCritic() {
        criticOptimizer.zero_grad();
        Tensor real = batches.nextReal().view(size, -1);
        Tensor fake;
        try (NoGradGuard guard = new NoGradGuard()) {
            fake = generator.forward(batches.nextLatents());
        }
        double value;
        if (tuned) {
            Tensor scores = critic.forward(torch.cat(new TensorVector(real, fake)));
            Tensor loss = scores.narrow(0, size, size)
                    .mean()
                    .sub(scores.narrow(0, 0, size).mean());
            loss.backward();
            value = loss.item_float();
        } else {
            Tensor realLoss = critic.forward(real).mean().neg();
            realLoss.backward();
            Tensor fakeLoss = critic.forward(fake).mean();
            fakeLoss.backward();
            value = (double) realLoss.item_float() + fakeLoss.item_float();
        }
        criticOptimizer.step();
        try (NoGradGuard guard = new NoGradGuard()) {
            for (Tensor parameter : critic.parameters()) {
                parameter.clamp_(low, high);
            }
        }
        return value;
    }

    private double updateGenerator() {
        generatorOptimizer.zero_grad();
        if (tuned) {
            critic.requireGradients(false);
        }
        Tensor loss =
                critic.forward(generator.forward(batches.nextLatents())).mean().neg();
        loss.backward();
        if (tuned) {
            critic.requireGradients(true);
        }
        generatorOptimizer.step();
        return loss.item_float();
    }

    private static RMSprop rmsprop(TorchNetwork network) {
        RMSpropOptions options = new RMSpropOptions(Recipe.RMSPROP_RATE);
        options.alpha().put(Recipe.RMSPROP_DECAY);
        options.eps().put(Recipe.EPSILON);
        return new RMSprop(network.vector(), options);
    }
}
