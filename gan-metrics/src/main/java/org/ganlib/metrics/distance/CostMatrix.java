package org.ganlib.metrics.distance;

import org.ganlib.metrics.linear.Pairs;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;

/** The cost of moving each example of one set to each example of another. */
final class CostMatrix {
    /**
     * The largest cost. Sums of costs of this size are still finite, and their reciprocals are not
     * subnormal.
     */
    private static final double LARGEST = 1e290;

    private final int rows;
    private final int columns;
    private final double[] costs;

    private CostMatrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        costs = new double[Math.multiplyExact(rows, columns)];
    }

    /**
     * {@code ‖xᵢ − yⱼ‖^order}.
     *
     * @throws GanException if a cost is outside the range of doubles
     */
    static CostMatrix of(Examples some, Examples others, double order) {
        CostMatrix matrix = new CostMatrix(some.count(), others.count());
        Pairs.squaredDistances(some, others, (i, first, distances, count) -> {
            for (int j = 0; j < count; j++) {
                double distance = Math.sqrt(distances[j]);
                double cost = PowerMean.power(distance, order);
                if (cost > LARGEST || (distance > 0 && cost < 1 / LARGEST)) {
                    throw new GanException("sinkhorn: the cost " + distance + "^" + order
                            + " is outside the range of double precision. Lower the order, or rescale the examples.");
                }
                matrix.costs[i * matrix.columns + first + j] = cost;
            }
        });
        return matrix;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    double at(int row, int column) {
        return costs[row * columns + column];
    }

    double mean() {
        double sum = 0;
        for (double cost : costs) {
            sum += cost;
        }
        return sum / costs.length;
    }
}
