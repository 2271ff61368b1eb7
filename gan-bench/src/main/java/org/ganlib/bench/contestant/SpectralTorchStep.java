package org.ganlib.bench.contestant;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.bench.workload.Workload;

/**
 * A step of the spectrally normalised GAN in the usual PyTorch form: per critic update the hinge
 * losses of D(real) and D(fake), the fakes drawn without a graph, and one backward pass.
 *
 * <p>PyTorch's spectral norm iterates in each forward pass, and divides the weights in each. This
 * step iterates once after each critic update, as the product does, and divides the weights once an
 * update for all forward passes, as {@code parametrize.cached()} does. That is less work for
 * libtorch than its own schedule.
 *
 * <p>The tuned form spares D's weight gradients in G's half, and takes real and fake in one batch.
 */
final class SpectralTorchStep implements TorchStep {
    private static final Scalar ONE = new Scalar(1.);

    private final TorchBatches batches;
    private final TorchNetwork generator;
    private final TorchNetwork critic;
    private final TorchAdam generatorOptimizer;
    private final TorchAdam criticOptimizer;
    private final long[] shape;
    private final int size;
    private final int criticSteps;
    private final boolean tuned;

    SpectralTorchStep(
            Workload workload, TorchBatches batches, TorchNetwork generator, TorchNetwork critic, boolean tuned) {
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

    @Override
    public void run(Losses losses, int step) {
        CriticRounds.run(losses, step, criticSteps, this::updateCritic, this::updateGenerator);
    }

    @SuppressWarnings("try") // The guard works by being open.
    private double updateCritic() {
        criticOptimizer.clearGradients();
        Tensor real = batches.nextReal().view(shape);
        Tensor fake;
        try (NoGradGuard guard = new NoGradGuard()) {
            fake = generator.forward(batches.nextLatents());
        }
        critic.spectralWeights().forEach(SpectralWeight::normalise);
        Tensor realScores;
        Tensor fakeScores;
        if (tuned) {
            Tensor scores = critic.forward(torch.cat(new TensorVector(real, fake)));
            realScores = scores.narrow(0, 0, size);
            fakeScores = scores.narrow(0, size, size);
        } else {
            realScores = critic.forward(real);
            fakeScores = critic.forward(fake);
        }
        Tensor realLoss = torch.relu(realScores.neg().add(ONE)).mean();
        Tensor fakeLoss = torch.relu(fakeScores.add(ONE)).mean();
        Tensor loss = realLoss.add(fakeLoss);
        loss.backward();
        criticOptimizer.update();
        critic.spectralWeights().forEach(SpectralWeight::iterate);
        return loss.item_float();
    }

    private double updateGenerator() {
        generatorOptimizer.clearGradients();
        if (tuned) {
            critic.requireGradients(false);
        }
        critic.spectralWeights().forEach(SpectralWeight::normalise);
        Tensor loss =
                critic.forward(generator.forward(batches.nextLatents())).mean().neg();
        loss.backward();
        if (tuned) {
            critic.requireGradients(true);
        }
        generatorOptimizer.update();
        return loss.item_float();
    }
}
