package org.ganlib.testkit;

import java.util.List;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.testkit.FakeRate.Fault;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract holds for a sound learning rate schedule, and each of its laws fails for one that
 * breaks it.
 */
final class LearningRateContractTest implements ContractIsProven<Fault> {
    @Override
    public Class<?> subject() {
        return Subject.class;
    }

    @Override
    public List<Class<?>> contracts() {
        return List.of(LearningRateContract.class);
    }

    @Override
    public Class<Fault> faults() {
        return Fault.class;
    }

    /** The fake with the fault that the configuration names. */
    @ExtendWith(WithFault.class)
    static final class Subject implements LearningRateContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault == null ? Fault.NONE : fault;
        }

        @Override
        public LearningRateSchedule schedule() {
            return new FakeRate(fault);
        }

        @Override
        public LearningRateSchedule configured() {
            return new FakeRate(Fault.ALLOCATES);
        }
    }
}
