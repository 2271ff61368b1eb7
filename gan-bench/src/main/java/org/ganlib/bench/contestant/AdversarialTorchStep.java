package org.ganlib.bench.contestant;

import java.util.function.BinaryOperator;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
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
    private final Adam generatorOptimizer;
    private final Adam criticOptimizer;
    private final Tensor ones;
    private final Tensor zeros;
    private final BinaryOperator<Tensor> loss;
    private final DoublePointer generatorEpsilon;
    private final DoublePointer criticEpsilon;
    private final int size;
    private final boolean tuned;
    private final boolean joint;
    private int updates;

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
        generatorOptimizer = adam(generator);
        criticOptimizer = adam(critic);
        generatorEpsilon = epsilon(generatorOptimizer);
        criticEpsilon = epsilon(criticOptimizer);
        loss = workload.recipe() == Recipe.LEAST_SQUARES
                ? (scores, labels) -> torch.mse_loss(scores, labels).mul(HALF)
                : torch::binary_cross_entropy_with_logits;
        ones = torch.ones(size, 1).to(device, ScalarType.Float);
        zeros = torch.zeros(size, 1).to(device, ScalarType.Float);
    }

    @Override
    @SuppressWarnings("try") // The scope works by being open.
    public void run(Losses losses, int step) {
        updates++;
        double epsilon = Recipe.EPSILON / Math.sqrt(1 - Math.pow(Recipe.BETA_2, updates));
        criticEpsilon.put(epsilon);
        generatorEpsilon.put(epsilon);
        try (PointerScope scope = new PointerScope()) {
            criticOptimizer.zero_grad();
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
            criticOptimizer.step();

            generatorOptimizer.zero_grad();
            if (tuned) {
                critic.requireGradients(false);
            }
            Tensor generatorLoss = loss.apply(critic.forward(fake), ones);
            generatorLoss.backward();
            if (tuned) {
                critic.requireGradients(true);
            }
            generatorOptimizer.step();
            losses.set(step, criticLoss, generatorLoss.item_float());
        }
    }

    static Adam adam(TorchNetwork network) {
        AdamOptions options = new AdamOptions(Recipe.ADAM_RATE);
        // A C++ tuple: some standard libraries store its last element first. The defaults are .9
        // and .999.
        DoublePointer betas = options.betas();
        int first = betas.get(0) < betas.get(1) ? 0 : 1;
        betas.put(first, Recipe.BETA_1).put(1 - first, Recipe.BETA_2);
        options.eps().put(Recipe.EPSILON);
        return new Adam(network.vector(), options);
    }

    /**
     * The optimizer's live ε. PyTorch adds ε to √(v / (1 − β₂ᵗ)), the product adds it to √v, as the
     * end of section 2 of Kingma and Ba 2015 does; with ε / √(1 − β₂ᵗ) PyTorch's is the same
     * update.
     */
    static DoublePointer epsilon(Adam optimizer) {
        return new AdamOptions(optimizer.param_groups().get(0).options()).eps();
    }
}
