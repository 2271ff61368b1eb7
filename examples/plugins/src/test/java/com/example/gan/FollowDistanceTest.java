package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.spi.Measured;
import org.ganlib.spi.UpdateSchedule;
import org.ganlib.testkit.UpdateScheduleContract;
import org.junit.jupiter.api.Test;

final class FollowDistanceTest implements UpdateScheduleContract {
    @Override
    public UpdateSchedule configured() {
        return new FollowDistance("distance/filtered", 2, 9);
    }

    @Test
    void knownNumbersOfSteps() {
        assertThat(configured().criticSteps(1, Measured.NONE)).isEqualTo(9);
        assertThat(configured().criticSteps(2, name -> -1)).isEqualTo(9);
        assertThat(configured().criticSteps(3, name -> 1)).isEqualTo(5);
        assertThat(configured().criticSteps(4, name -> 7)).isEqualTo(1);
    }
}
