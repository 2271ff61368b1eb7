package org.ganlib.bench.contestant;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.bench.workload.Workload;

/**
 * A BiGAN step whose three networks move at once, in the usual PyTorch form: D(x, E(x)) and D(G(z),
 * z) with the labels swapped and a backward pass through all networks; D's gradients are cleared;
 * both again on detached examples and codes, with a backward pass through D; then the optimizers'
 * steps.
 *
 * <p>The tuned form scores both kinds of pairs once and takes the two losses back from there, each
 * to the parameters that it moves alone.
 */
final class BidirectionalTorchStep implements TorchStep {
    private final TorchBatches batches;
    private final TorchNetwork generator;
    private final TorchNetwork encoder;
    private final TorchNetwork critic;
    private final List<TorchAdam> optimizers = new ArrayList<>();
    private final TensorVector criticParameters;
    private final TensorVector otherParameters;
    private final Tensor ones;
    private final Tensor zeros;
    private final int size;
    private final boolean tuned;

    BidirectionalTorchStep(
            Workload workload,
            TorchBatches batches,
            TorchNetwork generator,
            TorchNetwork encoder,
            TorchNetwork critic,
            boolean tuned) {
        this.batches = batches;
        this.generator = generator;
        this.encoder = encoder;
        this.critic = critic;
        this.tuned = tuned;
        size = workload.batch();
        for (TorchNetwork network : List.of(generator, encoder, critic)) {
            optimizers.add(new TorchAdam(network, workload.recipe()));
        }
        criticParameters = critic.vector();
        List<Tensor> others = new ArrayList<>(generator.parameters());
        others.addAll(encoder.parameters());
        otherParameters = new TensorVector(others.toArray(new Tensor[0]));
        ones = torch.ones(size, 1);
        zeros = torch.zeros(size, 1);
    }

    @Override
    @SuppressWarnings("try") // The scope works by being open.
    public void run(Losses losses, int step) {
        try (PointerScope scope = new PointerScope()) {
            optimizers.forEach(TorchAdam::clearGradients);
            Tensor real = batches.nextReal().view(size, -1);
            Tensor latents = batches.nextLatents();
            Tensor code = encoder.forward(real);
            Tensor fake = generator.forward(latents);
            Tensor realScores = critic.forward(real, code);
            Tensor fakeScores = critic.forward(fake, latents);
            Tensor generatorLoss = torch.binary_cross_entropy_with_logits(realScores, zeros)
                    .add(torch.binary_cross_entropy_with_logits(fakeScores, ones));
            Tensor criticLoss;
            if (tuned) {
                criticLoss = criticLoss(realScores, fakeScores);
                criticLoss._backward(criticParameters, new TensorOptional(), new BoolOptional(true), false);
                generatorLoss._backward(otherParameters, new TensorOptional(), new BoolOptional(), false);
            } else {
                generatorLoss.backward();
                optimizers.get(2).clearGradients();
                criticLoss = criticLoss(critic.forward(real, code.detach()), critic.forward(fake.detach(), latents));
                criticLoss.backward();
            }
            optimizers.forEach(TorchAdam::update);
            losses.set(step, criticLoss.item_float(), generatorLoss.item_float());
        }
    }

    private Tensor criticLoss(Tensor realScores, Tensor fakeScores) {
        return torch.binary_cross_entropy_with_logits(realScores, ones)
                .add(torch.binary_cross_entropy_with_logits(fakeScores, zeros));
    }
}
