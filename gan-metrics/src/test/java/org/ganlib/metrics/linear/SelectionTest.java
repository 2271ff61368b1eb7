package org.ganlib.metrics.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        Examples pooled = Selection.pooled(Selection.range(POINTS, 3, 5), Selection.range(POINTS, 0, 2));
        assertThat(pooled.values()).containsExactly(-2, 9, 1, 4, 3, 1, 1, 5);
        assertThat(pooled.labels()).containsExactly(3, 4, 0, 1);
    }

    /**
     * All orders of four examples are equally frequent: the χ² of 24 orders in 2,400 shuffles has
     * 23 degrees of freedom, and exceeds 58.6 with a probability of 6·10⁻⁵.
     */
    @Test
    void shuffledOnesAreInARandomOrder() {
        Examples four = Selection.range(POINTS, 0, 4);
        RandomStream random = new RandomStream(1);
        Map<List<Integer>, Integer> counts = new HashMap<>();
        for (int i = 0; i < 2400; i++) {
            Examples shuffled = Selection.shuffled(four, random);
            for (int k = 0; k < 4; k++) {
                int label = shuffled.labels()[k];
                assertThat(shuffled.values()[2 * k]).isEqualTo(four.values()[2 * label]);
                assertThat(shuffled.values()[2 * k + 1]).isEqualTo(four.values()[2 * label + 1]);
            }
            counts.merge(Arrays.stream(shuffled.labels()).boxed().toList(), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        double chiSquared = 0;
        for (int count : counts.values()) {
            chiSquared += (count - 100) * (count - 100) / 100.0;
        }
        assertThat(chiSquared).isLessThan(58.6);
    }
}
