package org.ganlib.metrics.linear;

import java.util.Arrays;
import org.ganlib.spi.Examples;

/**
 * The nearest neighbour of each example of a set in another set, by exact Euclidean distances. If
 * several are equally near, it is the first.
 */
public final class Nearest {
    private final double[] squaredDistances;
    private final int[] indices;

    private Nearest(int examples) {
        squaredDistances = new double[examples];
        Arrays.fill(squaredDistances, Double.POSITIVE_INFINITY);
        indices = new int[examples];
    }

    /** The nearest references of queries; at least one of each, of one shape. */
    public static Nearest of(Examples queries, Examples references) {
        return search(queries, references, false);
    }

    /** The nearest other examples of the same set, which has at least two. */
    public static Nearest others(Examples examples) {
        return search(examples, examples, true);
    }

    /** The squared distance of example i, rounded once: equal distances are equal doubles. */
    public double squaredDistance(int i) {
        return squaredDistances[i];
    }

    /** The index of the nearest example. */
    public int index(int i) {
        return indices[i];
    }

    private static Nearest search(Examples queries, Examples references, boolean same) {
        Nearest found = new Nearest(queries.count());
        Pairs.distances(queries, references, row -> {
            int i = row.example();
            int self = same ? i - row.first() : -1;
            double least = found.squaredDistances[i];
            for (int j = 0; j < row.count(); j++) {
                if (j != self) {
                    least = Math.min(least, row.most(j));
                }
            }
            for (int j = 0; j < row.count(); j++) {
                if (j != self && row.least(j) <= least && row.exact(j) < found.squaredDistances[i]) {
                    found.squaredDistances[i] = row.exact(j);
                    found.indices[i] = row.first() + j;
                }
            }
        });
        return found;
    }
}
