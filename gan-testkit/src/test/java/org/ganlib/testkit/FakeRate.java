package org.ganlib.testkit;

import java.util.concurrent.atomic.AtomicLong;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.LearningRateSchedule;

/**
 * The factor 1 / (1 + t / 1000); with one fault, or none.
 *
 * @param fault the fault
 */
@PluginName(value = "fake-rate", summary = "Falls as one over the number of updates.")
public record FakeRate(@Setting("what is wrong") Fault fault) implements LearningRateSchedule {
    private static final AtomicLong CALLS = new AtomicLong();

    /** A fault, and the law of {@link LearningRateContract} that must fail because of it. */
    public enum Fault implements ContractIsProven.BreaksLaw {
        /** Nothing. */
        NONE(""),
        /** A straight line goes on below 0. */
        FALLS_BELOW_ZERO("factorsAreFiniteAndPositive"),
        /** The first updates are divided by their number, which is 0 at first. */
        STARTS_INFINITE("factorsAreFiniteAndPositive"),
        /** It shrinks with each call, whatever the step. */
        COUNTS_CALLS("factorsDependOnTheStepAlone"),
        /** The factor is written as text and read again. */
        ALLOCATES("factorsAllocateNothing");

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
    public FakeRate() {
        this(Fault.NONE);
    }

    @Override
    public double factor(long step) {
        return switch (fault) {
            case FALLS_BELOW_ZERO -> 1 - 1e-4 * step;
            case STARTS_INFINITE -> 1.0 / step;
            case COUNTS_CALLS -> 1 / (1 + 1e-3 * CALLS.incrementAndGet());
            case ALLOCATES -> Double.parseDouble(Double.toString(1 / (1 + 1e-3 * step)));
            case NONE -> 1 / (1 + 1e-3 * step);
        };
    }
}
