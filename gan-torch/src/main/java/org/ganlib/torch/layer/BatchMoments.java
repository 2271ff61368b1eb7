package org.ganlib.torch.layer;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.ganlib.graph.Node.BatchNorm;
import org.ganlib.torch.device.Natives;

/**
 * The mean and deviation of one batch in a batch-norm layer. The running statistics are updated with
 * them when the pass runs backward.
 *
 * @param mean the mean of each channel
 * @param inverseDeviation 1/√(variance + ε) of each channel
 */
record BatchMoments(BatchNorm layer, Tensor mean, Tensor inverseDeviation) {
    /** log₁₀ s = ½ log₁₀ v, so that v = exp(2 ln 10 · log₁₀ s). */
    private static final double LOGARITHM = 2 * Math.log(10);

    BatchMoments {
        mean = Natives.keep(mean);
        inverseDeviation = Natives.keep(inverseDeviation);
    }

    /** The running variance, which evaluation normalises with. */
    static Tensor variance(BatchNorm layer, LayerParameters parameters) {
        return layer.logarithmic()
                ? parameters
                        .get(layer.name() + "/log10stdev")
                        .mul(new Scalar(LOGARITHM))
                        .exp()
                : parameters.get(layer.name() + "/var");
    }

    /** Updates the running statistics: r ← decay · r + (1 − decay) · batch. */
    void updateRunning(LayerParameters parameters) {
        Scalar keep = new Scalar(layer.decay());
        Scalar take = new Scalar(1 - layer.decay());
        parameters.get(layer.name() + "/mean").mul_(keep).add_(mean, take);
        Tensor ofBatch = inverseDeviation.square().reciprocal().sub(new Scalar(layer.epsilon()));
        Tensor moved = variance(layer, parameters).mul(keep).add_(ofBatch, take);
        if (layer.logarithmic()) {
            parameters.get(layer.name() + "/log10stdev").copy_(moved.log().div(new Scalar(LOGARITHM)));
        } else {
            parameters.get(layer.name() + "/var").copy_(moved);
        }
    }

    void free() {
        Natives.free(mean);
        Natives.free(inverseDeviation);
    }
}
