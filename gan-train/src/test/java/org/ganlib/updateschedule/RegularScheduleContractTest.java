package org.ganlib.updateschedule;

import java.util.List;
import org.ganlib.spi.UpdateSchedule;
import org.ganlib.testkit.UnderContract;
import org.ganlib.testkit.UpdateScheduleContract;
import org.ganlib.updateschedule.RegularSchedule.Update;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The schedule of this module keeps the contract, with turns, with a warm-up and with both players
 * at once.
 */
final class RegularScheduleContractTest {
    @Test
    void everyScheduleIsUnderContract() {
        UnderContract.assertEvery(
                UpdateSchedule.class,
                UpdateScheduleContract.class,
                UpdateScheduleContract::schedule,
                RegularSchedule.class,
                RegularScheduleContractTest.class);
    }

    @Nested
    final class WithWarmUp implements UpdateScheduleContract {
        @Override
        public UpdateSchedule configured() {
            return new RegularSchedule(5, Update.ALTERNATING, false, 50, 25, 500);
        }

        @Override
        public List<UpdateSchedule> configurations() {
            // Players that are updated together have one critic step and no warm-up.
            return List.of(configured(), new RegularSchedule(1, Update.SIMULTANEOUS, true));
        }
    }

    @Nested
    final class Simultaneous implements UpdateScheduleContract {
        @Override
        public UpdateSchedule configured() {
            return new RegularSchedule(1, Update.SIMULTANEOUS, true);
        }

        @Override
        public List<UpdateSchedule> configurations() {
            return List.of(configured(), new RegularSchedule(5, Update.ALTERNATING, false, 50, 25, 500));
        }
    }
}
