package org.ganlib.testkit;

import java.util.List;
import org.ganlib.spi.UpdateSchedule;
import org.ganlib.testkit.FakeSchedule.Fault;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract holds for a sound update schedule, and each of its laws fails for one that breaks
 * it.
 */
final class UpdateScheduleContractTest implements ContractIsProven<Fault> {
    @Override
    public Class<?> subject() {
        return Subject.class;
    }

    @Override
    public List<Class<?>> contracts() {
        return List.of(UpdateScheduleContract.class);
    }

    @Override
    public Class<Fault> faults() {
        return Fault.class;
    }

    /** The fake with the fault that the configuration names. */
    @ExtendWith(WithFault.class)
    static final class Subject implements UpdateScheduleContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault == null ? Fault.NONE : fault;
        }

        @Override
        public UpdateSchedule schedule() {
            return new FakeSchedule(fault);
        }

        @Override
        public UpdateSchedule configured() {
            return new FakeSchedule(Fault.ALLOCATES);
        }
    }
}
