package org.ganlib.updateschedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.LongStream;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.Measured;
import org.junit.jupiter.api.Test;

class RegularScheduleTest {
    @Test
    void playersTakeTurnsByDefault() {
        RegularSchedule schedule = new RegularSchedule();

        assertThat(schedule.criticSteps(1, Measured.NONE)).isEqualTo(1);
        assertThat(schedule.criticSteps(1_000_000, Measured.NONE)).isEqualTo(1);
        assertThat(schedule.simultaneous()).isFalse();
        assertThat(schedule.reuseLatents()).isTrue();
    }

    @Test
    void theCriticMayMoveSeveralTimes() {
        assertThat(new RegularSchedule(5, RegularSchedule.Update.ALTERNATING, false).criticSteps(3, Measured.NONE))
                .isEqualTo(5);
    }

    @Test
    void playersThatMoveAtOnceMoveOnce() {
        assertThat(new RegularSchedule(1, RegularSchedule.Update.SIMULTANEOUS, true).simultaneous())
                .isTrue();
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new RegularSchedule(2, RegularSchedule.Update.SIMULTANEOUS, true))
                .withMessage("critic-steps: must be 1 when update is simultaneous, was 2."
                        + " Several critic steps need schedule.update=alternating");
    }

    @Test
    void theCriticMovesAtLeastOnce() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new RegularSchedule(0, RegularSchedule.Update.ALTERNATING, true))
                .withMessage("critic-steps: must be ≥ 1, was 0");
    }

    @Test
    void aWarmUpPrecedesTheFirstUpdatesAndComesBack() {
        RegularSchedule published = new RegularSchedule(5, RegularSchedule.Update.ALTERNATING, false, 100, 25, 500);

        assertThat(LongStream.rangeClosed(1, 1200).filter(step -> published.criticSteps(step, Measured.NONE) == 100))
                .containsExactlyElementsOf(LongStream.concat(LongStream.rangeClosed(1, 25), LongStream.of(501, 1001))
                        .boxed()
                        .toList());
        assertThat(LongStream.rangeClosed(1, 1200).filter(step -> published.criticSteps(step, Measured.NONE) == 5))
                .hasSize(1200 - 27);
    }

    @Test
    void aWarmUpNeedNotComeBack() {
        RegularSchedule schedule = new RegularSchedule(1, RegularSchedule.Update.ALTERNATING, true, 7, 2, 0);

        assertThat(LongStream.rangeClosed(1, 4).mapToObj(step -> schedule.criticSteps(step, Measured.NONE)))
                .containsExactly(7, 7, 1, 1);
    }

    @Test
    void aWarmUpNeedsTurnsAndSteps() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new RegularSchedule(1, RegularSchedule.Update.SIMULTANEOUS, true, 100, 25, 500))
                .withMessage(
                        "warm-up-steps: must be 0 when update is simultaneous, was 25. Use 'alternating' for a warm-up;"
                                + " warm-up-every: must be 0 when update is simultaneous, was 500. Use 'alternating' for a warm-up");
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new RegularSchedule(1, RegularSchedule.Update.ALTERNATING, true, 0, -1, -2))
                .withMessage("warm-up-critic-steps: must be ≥ 1, was 0; warm-up-steps: must be ≥ 0, was -1;"
                        + " warm-up-every: must be ≥ 0, was -2");
    }
}
