package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.spi.LearningRateSchedule;
import org.junit.jupiter.api.Test;

/**
 * The contract of learning rate schedules. Optimizers multiply their learning rate by the factor at
 * every update of every network, so one schedule serves several networks, and a resumed run may
 * begin at any update.
 */
public interface LearningRateContract extends PluginContract<LearningRateSchedule> {
    /** The largest number of updates that the laws look at; no run has as many. */
    long MOST_UPDATES = 1L << 40;

    /** The schedule under contract, a new object each time. */
    default LearningRateSchedule schedule() {
        return configured();
    }

    @Override
    default Class<LearningRateSchedule> kind() {
        return LearningRateSchedule.class;
    }

    /** The factor is finite and > 0 after any number of updates. */
    @Test
    default void factorsAreFiniteAndPositive() {
        LearningRateSchedule schedule = schedule();
        for (long step = 0; step < 1_000; step++) {
            assertFactor(step, schedule.factor(step));
        }
        for (long step = 1; step <= MOST_UPDATES; step *= 2) {
            assertFactor(step - 1, schedule.factor(step - 1));
            assertFactor(step, schedule.factor(step));
            assertFactor(step + 1, schedule.factor(step + 1));
        }
    }

    private static void assertFactor(long step, double factor) {
        assertThat(factor).as("factor(%d)", step).isFinite().isPositive();
    }

    /**
     * The factor depends on the number of updates alone. The schedule of a resumed run is asked in
     * the middle first, and one that serves two networks is asked for both in turn.
     */
    @Test
    default void factorsDependOnTheStepAlone() {
        LearningRateSchedule asked = schedule();
        for (long step = 0; step < 2_000; step++) {
            double factor = asked.factor(step);
            assertThat(asked.factor(step)).as("factor(%d), a second time", step).isEqualTo(factor);
            asked.factor(step / 5);
            if (step % 100 == 99) {
                assertThat(schedule().factor(step))
                        .as("factor(%d) of a schedule that was asked nothing before", step)
                        .isEqualTo(factor);
            }
        }
        assertThat(asked.factor(0))
                .as("factor(0) after later steps")
                .isEqualTo(schedule().factor(0));
    }

    /**
     * The factor is computed without allocating memory, because optimizers ask for it at every
     * update.
     */
    @Test
    default void factorsAllocateNothing() {
        LearningRateSchedule schedule = schedule();
        double[] sum = new double[1];
        Allocations.assertNone(20_000, 1_000, () -> sum[0] += schedule.factor((long) sum[0] % 1_000));
        assertThat(sum[0]).isNotNaN();
    }
}
