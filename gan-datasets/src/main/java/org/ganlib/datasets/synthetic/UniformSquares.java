package org.ganlib.datasets.synthetic;

import org.ganlib.random.RandomStream;

/**
 * The uniform distribution on the dark squares of a board; column and row count along the two
 * coordinates. Its parts are the squares.
 */
final class UniformSquares implements Law {
    private final double[] edges;
    private final int[][] dark;
    private final double logDensity;

    UniformSquares(int squares, double extent) {
        edges = new double[squares + 1];
        for (int i = 0; i <= squares; i++) {
            edges[i] = extent * (2.0 * i / squares - 1);
        }
        int count = (squares * squares + 1) / 2;
        dark = new int[count][];
        int next = 0;
        for (int i = 0; i < squares * squares; i++) {
            if (isDark(i / squares, i % squares)) {
                dark[next++] = new int[] {i / squares, i % squares};
            }
        }
        double side = 2 * extent / squares;
        logDensity = -Math.log(count * side * side);
    }

    static boolean isDark(int first, int second) {
        return (first + second) % 2 == 0;
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public int draw(RandomStream random, double[] point) {
        int square = random.nextInt(dark.length);
        for (int k = 0; k < 2; k++) {
            point[k] = within(dark[square][k], random.nextDouble());
        }
        return square;
    }

    @Override
    public double logDensity(double[] point) {
        Points.requireDimension(point, 2);
        int first = cell(point[0]);
        int second = cell(point[1]);
        return first >= 0 && second >= 0 && isDark(first, second) ? logDensity : Double.NEGATIVE_INFINITY;
    }

    /**
     * The share of a cell as a coordinate that is still in the cell when it is rounded to a float.
     */
    private double within(int cell, double share) {
        float value = (float) (edges[cell] + share * (edges[cell + 1] - edges[cell]));
        while (value < edges[cell]) {
            value = Math.nextUp(value);
        }
        while (value >= edges[cell + 1]) {
            value = Math.nextDown(value);
        }
        return value;
    }

    private int cell(double coordinate) {
        for (int i = 0; i + 1 < edges.length; i++) {
            if (coordinate >= edges[i] && coordinate < edges[i + 1]) {
                return i;
            }
        }
        return -1;
    }
}
