package org.ganlib.metrics.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class LabelledSubsetTest {
    /** Ten of class 0, five of class 1, two of class 2, three without; each is its own number. */
    private static Examples examples() {
        float[] values = new float[20];
        int[] labels = new int[20];
        for (int i = 0; i < 20; i++) {
            values[i] = i;
            labels[i] = i < 10 ? 0 : i < 15 ? 1 : i < 17 ? 2 : -1;
        }
        return new Examples(TensorShape.of(1), values, labels);
    }

    @Test
    void classesAreEqualAsFarAsTheyGo() {
        int[] counts = new int[3];
        Examples chosen = LabelledSubset.balanced(examples(), 3, 10, new RandomStream(1), "--labels");
        for (int label : chosen.labels()) {
            counts[label]++;
        }
        assertThat(counts).containsExactly(4, 4, 2);
        float[] sorted = chosen.values().clone();
        Arrays.sort(sorted);
        assertThat(sorted).as("none is drawn twice").doesNotHaveDuplicates();
    }

    @Test
    void theSeedDecidesWhich() {
        float[] one = LabelledSubset.balanced(examples(), 3, 6, new RandomStream(1), "--labels")
                .values();
        assertThat(LabelledSubset.balanced(examples(), 3, 6, new RandomStream(1), "--labels")
                        .values())
                .isEqualTo(one);
        assertThat(LabelledSubset.balanced(examples(), 3, 6, new RandomStream(2), "--labels")
                        .values())
                .isNotEqualTo(one);
    }

    @Test
    void moreThanThereAreAndFewerThanClassesAreRefused() {
        for (int count : new int[] {2, 18}) {
            assertThatThrownBy(() -> LabelledSubset.balanced(examples(), 3, count, new RandomStream(1), "--labels"))
                    .isInstanceOf(GanException.class)
                    .hasMessageContaining("--labels: must be in 3..17")
                    .hasMessageContaining("was " + count);
        }
    }
}
