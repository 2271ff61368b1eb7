package org.ganlib.bench.contestant;

import java.util.function.BinaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.bench.workload.Recipe;
import org.ganlib.bench.workload.Workload;

/**
 * A GAN step as PyTorch's DCGAN tutorial writes it: D(real) and its backward pass, D(fake.detach())
 * and its backward pass, a step of D's optimizer; then D(fake), its backward pass through both
 * networks, a step of G's optimizer. The losses are binary cross-entropies of logits, or squares
 * for the least-squares recipe.
 *
 * <p>The tuned form spares D's weight gradients in G's half, and where D has no batch norm it takes
 * real and fake in one batch.
 */
final class AdversarialTorchStep implements TorchStep {
    private static final Scalar HALF = new Scalar(.5);

    private final TorchBatches batches;
    private final TorchNetwork generator;
    private final TorchNetwork critic;
    private final TorchAdam generatorOptimizer;
    private final TorchAdam criticOptimizer;
    private final Tensor ones;
    private final Tensor zeros;
    private final BinaryOperator<Tensor> loss;
    private final int size;
    private final boolean tuned;
    private final boolean joint;

    AdversarialTorchStep(
            Workload workload,
            TorchBatches batches,
            TorchNetwork generator,
            TorchNetwork critic,
            Device device,
            boolean tuned) {
        this.batches = batches;
        this.generator = generator;
        this.critic = critic;
        this.tuned = tuned;
        size = workload.batch();
        joint = tuned && !workload.critic().hasBatchNorm();
        generatorOptimizer = new TorchAdam(generator, workload.recipe());
        criticOptimizer = new TorchAdam(critic, workload.recipe());
        loss = workload.recipe() == Recipe.LEAST_SQUARES
                ? (scores, labels) -> torch.mse_loss(scores, labels).mul(HALF)
                : torch::binary_cross_entropy_with_logits;
        ones = torch.ones(size, 1).to(device, ScalarType.Float);
        zeros = torch.zeros(size, 1).to(device, ScalarType.Float);
    }

    @Override
    @SuppressWarnings("try") // The scope works by being open.
    public void run(Losses losses, int step) {
        try (PointerScope scope = new PointerScope()) {
            criticOptimizer.clearGradients();
            Tensor real = batches.nextReal();
            double criticLoss;
            Tensor fake;
            if (joint) {
                fake = generator.forward(batches.nextLatents());
                Tensor scores = critic.forward(torch.cat(
                        new TensorVector(real.view(size, -1), fake.detach().view(size, -1))));
                Tensor sum = loss.apply(scores.narrow(0, 0, size), ones)
                        .add(loss.apply(scores.narrow(0, size, size), zeros));
                sum.backward();
                criticLoss = sum.item_float();
            } else {
                Tensor realLoss = loss.apply(critic.forward(real), ones);
                realLoss.backward();
                fake = generator.forward(batches.nextLatents());
                Tensor fakeLoss = loss.apply(critic.forward(fake.detach()), zeros);
                fakeLoss.backward();
                criticLoss = (double) realLoss.item_float() + fakeLoss.item_float();
            }
            criticOptimizer.update();

            generatorOptimizer.clearGradients();
            if (tuned) {
                critic.requireGradients(false);
            }
            Tensor generatorLoss = loss.apply(critic.forward(fake), ones);
            generatorLoss.backward();
            if (tuned) {
                critic.requireGradients(true);
            }
            generatorOptimizer.update();
            losses.set(step, criticLoss, generatorLoss.item_float());
        }
    }
}
