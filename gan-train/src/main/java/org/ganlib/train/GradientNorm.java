package org.ganlib.train;

import java.util.List;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The Euclidean norm of the gradient of everything a player moves, slab by slab on the heap, where
 * the loop becomes vector instructions.
 */
final class GradientNorm {
    private final float[] floats = new float[ParameterSlabs.LENGTH];
    private final double[] doubles = new double[ParameterSlabs.LENGTH];

    double of(List<Mover> movers) {
        double squares = 0;
        for (int i = 0; i < movers.size(); i++) {
            squares += squares(movers.get(i).network().gradients());
        }
        return Math.sqrt(squares);
    }

    private double squares(Tensor gradients) {
        boolean isDouble = gradients.precision() == DataType.DOUBLE;
        double sum = 0;
        long length = gradients.length();
        for (long first = 0; first < length; first += ParameterSlabs.LENGTH) {
            int count = (int) Math.min(ParameterSlabs.LENGTH, length - first);
            if (isDouble) {
                gradients.read(first, doubles, count);
            } else {
                gradients.read(first, floats, count);
            }
            for (int i = 0; i < count; i++) {
                double value = isDouble ? doubles[i] : floats[i];
                sum += value * value;
            }
        }
        return sum;
    }
}
