package org.ganlib.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MedianAndRangeTest {
    @Test
    void theMedianOfAnOddCountIsTheMiddle() {
        assertThat(MedianAndRange.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new MedianAndRange(2, 1, 9, 3));
    }

    @Test
    void theMedianOfAnEvenCountIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(MedianAndRange.of(List.of(9.0, 1.0, 2.0, 3.0))).isEqualTo(new MedianAndRange(2.5, 1, 9, 4));
    }

    @Test
    void oneValueIsEverything() {
        assertThat(MedianAndRange.of(List.of(4.0))).isEqualTo(new MedianAndRange(4, 4, 4, 1));
    }

    @Test
    void nothingHasNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(() -> MedianAndRange.of(List.of()));
    }
}
