package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.testkit.LearningRateContract;
import org.junit.jupiter.api.Test;

final class CosineRestartsTest implements LearningRateContract {
    @Override
    public LearningRateSchedule configured() {
        return new CosineRestarts(100, 0.1);
    }

    @Test
    void knownFactors() {
        assertThat(configured().factor(0)).isEqualTo(1);
        assertThat(configured().factor(50)).isCloseTo(0.55, within(1e-12));
        assertThat(configured().factor(75)).isCloseTo(0.55 - 0.45 * Math.sqrt(0.5), within(1e-12));
        assertThat(configured().factor(100)).isEqualTo(1);
        assertThat(configured().factor(1050)).isCloseTo(0.55, within(1e-12));
    }
}
