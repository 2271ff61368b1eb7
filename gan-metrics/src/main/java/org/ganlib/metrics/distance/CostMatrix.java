package org.ganlib.metrics.distance;

import org.ganlib.metrics.linear.Pairs;
import org.ganlib.spi.Examples;

/** What it costs to move each example of one set to each of another. */
final class CostMatrix {
    private final int rows;
    private final int columns;
    private final double[] costs;

    private CostMatrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        costs = new double[Math.multiplyExact(rows, columns)];
    }

    /** {@code ‖xᵢ − yⱼ‖^order}. */
    static CostMatrix of(Examples some, Examples others, double order) {
        CostMatrix matrix = new CostMatrix(some.count(), others.count());
        Pairs.squaredDistances(some, others, (i, first, distances, count) -> {
            for (int j = 0; j < count; j++) {
                matrix.costs[i * matrix.columns + first + j] = SortedTransport.power(Math.sqrt(distances[j]), order);
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
