package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ganlib.spi.Measured;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.UpdateSchedule;
import org.junit.jupiter.api.Test;

/**
 * The contract of update schedules. The trainer asks a schedule before every generator update, and
 * a resumed run asks a new object about a step in the middle.
 */
public interface UpdateScheduleContract extends PluginContract<UpdateSchedule> {
    /** The schedule under contract, a new object each time. */
    default UpdateSchedule schedule() {
        return configured();
    }

    /**
     * The numbers of earlier steps that the laws show a schedule: none, small, large, and not
     * finite. Override it for a schedule that reads numbers of other names.
     *
     * @return numbers by name
     */
    default List<Measured> measured() {
        return List.of(
                Measured.NONE,
                name -> 0,
                name -> -1e-3,
                name -> 1e300,
                name -> -1e300,
                name -> Double.POSITIVE_INFINITY,
                name -> Double.NEGATIVE_INFINITY,
                name -> name.equals(Measurements.CRITIC_LOSS) ? -0.5 : Double.NaN);
    }

    @Override
    default Class<UpdateSchedule> kind() {
        return UpdateSchedule.class;
    }

    /** There is at least one critic step, whatever was measured, even nothing. */
    @Test
    default void thereIsAtLeastOneCriticStep() {
        UpdateSchedule schedule = schedule();
        for (Measured latest : measured()) {
            for (long step = 1; step <= 1_200; step++) {
                assertThat(schedule.criticSteps(step, latest))
                        .as("criticSteps(%d) after a critic's loss of %s", step, lossIn(latest))
                        .isPositive();
            }
            for (long step = 1; step < 1L << 40; step *= 3) {
                assertThat(schedule.criticSteps(step, latest))
                        .as("criticSteps(%d) after a critic's loss of %s", step, lossIn(latest))
                        .isPositive();
            }
        }
    }

    /**
     * The number of critic steps depends on the step and the numbers that were measured, and on
     * nothing that the schedule remembers: a checkpoint keeps no state of a schedule.
     */
    @Test
    default void criticStepsDependOnTheStepAndTheNumbersAlone() {
        for (Measured latest : measured()) {
            UpdateSchedule asked = schedule();
            for (long step = 1; step <= 1_000; step++) {
                int steps = asked.criticSteps(step, latest);
                assertThat(asked.criticSteps(step, latest))
                        .as("criticSteps(%d), a second time", step)
                        .isEqualTo(steps);
                if (step % 50 == 1) {
                    assertThat(schedule().criticSteps(step, latest))
                            .as("criticSteps(%d) of a schedule that was asked nothing before", step)
                            .isEqualTo(steps);
                }
            }
        }
    }

    /**
     * The choices to update players together, and to reuse latents, stay the same during a run,
     * because the trainer asks several times in a step.
     */
    @Test
    default void theOrderOfUpdatesStaysTheSame() {
        UpdateSchedule schedule = schedule();
        boolean simultaneous = schedule.simultaneous();
        boolean reuseLatents = schedule.reuseLatents();
        for (long step = 1; step <= 1_000; step++) {
            for (Measured latest : measured()) {
                schedule.criticSteps(step, latest);
            }
            assertThat(schedule.simultaneous())
                    .as("simultaneous() at step %d", step)
                    .isEqualTo(simultaneous);
            assertThat(schedule.reuseLatents())
                    .as("reuseLatents() at step %d", step)
                    .isEqualTo(reuseLatents);
        }
        assertThat(schedule().simultaneous())
                .as("simultaneous() of a new object")
                .isEqualTo(simultaneous);
        assertThat(schedule().reuseLatents())
                .as("reuseLatents() of a new object")
                .isEqualTo(reuseLatents);
    }

    /** A schedule allocates no memory, because the trainer asks it in every step. */
    @Test
    default void decisionsAllocateNothing() {
        UpdateSchedule schedule = schedule();
        List<Measured> measured = measured();
        long[] steps = new long[1];
        Allocations.assertNone(20_000, 1_000, () -> {
            for (int i = 0; i < measured.size(); i++) {
                steps[0] += schedule.criticSteps(1 + steps[0] % 1_000, measured.get(i));
            }
            steps[0] += schedule.simultaneous() || schedule.reuseLatents() ? 1 : 0;
        });
        assertThat(steps[0]).isNotZero();
    }

    private static double lossIn(Measured latest) {
        return latest.value(Measurements.CRITIC_LOSS);
    }
}
