package org.ganlib.bench.contestant;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.bench.workload.Workload;

/**
 * A step of the spectrally normalised GAN: per critic update the hinge losses of D(real) and
 * D(fake).
 *
 * <p>PyTorch's spectral norm iterates in each forward pass, and divides the weights in each. This
 * step iterates once after each critic update, as the product does, and divides the weights once an
 * update for all forward passes, as {@code parametrize.cached()} does. That is less work for
 * libtorch than its own schedule.
 *
 * <p>The tuned form takes real and fake in one batch.
 */
final class SpectralTorchStep extends AdamTorchStep {
    private static final Scalar ONE = new Scalar(1.);

    SpectralTorchStep(
            Workload workload, TorchBatches batches, TorchNetwork generator, TorchNetwork critic, boolean tuned) {
        super(workload, batches, generator, critic, tuned);
    }

    @Override
    void prepareCritic() {
        critic.spectralWeights().forEach(SpectralWeight::normalise);
    }

    @Override
    void criticUpdated() {
        critic.spectralWeights().forEach(SpectralWeight::iterate);
    }

    @Override
    Tensor criticLoss(Tensor real, Tensor fake) {
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
        return realLoss.add(fakeLoss);
    }
}
