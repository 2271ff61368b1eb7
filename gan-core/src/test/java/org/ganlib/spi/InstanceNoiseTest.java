package org.ganlib.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.plugin.InvalidSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InstanceNoiseTest {
    @Test
    void fallsLinearlyFromTheFirstStepToNothingAfterTheLast() {
        InstanceNoise noise = new InstanceNoise(0.8, 4);
        double[] expected = {0.8, 0.6, 0.4, 0.2, 0, 0};
        for (int step = 1; step <= expected.length; step++) {
            assertThat(noise.deviation(step)).as("step %d", step).isCloseTo(expected[step - 1], within(1e-15));
        }
        assertThat(noise.deviation(5)).isZero();
        assertThat(noise.deviation(Long.MAX_VALUE)).isZero();
    }

    @Test
    void withoutALastStepItStays() {
        assertThat(new InstanceNoise(0.3, 0).deviation(1)).isEqualTo(0.3);
        assertThat(new InstanceNoise(0.3, 0).deviation(1_000_000)).isEqualTo(0.3);
    }

    @Test
    void isOffByDefault() {
        assertThat(new InstanceNoise()).isEqualTo(InstanceNoise.NONE);
        assertThat(InstanceNoise.NONE.isNone()).isTrue();
        assertThat(new InstanceNoise(0, 100).isNone()).isTrue();
        assertThat(new InstanceNoise(1e-9, 1).isNone()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, 0, 'sigma'",
        "NaN, 0, 'sigma'",
        "Infinity, 0, 'sigma'",
        "0.1, -1, 'until-step'",
    })
    void refusesWhatIsNoNoise(double sigma, long untilStep, String setting) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new InstanceNoise(sigma, untilStep))
                .withMessageContaining(setting)
                .withMessageContaining("must be ≥ 0");
    }
}
