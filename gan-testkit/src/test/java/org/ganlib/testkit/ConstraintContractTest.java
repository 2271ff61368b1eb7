package org.ganlib.testkit;

import java.util.List;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.testkit.FakeConstraint.Fault;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract holds for a sound constraint, and each of its laws fails for one that breaks it. */
final class ConstraintContractTest implements ContractIsProven<Fault> {
    @Override
    public Class<?> subject() {
        return Subject.class;
    }

    @Override
    public List<Class<?>> contracts() {
        return List.of(ConstraintContract.class);
    }

    @Override
    public Class<Fault> faults() {
        return Fault.class;
    }

    /** The fake with the fault that the configuration names. */
    @ExtendWith(WithFault.class)
    static final class Subject implements ConstraintContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault == null ? Fault.NONE : fault;
        }

        @Override
        public CriticConstraint constraint() {
            return new FakeConstraint(fault);
        }

        @Override
        public CriticConstraint configured() {
            return new FakeConstraint(Fault.ALLOCATES);
        }
    }
}
