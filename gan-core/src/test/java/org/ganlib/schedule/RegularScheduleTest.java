package org.ganlib.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.ganlib.plugin.InvalidSettingsException;
import org.junit.jupiter.api.Test;

class RegularScheduleTest {
    @Test
    void playersTakeTurnsByDefault() {
        RegularSchedule schedule = new RegularSchedule();

        assertThat(schedule.criticSteps(1)).isEqualTo(1);
        assertThat(schedule.criticSteps(1_000_000)).isEqualTo(1);
        assertThat(schedule.simultaneous()).isFalse();
        assertThat(schedule.reuseLatents()).isTrue();
    }

    @Test
    void theCriticMayMoveSeveralTimes() {
        assertThat(new RegularSchedule(5, RegularSchedule.Update.ALTERNATING, false).criticSteps(3))
                .isEqualTo(5);
    }

    @Test
    void playersThatMoveAtOnceMoveOnce() {
        assertThat(new RegularSchedule(1, RegularSchedule.Update.SIMULTANEOUS, true).simultaneous())
                .isTrue();
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new RegularSchedule(2, RegularSchedule.Update.SIMULTANEOUS, true))
                .withMessage("critic-steps: must be 1 when update is simultaneous, was 2."
                        + " Use 'alternating' for several critic steps");
    }

    @Test
    void theCriticMovesAtLeastOnce() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new RegularSchedule(0, RegularSchedule.Update.ALTERNATING, true))
                .withMessage("critic-steps: must be ≥ 1, was 0");
    }
}
