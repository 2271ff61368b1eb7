package org.ganlib.testkit;

import java.nio.file.Path;
import java.util.List;
import org.ganlib.spi.TrainingListener;
import org.ganlib.testkit.FakeListener.Fault;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract holds for a sound listener, and each of its laws fails for one that breaks it. */
final class ListenerContractTest implements ContractIsProven<Fault> {
    @Override
    public Class<?> subject() {
        return Subject.class;
    }

    @Override
    public List<Class<?>> contracts() {
        return List.of(ListenerContract.class, WatcherContract.class);
    }

    @Override
    public Class<Fault> faults() {
        return Fault.class;
    }

    /** The fake with the fault that the configuration names. */
    @ExtendWith(WithFault.class)
    static final class Subject implements ListenerContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault == null ? Fault.NONE : fault;
        }

        @Override
        public TrainingListener listener(Path directory) {
            return new FakeListener(fault);
        }

        @Override
        public TrainingListener configured() {
            return new FakeListener(Fault.ALLOCATES);
        }
    }
}
