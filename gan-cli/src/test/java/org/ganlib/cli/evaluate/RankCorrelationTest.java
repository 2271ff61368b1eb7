package org.ganlib.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RankCorrelationTest {
    @Test
    void theOrderAloneCounts() {
        assertThat(RankCorrelation.of(List.of(1.0, 2.0, 3.0), List.of(-5.0, 0.1, 1e9)))
                .isCloseTo(1, within(1e-15));
        assertThat(RankCorrelation.of(List.of(1.0, 2.0, 3.0), List.of(9.0, 8.0, 1.0)))
                .isCloseTo(-1, within(1e-15));
    }

    /** Ranks 0 1 2 3 and 1 0 3 2: 1 − 6·4/(4·15) by Spearman's formula for ranks without ties. */
    @Test
    void twoExchangedPairs() {
        assertThat(RankCorrelation.of(List.of(1.0, 2.0, 3.0, 4.0), List.of(2.0, 1.0, 4.0, 3.0)))
                .isCloseTo(0.6, within(1e-15));
    }

    /** Ranks 0.5 0.5 2 and 0 1 2: the product is 1.5, the squares 1.5 and 2. */
    @Test
    void equalValuesShareTheirMeanRank() {
        assertThat(RankCorrelation.of(List.of(7.0, 7.0, 8.0), List.of(1.0, 2.0, 3.0)))
                .isCloseTo(1.5 / Math.sqrt(1.5 * 2), within(1e-15));
    }

    @Test
    void aListThatNeverChangesHasNone() {
        assertThat(RankCorrelation.of(List.of(7.0, 7.0), List.of(1.0, 2.0))).isNaN();
    }

    @Test
    void listsOfDifferentLengthsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankCorrelation.of(List.of(1.0, 2.0), List.of(1.0)))
                .withMessageContaining("were 2 and 1");
    }
}
