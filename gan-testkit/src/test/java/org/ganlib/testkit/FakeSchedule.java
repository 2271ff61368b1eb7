package org.ganlib.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.Measured;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.UpdateSchedule;

/**
 * Five critic steps where the critic's loss is large, otherwise two; with one fault, or none.
 *
 * @param fault the fault
 */
@PluginName(value = "fake-schedule", summary = "More critic steps where the critic's loss is large.")
public record FakeSchedule(@Setting("what is wrong") Fault fault) implements UpdateSchedule {
    private static final AtomicInteger CALLS = new AtomicInteger();

    /** A fault, and the law of {@link UpdateScheduleContract} that must fail because of it. */
    public enum Fault implements ContractIsProven.BreaksLaw {
        /** Nothing. */
        NONE(""),
        /** The critic rests in every hundredth step. */
        RESTS("thereIsAtLeastOneCriticStep"),
        /** The loss is cast to a number of steps, so that NaN is 0. */
        CASTS_THE_LOSS("thereIsAtLeastOneCriticStep"),
        /** The critic has a warm-up after each start of the program. */
        COUNTS_CALLS("criticStepsDependOnTheStepAndTheNumbersAlone"),
        /** Players are updated together at first. */
        CHANGES_THE_ORDER("theOrderOfUpdatesStaysTheSame"),
        /** Latents are reused in every second step. */
        CHANGES_ITS_MIND("theOrderOfUpdatesStaysTheSame"),
        /** The loss is looked up under a name that is concatenated each time. */
        ALLOCATES("decisionsAllocateNothing");

        private final String law;

        Fault(String law) {
            this.law = law;
        }

        @Override
        public String law() {
            return law;
        }
    }

    /** Nothing is wrong. */
    public FakeSchedule() {
        this(Fault.NONE);
    }

    @Override
    public int criticSteps(long step, Measured latest) {
        CALLS.incrementAndGet();
        double loss = latest.value(Measurements.CRITIC_LOSS);
        return switch (fault) {
            case RESTS -> step % 100 == 0 ? 0 : 2;
            case CASTS_THE_LOSS -> (int) Math.max(1, loss);
            case COUNTS_CALLS -> CALLS.get() % 7 == 0 ? 5 : 2;
            case ALLOCATES -> latest.value("loss/" + (step % 2 == 0 ? "critic" : "generator")) > 1 ? 5 : 2;
            default -> loss > 1 ? 5 : 2;
        };
    }

    @Override
    public boolean simultaneous() {
        return fault == Fault.CHANGES_THE_ORDER && CALLS.get() % 3 == 0;
    }

    @Override
    public boolean reuseLatents() {
        return fault == Fault.CHANGES_ITS_MIND && CALLS.get() % 3 == 0;
    }
}
