package org.ganlib.datasets.synthetic;

import java.util.function.ToDoubleFunction;
import org.ganlib.random.RandomStream;
import org.hipparchus.special.Gamma;

/**
 * A square of the plane in equal cells, and how much of a density lies in each, by the midpoint
 * rule with several points along each side of a cell.
 */
final class PlaneHistogram {
    private static final int CELLS = 24;
    private static final int POINTS = 4;
    /**
     * Cells that expect fewer draws are thrown together: the chi-square approximation needs some in
     * each.
     */
    private static final double FEWEST = 10;

    private final double extent;
    private final double[] share = new double[CELLS * CELLS];

    /** Integrates {@code exp(logDensity)} over −extent to extent in both coordinates. */
    PlaneHistogram(double extent, ToDoubleFunction<double[]> logDensity) {
        this.extent = extent;
        int points = CELLS * POINTS;
        double step = 2 * extent / points;
        double[] point = new double[2];
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                point[0] = -extent + (i + 0.5) * step;
                point[1] = -extent + (j + 0.5) * step;
                share[i / POINTS * CELLS + j / POINTS] += step * step * Math.exp(logDensity.applyAsDouble(point));
            }
        }
    }

    double integral() {
        double sum = 0;
        for (double cell : share) {
            sum += cell;
        }
        return sum;
    }

    /**
     * The p-value of Pearson's chi-square test that {@code count} draws of {@code law} have this
     * density.
     */
    double pValue(Law law, int count, long seed) {
        RandomStream random = new RandomStream(seed);
        double[] point = new double[2];
        int[] found = new int[share.length];
        int outside = 0;
        for (int i = 0; i < count; i++) {
            law.draw(random, point);
            int column = (int) Math.floor((point[0] + extent) / (2 * extent) * CELLS);
            int row = (int) Math.floor((point[1] + extent) / (2 * extent) * CELLS);
            if (column < 0 || column >= CELLS || row < 0 || row >= CELLS) {
                outside++;
            } else {
                found[column * CELLS + row]++;
            }
        }
        double restExpected = count * Math.max(0, 1 - integral());
        double restFound = outside;
        double statistic = 0;
        int cells = 0;
        for (int i = 0; i < share.length; i++) {
            double expected = count * share[i];
            if (expected < FEWEST) {
                restExpected += expected;
                restFound += found[i];
            } else {
                statistic += (found[i] - expected) * (found[i] - expected) / expected;
                cells++;
            }
        }
        if (restExpected >= 1) {
            statistic += (restFound - restExpected) * (restFound - restExpected) / restExpected;
            cells++;
        } else if (restFound > 20) {
            return 0;
        }
        return Gamma.regularizedGammaQ((cells - 1) / 2.0, statistic / 2);
    }
}
