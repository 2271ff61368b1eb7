package org.ganlib.cli.reproduce.univariate;

import org.ganlib.metrics.density.KnownDensity;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.ScalarFunction;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Equally spaced points on the line, on which a critic is evaluated.
 *
 * @param low the first point
 * @param high the last point
 * @param count the number of points, ≥ 2
 */
record Grid(double low, double high, int count) {
    double at(int index) {
        return low + spacing() * index;
    }

    double[] points() {
        double[] points = new double[count];
        for (int i = 0; i < count; i++) {
            points[i] = at(i);
        }
        return points;
    }

    /** The critic's raw score at each point. */
    double[] scores(Network critic) {
        try (Tensor inputs = critic.memory().allocate(DataType.FLOAT, TensorShape.of(1), count)) {
            inputs.write(points());
            try (Pass pass = critic.forward(Mode.EVALUATION, inputs)) {
                double[] scores = new double[count];
                pass.output().read(scores);
                return scores;
            }
        }
    }

    /**
     * The variational bound E_P[g(V)] − E_Q[f*(g(V))] by the trapezoidal rule, whose error is
     * negligible for smooth integrands that vanish at both ends.
     *
     * @param scores V at each point
     */
    double bound(FDivergence divergence, KnownDensity p, KnownDensity q, double[] scores) {
        ScalarFunction activation = divergence.outputActivation();
        ScalarFunction conjugate = divergence.conjugateOfActivation();
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double x = at(i);
            double term = p.density(x) * activation.value(scores[i]) - q.density(x) * conjugate.value(scores[i]);
            sum += i == 0 || i == count - 1 ? term / 2 : term;
        }
        return sum * spacing();
    }

    /** E_P[V] − E_Q[V] by the rectangle rule. */
    double meanDifference(KnownDensity p, KnownDensity q, double[] scores) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double x = at(i);
            sum += (p.density(x) - q.density(x)) * scores[i];
        }
        return sum * spacing();
    }

    /** The largest slope of V between two neighbouring points. */
    double steepest(double[] scores) {
        double largest = 0;
        for (int i = 1; i < count; i++) {
            largest = Math.max(largest, Math.abs(scores[i] - scores[i - 1]));
        }
        return largest / spacing();
    }

    private double spacing() {
        return (high - low) / (count - 1);
    }
}
