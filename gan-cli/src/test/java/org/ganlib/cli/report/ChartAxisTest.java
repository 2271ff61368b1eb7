package org.ganlib.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChartAxisTest {
    @ParameterizedTest
    @CsvSource({"0, 6000", "-0.2, 0.9", "1.3, 1.31", "-4e7, 2e9", "0, 1e-7"})
    void ticksAreRoundDistinctAndWithin(double low, double high) {
        ChartAxis scale = ChartAxis.around(low, high);
        assertThat(scale.ticks())
                .hasSizeBetween(2, 7)
                .allMatch(t -> t >= scale.low() - 1e-9 * high && t <= scale.high() + 1e-9 * high);
        assertThat(scale.ticks().stream().map(scale::label).distinct()).hasSameSizeAs(scale.ticks());
    }

    @Test
    void labelsHaveTheDigitsThatTellTicksApart() {
        ChartAxis scale = new ChartAxis(0, 1, false);
        assertThat(scale.ticks().stream().map(scale::label)).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(new ChartAxis(-2, 2, false).label(-1)).isEqualTo("−1");
        assertThat(new ChartAxis(0, 6000, false).label(4000)).isEqualTo("4000");
    }

    @Test
    void ratiosHavePowersOfTenForTicks() {
        ChartAxis scale = ChartAxis.aroundRatios(1e-4, 0.1);
        assertThat(scale.ticks()).contains(1e-4, 1e-3, 0.01, 0.1);
        assertThat(scale.position(1e-3) - scale.position(1e-4))
                .isCloseTo(scale.position(0.1) - scale.position(0.01), within(1e-12));
        assertThat(scale.label(1e-4)).isEqualTo("10⁻⁴");
    }

    @Test
    void oneValueHasAnAxisToo() {
        assertThat(ChartAxis.around(3, 3).position(3)).isBetween(0.4, 0.6);
        assertThat(ChartAxis.around(0, 0).position(0)).isBetween(0.0, 1.0);
    }

    @Test
    void numbersInBriefKeepFourDigits() {
        assertThat(ChartAxis.text(0.69314)).isEqualTo("0.6931");
        assertThat(ChartAxis.text(-1234.4)).isEqualTo("−1234");
        assertThat(ChartAxis.text(2e-4)).isEqualTo("2·10⁻⁴");
        assertThat(ChartAxis.text(1e9)).isEqualTo("10⁹");
        assertThat(ChartAxis.text(0)).isEqualTo("0");
    }
}
