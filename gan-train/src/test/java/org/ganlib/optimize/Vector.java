package org.ganlib.optimize;

import java.util.List;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network's flat vectors without the network: two weights, a bias, two more weights and a running
 * statistic.
 */
final class Vector {
    static final ParameterLayout LAYOUT = new ParameterLayout(List.of(
            new ParameterLayout.Segment("dense-0/W", 0, 2, ParameterLayout.Kind.WEIGHT),
            new ParameterLayout.Segment("dense-0/b", 2, 1, ParameterLayout.Kind.BIAS),
            new ParameterLayout.Segment("dense-1/W", 3, 2, ParameterLayout.Kind.WEIGHT),
            new ParameterLayout.Segment("norm-0/gamma", 5, 1, ParameterLayout.Kind.NORMALISATION),
            new ParameterLayout.Segment("norm-0/mean", 6, 1, ParameterLayout.Kind.STATISTIC)));
    static final double[] START = {1, -2, 3, 0.5, -0.25, 2, 7};
    /** Gradients of four updates; a statistic has none. */
    static final double[][] GRADIENTS = {
        {0.1, -0.2, 0.3, 0, 5, -1, 0},
        {-0.4, 0.05, 0.3, 0, -2, 1e-3, 0},
        {0.7, 0, 0.3, 1e-6, 1, 4, 0},
        {0, 0.2, -0.9, 0, 0, 0.5, 0}
    };

    private final INDArray parameters;
    private final INDArray gradients;

    Vector(DataType precision, double[] start) {
        parameters = Nd4j.createFromArray(start).castTo(precision).reshape(1, start.length);
        gradients = Nd4j.zeros(precision, 1, start.length);
    }

    Vector(DataType precision) {
        this(precision, START);
    }

    /** Updates with the four gradients from number {@code from} to before {@code to}. */
    Vector update(Updates updater, int from, int to) {
        return update(updater, from, to, ParameterRule.NONE);
    }

    /** The same with something to be done after each. */
    Vector update(Updates updater, int from, int to, ParameterRule afterwards) {
        for (int step = from; step < to; step++) {
            gradients.assign(Nd4j.createFromArray(GRADIENTS[step])
                    .castTo(gradients.dataType())
                    .reshape(1, START.length));
            updater.update(parameters, gradients, step, afterwards);
        }
        return this;
    }

    double[] values() {
        return parameters.toDoubleVector();
    }
}
