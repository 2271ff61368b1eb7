package org.ganlib.models.game;

import org.ganlib.network.HostView;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How far a batch of outputs is from its targets, and which way is nearer:
 *
 * <pre>{@code
 * loss = weight · mean over all numbers of |output − target|      (L1)
 *        weight · mean over all numbers of (output − target)²     (L2)
 * }</pre>
 *
 * The mean is over coordinates too, so that the loss has the same size whatever the dimension.
 */
final class Mismatch {
    private final Norm norm;
    private final double weight;
    private final HostView host = new HostView();
    private double[] outputs = new double[0];
    private double[] targets = new double[0];
    private INDArray gradient;

    Mismatch(Norm norm, double weight) {
        this.norm = norm;
        this.weight = weight;
    }

    /** The loss; {@link #gradient} then is its derivative. Both arrays have the same number of elements. */
    double measure(INDArray output, INDArray target) {
        int count = Math.toIntExact(output.length());
        if (outputs.length != count) {
            outputs = new double[count];
            targets = new double[count];
            gradient = Nd4j.create(output.dataType(), output.shape());
        }
        host.read(output, 0, outputs);
        host.read(target, 0, targets);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double difference = outputs[i] - targets[i];
            sum += norm == Norm.L1 ? Math.abs(difference) : difference * difference;
            outputs[i] = weight / count * (norm == Norm.L1 ? Math.signum(difference) : 2 * difference);
        }
        host.write(outputs, gradient, 0);
        return weight * sum / count;
    }

    /** ∂loss/∂output, in the output's type and shape; the same array each time. */
    INDArray gradient() {
        return gradient;
    }
}
