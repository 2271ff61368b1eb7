package org.ganlib.train;

import java.util.List;
import org.ganlib.network.HostView;
import org.ganlib.network.ParameterSlabs;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The Euclidean norm of the gradient of everything a player moves, slab by slab on the heap, where
 * the loop becomes vector instructions.
 */
final class GradientNorm {
    private final HostView host = new HostView();
    private final float[] floats = new float[ParameterSlabs.LENGTH];
    private final double[] doubles = new double[ParameterSlabs.LENGTH];

    double of(List<Mover> movers) {
        double squares = 0;
        for (int i = 0; i < movers.size(); i++) {
            squares += squares(movers.get(i).network().gradients());
        }
        return Math.sqrt(squares);
    }

    private double squares(INDArray gradients) {
        boolean isDouble = gradients.dataType() == DataType.DOUBLE;
        double sum = 0;
        long length = gradients.length();
        for (long first = 0; first < length; first += ParameterSlabs.LENGTH) {
            int count = (int) Math.min(ParameterSlabs.LENGTH, length - first);
            if (isDouble) {
                host.load(gradients, first, doubles, count);
            } else {
                host.load(gradients, first, floats, count);
            }
            for (int i = 0; i < count; i++) {
                double value = isDouble ? doubles[i] : floats[i];
                sum += value * value;
            }
        }
        return sum;
    }
}
