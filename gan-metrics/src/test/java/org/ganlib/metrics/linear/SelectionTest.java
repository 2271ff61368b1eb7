package org.ganlib.metrics.linear;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class SelectionTest {
    private static final Examples POINTS =
            new Examples(TensorShape.of(2), new float[] {3, 1, 1, 5, 3, 0, -2, 9, 1, 4}, new int[] {0, 1, 2, 3, 4});

    @Test
    void rangesKeepValuesAndLabels() {
        Examples middle = Selection.range(POINTS, 1, 3);
        assertThat(middle.values()).containsExactly(1, 5, 3, 0);
        assertThat(middle.labels()).containsExactly(1, 2);
        assertThat(Selection.range(POINTS, 0, 5)).isSameAs(POINTS);
        assertThat(Selection.range(POINTS, 0, 4).labels()).containsExactly(0, 1, 2, 3);
        assertThat(Selection.range(POINTS, 1, 5).labels()).containsExactly(1, 2, 3, 4);
        assertThat(POINTS.at(new int[] {4, 0}).values()).containsExactly(1, 4, 3, 1);
        assertThat(POINTS.at(new int[] {4, 0}).labels()).containsExactly(4, 0);
    }

    /** By the first coordinate, then by the second. */
    @Test
    void sortedOnesAreInTheOrderOfTheirValues() {
        Examples sorted = Selection.sorted(POINTS);
        assertThat(sorted.labels()).containsExactly(3, 4, 1, 2, 0);
        assertThat(sorted.values()).containsExactly(-2, 9, 1, 4, 1, 5, 3, 0, 3, 1);
        assertThat(Selection.sorted(Selection.shuffled(POINTS, new RandomStream(3)))
                        .values())
                .isEqualTo(sorted.values());
    }

    @Test
    void pooledOnesAreOneBehindTheOther() {
        Examples pooled = Selection.pooled(Selection.range(POINTS, 3, 5), Selection.range(POINTS, 0, 1));
        assertThat(pooled.values()).containsExactly(-2, 9, 1, 4, 3, 1);
        assertThat(pooled.labels()).containsExactly(3, 4, 0);
    }
}
