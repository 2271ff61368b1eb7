package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ganlib.spi.Dataset;
import org.ganlib.testkit.FakeDataset.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.Events;

/** The contract holds for a sound data set, and each of its laws fails for one that breaks it. */
final class DatasetContractTest {
    @Test
    void aSoundDatasetKeepsEveryLaw() {
        Events events = WithFault.none(Subject.class);
        events.assertStatistics(statistics -> statistics
                .started(Laws.statedBy(DatasetContract.class).size())
                .succeeded(Laws.statedBy(DatasetContract.class).size()));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultIsNoticedByItsLaw(Fault fault) {
        Set<String> broken = WithFault.brokenBy(fault, Subject.class);
        assertThat(broken).as("laws that fail with %s", fault).contains(fault.law());
    }

    @Test
    void everyLawHasAFaultThatBreaksIt() {
        Set<String> proven =
                Arrays.stream(Fault.values()).map(Fault::law).collect(Collectors.toCollection(TreeSet::new));
        assertThat(proven).isEqualTo(Laws.statedBy(DatasetContract.class));
    }

    /** Sound unless the configuration names a fault. */
    @ExtendWith(WithFault.class)
    static final class Subject implements DatasetContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault;
        }

        @Override
        public Dataset openDataset() {
            return new FakeDataset(fault);
        }
    }
}
