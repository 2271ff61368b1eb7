package org.ganlib.testkit;

import java.util.List;
import java.util.Map;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.FakeArchitecture.Fault;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract holds for a sound architecture, and each of its laws fails for one that breaks it.
 */
final class ArchitectureContractTest implements ContractIsProven<Fault> {
    @Override
    public Class<?> subject() {
        return Subject.class;
    }

    @Override
    public List<Class<?>> contracts() {
        return List.of(ArchitectureContract.class);
    }

    @Override
    public Class<Fault> faults() {
        return Fault.class;
    }

    /** The fake with the fault that the configuration names. */
    @ExtendWith(WithFault.class)
    static final class Subject implements ArchitectureContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault == null ? Fault.NONE : fault;
        }

        @Override
        public Map<String, Defined> networks() {
            TensorShape image = TensorShape.of(1, 2, 2);
            FakeArchitecture fake = new FakeArchitecture(fault);
            return Map.of(
                    "generator",
                    new Defined(
                            fake,
                            new NetworkSignature(
                                    NetworkRole.GENERATOR, List.of(TensorShape.of(3)), image, ValueRange.SIGNED)),
                    "critic",
                    new Defined(
                            fake,
                            new NetworkSignature(
                                    NetworkRole.CRITIC, List.of(image), TensorShape.of(1), ValueRange.UNBOUNDED)));
        }

        @Override
        public Architecture defaults() {
            return new FakeArchitecture(fault);
        }

        @Override
        public Architecture configured() {
            return new FakeArchitecture(Fault.UNDECLARED);
        }
    }
}
