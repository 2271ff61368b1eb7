package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.testkit.LearningRateContract;
import org.junit.jupiter.api.Test;

final class HalfCosineTest implements LearningRateContract {
    @Override
    public LearningRateSchedule configured() {
        return new HalfCosine(100, 0.1);
    }

    @Test
    void knownFactors() {
        assertThat(configured().factor(0)).isEqualTo(1);
        assertThat(configured().factor(50)).isCloseTo(0.55, within(1e-12));
        assertThat(configured().factor(100)).isCloseTo(0.1, within(1e-12));
        assertThat(configured().factor(1000)).isCloseTo(0.1, within(1e-12));
    }
}
