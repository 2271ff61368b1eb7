package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ResizeTest {
    @ParameterizedTest
    @EnumSource(Resize.class)
    void aConstantStaysConstant(Resize filter) {
        float[] plane = new float[7 * 5];
        Arrays.fill(plane, 42);
        for (int size : new int[] {1, 2, 3, 7, 20}) {
            for (float value : filter.apply(plane, 7, 5, size, size)) {
                assertThat(value).isCloseTo(42, within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Resize.class,
            names = {"BOX", "BILINEAR", "BICUBIC"})
    void finePatternsVanishWhenImagesBecomeSmaller(Resize filter) {
        float[] stripes = new float[64 * 64];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = i % 2 * 100;
        }
        float[] small = filter.apply(stripes, 64, 64, 8, 8);
        for (int i = 0; i < small.length; i++) {
            assertThat(small[i]).isCloseTo(50, within(8f));
        }
    }

    @Test
    void knownAnswers() {
        float[] row = {0, 10, 20, 30};
        assertThat(Resize.BOX.apply(row, 1, 4, 1, 2)).containsExactly(5, 25);
        assertThat(Resize.NEAREST.apply(row, 1, 4, 1, 2)).containsExactly(10, 30);
        // A triangle of width 2 around 1: weights 1, 3, 3, 1 of 8 at ½, 3/2 … less what lies
        // outside.
        float[] triangle = Resize.BILINEAR.apply(row, 1, 4, 1, 2);
        assertThat(triangle[0]).isCloseTo((0.75f * 0 + 0.75f * 10 + 0.25f * 20) / 1.75f, within(1e-5f));
        // Keys' cubic is exact on straight lines away from edges.
        float[] line = new float[20];
        for (int i = 0; i < line.length; i++) {
            line[i] = i;
        }
        assertThat(Resize.BICUBIC.apply(line, 1, 20, 1, 40)[20]).isCloseTo(9.75f, within(1e-5f));
    }
}
