package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.ganlib.spi.UpdateSchedule;
import org.ganlib.testkit.FakeSchedule.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract holds for a sound update schedule, and each of its laws fails for one that breaks
 * it.
 */
final class UpdateScheduleContractTest {
    @Test
    void aSoundPluginKeepsEveryLaw() {
        WithFault.assertSound(Subject.class, UpdateScheduleContract.class);
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
                .isEqualTo(Laws.statedBy(UpdateScheduleContract.class));
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
