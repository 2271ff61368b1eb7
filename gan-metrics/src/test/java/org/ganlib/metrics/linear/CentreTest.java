package org.ganlib.metrics.linear;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.metrics.Points;
import org.junit.jupiter.api.Test;

/** Means are exact to a few roundings where plain sums in double precision lose everything. */
final class CentreTest {
    /** 2⁶⁰ + 1 is not a double. In every order the mean of 2⁶⁰, 1 and −2⁶⁰ is 1/3. */
    @Test
    void whatLargeTermsSwallowIsKept() {
        float large = 0x1p60f;
        float[][] orders = {
            {large, 1, -large}, {1, large, -large}, {large, -large, 1}, {1, -large, large}, {-large, 1, large}
        };
        for (float[] order : orders) {
            assertThat(Centre.of(Points.of(1, order))).containsExactly(1 / 3.0);
        }
    }

    /** The lost parts are added up: 2⁶⁰ swallows 1, 2 and −7, whose sum with 2⁶⁰ − 2⁶⁰ is −4. */
    @Test
    void lostPartsAreAddedUp() {
        float large = 0x1p60f;
        assertThat(Centre.of(Points.of(1, large, 1, 2, -7, -large))).containsExactly(-4 / 5.0);
    }

    @Test
    void eachCoordinateHasItsMean() {
        float large = 0x1p60f;
        assertThat(Centre.of(Points.of(2, 1, large, 5, 3, 0, -large, 2, 5))).containsExactly(2, 2);
    }
}
