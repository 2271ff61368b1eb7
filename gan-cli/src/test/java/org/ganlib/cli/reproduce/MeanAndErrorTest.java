package org.ganlib.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class MeanAndErrorTest {
    @Test
    void meanAndStandardError() {
        MeanAndError spread = MeanAndError.of(8, 7, 8, 5);

        assertThat(spread.mean()).isEqualTo(7);
        assertThat(spread.standardError()).as("√2/√4").isCloseTo(Math.sqrt(2) / 2, within(1e-12));
    }

    @Test
    void oneNumberHasNoError() {
        assertThat(MeanAndError.of(3).mean()).isEqualTo(3);
        assertThat(MeanAndError.of(3).standardError()).isNaN();
    }
}
