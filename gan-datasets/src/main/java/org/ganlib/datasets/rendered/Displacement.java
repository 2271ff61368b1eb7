package org.ganlib.datasets.rendered;

import org.ganlib.random.RandomStream;

/**
 * A smooth random displacement of the plane, as in Simard, Steinkraus, Platt: Best Practices for
 * Convolutional Neural Networks Applied to Visual Document Analysis, 2003, section 2. Normal
 * numbers on a coarse grid, with a slope that is 0 at every node between them, are used instead of
 * pixel-wise noise under a Gaussian filter: they are as smooth, without the filter.
 */
final class Displacement {
    private static final int NODES = 5;
    private static final double DEVIATION = 0.03;

    private final double[] values = new double[2 * NODES * NODES];

    /**
     * @param strength scales all displacements; their standard deviation is 0.03 of the side at 1
     */
    Displacement(double strength, RandomStream random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = strength * DEVIATION * random.nextNormal();
        }
    }

    /** The displacement to the right, in sides of the square, at a point of the unit square. */
    double right(double x, double y) {
        return at(0, x, y);
    }

    /** Downwards. */
    double down(double x, double y) {
        return at(NODES * NODES, x, y);
    }

    private double at(int start, double x, double y) {
        double column = x * (NODES - 1);
        double row = y * (NODES - 1);
        int c = Math.min((int) column, NODES - 2);
        int r = Math.min((int) row, NODES - 2);
        double right = smooth(column - c);
        double down = smooth(row - r);
        int node = start + r * NODES + c;
        double above = values[node] + right * (values[node + 1] - values[node]);
        double below = values[node + NODES] + right * (values[node + NODES + 1] - values[node + NODES]);
        return above + down * (below - above);
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }
}
