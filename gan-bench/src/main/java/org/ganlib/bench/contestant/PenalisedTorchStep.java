package org.ganlib.bench.contestant;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.bench.workload.Recipe;
import org.ganlib.bench.workload.Workload;

/**
 * A step of the Wasserstein GAN with a gradient penalty, as its PyTorch versions have it: the
 * gradient at points between examples with {@code create_graph}, and one backward pass through loss
 * and penalty. The tuned step scores real and generated examples in one batch.
 */
final class PenalisedTorchStep extends AdamTorchStep {
    private static final Scalar ONE = new Scalar(1.);
    private static final Scalar WEIGHT = new Scalar(Recipe.PENALTY);

    PenalisedTorchStep(
            Workload workload, TorchBatches batches, TorchNetwork generator, TorchNetwork critic, boolean tuned) {
        super(workload, batches, generator, critic, tuned);
    }

    @Override
    Tensor criticLoss(Tensor real, Tensor fake) {
        Tensor difference;
        if (tuned) {
            Tensor scores = critic.forward(torch.cat(new TensorVector(real, fake)));
            difference = scores.narrow(0, size, size)
                    .mean()
                    .sub(scores.narrow(0, 0, size).mean());
        } else {
            difference = critic.forward(fake).mean().sub(critic.forward(real).mean());
        }
        return difference.add(penalty(real.view(size, -1), fake.view(size, -1)));
    }

    private Tensor penalty(Tensor real, Tensor fake) {
        Tensor share = batches.nextShares();
        Tensor points = real.mul(share).add(fake.mul(share.neg().add(ONE))).view(shape);
        points.set_requires_grad(true);
        Tensor scores = critic.forward(points);
        Tensor gradient = torch.grad(
                        new TensorVector(scores),
                        new TensorVector(points),
                        new TensorVector(torch.ones_like(scores)),
                        new BoolOptional(true),
                        true,
                        false)
                .get(0);
        Tensor norms = gradient.view(size, -1).square().sum(1).sqrt();
        return norms.sub(ONE).square().mean().mul(WEIGHT);
    }
}
