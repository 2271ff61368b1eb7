package org.ganlib.game;

import org.ganlib.tensor.Norm;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;

/**
 * The distance of a batch of outputs from their targets as a loss ({@link TensorMemory#distance}).
 * Used by one thread.
 */
public final class DistanceLoss {
    private final TensorMemory memory;
    private final Norm norm;
    private final double weight;
    private Tensor gradient;

    /**
     * A loss of outputs in one memory.
     *
     * @param weight the factor of the distance
     */
    public DistanceLoss(TensorMemory memory, Norm norm, double weight) {
        this.memory = memory;
        this.norm = norm;
        this.weight = weight;
    }

    /** The loss; {@link #gradient} then is its derivative. */
    public double measure(Tensor output, Tensor target) {
        if (gradient == null || gradient.rows() != output.rows()) {
            gradient = memory.allocate(output.precision(), output.shape(), output.rows());
        }
        return memory.distance(norm, weight, output, target, gradient);
    }

    /** ∂loss/∂output, in the output's precision and shape; the same tensor each time. */
    public Tensor gradient() {
        return gradient;
    }
}
