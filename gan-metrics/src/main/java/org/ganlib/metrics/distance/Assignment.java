package org.ganlib.metrics.distance;

import java.util.Arrays;

/**
 * One-to-one assignments: the cheapest one by shortest augmenting paths with dual prices, one row
 * after the other, in O(n³) (the successive part of Jonker and Volgenant's algorithm, 1987), and
 * the one whose dearest pair is the cheapest by the same paths, whose length is their dearest edge
 * (Derigs and Zimmermann, 1978).
 */
final class Assignment {
    private static final int FREE = -1;

    private final int n;
    private final float[] costs;
    private final double[] rowPrice;
    private final double[] columnPrice;
    private final int[] rowOf;
    private final boolean dearestCounts;

    private Assignment(float[] costs, int n, boolean dearestCounts) {
        this.n = n;
        this.dearestCounts = dearestCounts;
        this.costs = costs;
        rowPrice = new double[n];
        columnPrice = new double[n];
        rowOf = new int[n];
        Arrays.fill(rowOf, FREE);
    }

    /**
     * For each column the row it is assigned to.
     *
     * @param costs row after row, n × n, finite
     */
    static int[] cheapest(float[] costs, int n) {
        Assignment assignment = new Assignment(costs, n, false);
        assignment.reduceColumns();
        return assignment.ofAllRows();
    }

    /**
     * The assignment whose most expensive pair is as cheap as possible: for each column, the row it
     * is assigned to.
     *
     * @param costs the costs row by row, n × n, finite, ≥ 0
     */
    static int[] leastDearest(float[] costs, int n) {
        return new Assignment(costs, n, true).ofAllRows();
    }

    private int[] ofAllRows() {
        for (int row = 0; row < n; row++) {
            assign(row);
        }
        return rowOf;
    }

    /** Prices columns at their cheapest entry, so that most paths are short. */
    private void reduceColumns() {
        Arrays.fill(columnPrice, Double.POSITIVE_INFINITY);
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                columnPrice[column] = Math.min(columnPrice[column], costs[row * n + column]);
            }
        }
    }

    /** Finds the shortest path of reduced costs from a row to a free column, and swaps along it. */
    private void assign(int start) {
        double[] distance = new double[n];
        int[] previous = new int[n];
        boolean[] done = new boolean[n];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        int row = start;
        double length = 0;
        int end = FREE;
        while (end == FREE) {
            int nearest = FREE;
            double least = Double.POSITIVE_INFINITY;
            for (int column = 0; column < n; column++) {
                if (done[column]) {
                    continue;
                }
                double cost = costs[row * n + column];
                double through =
                        dearestCounts ? Math.max(length, cost) : length + cost - rowPrice[row] - columnPrice[column];
                if (through < distance[column]) {
                    distance[column] = through;
                    previous[column] = row;
                }
                if (distance[column] < least || (distance[column] == least && rowOf[column] == FREE)) {
                    least = distance[column];
                    nearest = column;
                }
            }
            length = least;
            done[nearest] = true;
            if (rowOf[nearest] == FREE) {
                end = nearest;
            } else {
                row = rowOf[nearest];
            }
        }
        if (!dearestCounts) {
            updatePrices(start, distance, done, length);
        }
        swap(start, previous, end);
    }

    private void updatePrices(int start, double[] distance, boolean[] done, double length) {
        rowPrice[start] += length;
        for (int column = 0; column < n; column++) {
            if (done[column] && rowOf[column] != FREE) {
                rowPrice[rowOf[column]] += length - distance[column];
            }
            if (done[column]) {
                columnPrice[column] -= length - distance[column];
            }
        }
    }

    private void swap(int start, int[] previous, int end) {
        int column = end;
        while (true) {
            int row = previous[column];
            rowOf[column] = row;
            if (row == start) {
                return;
            }
            column = columnBefore(row, column);
        }
    }

    /** The column that a row was assigned to until now: the only other one that still names it. */
    private int columnBefore(int row, int but) {
        for (int column = 0; column < n; column++) {
            if (column != but && rowOf[column] == row) {
                return column;
            }
        }
        throw new IllegalStateException("row " + row + " was reached through a column, but has none");
    }
}
