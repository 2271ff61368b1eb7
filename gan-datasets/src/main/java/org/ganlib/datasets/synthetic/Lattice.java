package org.ganlib.datasets.synthetic;

import java.util.List;
import java.util.stream.IntStream;

/** The points of a square lattice around 0, row by row. */
final class Lattice {
    static final int LARGEST_SIDE = 100;

    private Lattice() {}

    /** {@code side²} points of the plane. */
    static double[][] points(int side, double spacing) {
        double[][] points = new double[side * side][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {coordinate(i / side, side, spacing), coordinate(i % side, side, spacing)};
        }
        return points;
    }

    /** {@code row, column} from 0. */
    static List<String> names(int side) {
        return IntStream.range(0, side * side)
                .mapToObj(i -> "mode " + i / side + "," + i % side)
                .toList();
    }

    private static double coordinate(int index, int side, double spacing) {
        return spacing * (index - (side - 1) / 2.0);
    }
}
