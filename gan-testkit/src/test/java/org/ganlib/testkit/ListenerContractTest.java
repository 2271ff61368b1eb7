package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.spi.TrainingListener;
import org.ganlib.testkit.FakeListener.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract holds for a sound listener, and each of its laws fails for one that breaks it. */
final class ListenerContractTest {
    @Test
    void aSoundPluginKeepsEveryLaw() {
        WithFault.assertSound(Subject.class, WatcherContract.class);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFaultIsNoticedByItsLaw(Fault fault) {
        assertThat(WithFault.brokenBy(fault, Subject.class, fault.law()))
                .as("the law that fails with %s", fault)
                .containsExactly(fault.law());
    }

    @Test
    void everyLawHasAFaultThatBreaksIt() {
        assertThat(Arrays.stream(Fault.values())
                        .filter(fault -> fault != Fault.NONE)
                        .map(Fault::law)
                        .collect(Collectors.toSet()))
                .isEqualTo(Stream.of(ListenerContract.class, WatcherContract.class)
                        .flatMap(contract -> Laws.statedBy(contract).stream())
                        .collect(Collectors.toSet()));
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
