package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.testkit.FakeRate.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract holds for a sound learning rate schedule, and each of its laws fails for one that
 * breaks it.
 */
final class LearningRateContractTest {
    @Test
    void aSoundPluginKeepsEveryLaw() {
        WithFault.assertSound(Subject.class, LearningRateContract.class);
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
                .isEqualTo(Laws.statedBy(LearningRateContract.class));
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
