package org.ganlib.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;

/**
 * The field is that of 2·25 normal numbers of standard deviation 0.03 at the nodes of a 5×5 grid,
 * row by row, first those to the right and then those downwards.
 */
final class DisplacementTest {
    private static final long SEED = 3;
    private static final double STRENGTH = 0.5;

    private final Displacement field = new Displacement(STRENGTH, new RandomStream(SEED));
    private final double[] nodes = nodes();

    @Test
    void atNodesItIsTheNumberDrawn() {
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 5; column++) {
                double x = column / 4.0;
                double y = row / 4.0;
                assertThat(field.right(x, y)).isCloseTo(nodes[5 * row + column], within(1e-15));
                assertThat(field.down(x, y)).isCloseTo(nodes[25 + 5 * row + column], within(1e-15));
            }
        }
    }

    /** A quarter of the way, the smooth step 3t² − 2t³ is 10/64; halfway it is ½. */
    @Test
    void betweenNodesItIsASmoothStep() {
        double share = 10 / 64.0;
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 4; column++) {
                double expected = nodes[5 * row + column] * (1 - share) + nodes[5 * row + column + 1] * share;
                assertThat(field.right((column + 0.25) / 4, row / 4.0)).isCloseTo(expected, within(1e-15));
                // The field downwards at the mirrored place: rows and columns are exchanged.
                double below = nodes[25 + 5 * column + row] * (1 - share) + nodes[25 + 5 * (column + 1) + row] * share;
                assertThat(field.down(row / 4.0, (column + 0.25) / 4)).isCloseTo(below, within(1e-15));
            }
        }
        double mean = (nodes[6] + nodes[7] + nodes[11] + nodes[12]) / 4;
        assertThat(field.right(1.5 / 4, 1.5 / 4)).isCloseTo(mean, within(1e-15));
    }

    private static double[] nodes() {
        RandomStream random = new RandomStream(SEED);
        double[] nodes = new double[50];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = STRENGTH * 0.03 * random.nextNormal();
        }
        return nodes;
    }
}
