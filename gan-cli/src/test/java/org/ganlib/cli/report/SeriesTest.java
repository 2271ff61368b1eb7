package org.ganlib.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SeriesTest {
    @Test
    void meansDoNotShiftASlope() {
        Series line = new Series();
        for (int i = 0; i < 200; i++) {
            line.add(i, 3 * i - 5);
        }
        Series means = line.smoothed(21);
        for (int i = 0; i < 200; i++) {
            assertThat(means.value(i)).isCloseTo(3 * i - 5, within(1e-9));
        }
    }

    @Test
    void thinningKeepsTheExtremes() {
        Series spiky = new Series();
        for (int i = 0; i < 10_000; i++) {
            spiky.add(i, i == 4_321 ? 100 : i == 8_765 ? -100 : Math.sin(i));
        }
        Series thin = spiky.thinned(500);
        assertThat(thin.count()).isBetween(200, 520);
        assertThat(thin.sorted()[0]).isEqualTo(-100);
        assertThat(thin.sorted()[thin.count() - 1]).isEqualTo(100);
        for (int i = 1; i < thin.count(); i++) {
            assertThat(thin.step(i)).isGreaterThan(thin.step(i - 1));
        }
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        Series series = new Series();
        series.add(1, Double.NaN);
        series.add(2, 5);
        assertThat(series.count()).isOne();
        assertThat(series.last()).isEqualTo(5);
    }
}
