package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ganlib.spi.Metric;
import org.ganlib.testkit.FakeMetric.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.Events;

/** The contract holds for a sound metric, and each of its laws fails for one that breaks it. */
final class MetricContractTest {
    @Test
    void aSoundMetricKeepsEveryLaw() {
        Events events = WithFault.none(Subject.class);
        assertThat(events.failed().stream()
                        .map(event -> event.getTestDescriptor().getLegacyReportingName() + ": "
                                + event.getPayload(TestExecutionResult.class)
                                        .flatMap(TestExecutionResult::getThrowable)))
                .isEmpty();
        assertThat(events.aborted().count()).isZero();
        assertThat(events.succeeded().count())
                .isGreaterThanOrEqualTo(Laws.statedBy(MetricContract.class).size());
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFaultIsNoticedByItsLaw(Fault fault) {
        Set<String> broken = WithFault.brokenBy(fault, Subject.class);
        assertThat(broken).as("laws that fail with %s", fault).contains(fault.law());
    }

    @Test
    void everyLawHasAFaultThatBreaksIt() {
        Set<String> proven = Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.NONE)
                .map(Fault::law)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(proven).isEqualTo(Laws.statedBy(MetricContract.class));
    }

    /** The fake with the fault that the configuration names. */
    @ExtendWith(WithFault.class)
    static final class Subject implements MetricContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault == null ? Fault.NONE : fault;
        }

        @Override
        public Metric metric() {
            return new FakeMetric(fault);
        }

        @Override
        public Metric configured() {
            return new FakeMetric(Fault.OFFSET);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }

        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(0);
        }
    }
}
