package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ganlib.spi.Metric;
import org.ganlib.testkit.FakeMetric.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The contract holds for a sound metric, and each of its laws fails for one that breaks it. */
final class MetricContractTest {
    @Test
    void aSoundMetricKeepsEveryLaw() {
        EngineExecutionResults results = putUnderContract(Fault.NONE);
        assertThat(results.testEvents().failed().stream()
                        .map(event -> event.getTestDescriptor().getLegacyReportingName() + ": "
                                + event.getPayload(TestExecutionResult.class)
                                        .flatMap(TestExecutionResult::getThrowable)))
                .isEmpty();
        assertThat(results.testEvents().aborted().count()).isZero();
        assertThat(results.testEvents().succeeded().count())
                .isGreaterThanOrEqualTo(Laws.statedBy(MetricContract.class).size());
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFaultIsNoticedByItsLaw(Fault fault) {
        Set<String> broken = putUnderContract(fault).testEvents().failed().stream()
                .filter(MetricContractTest::failedAnAssertion)
                .map(event -> event.getTestDescriptor().getLegacyReportingName().replace("()", ""))
                .collect(Collectors.toCollection(TreeSet::new));
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

    private static EngineExecutionResults putUnderContract(Fault fault) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Subject.class))
                .configurationParameters(Map.of("fault", fault.name()))
                .execute();
    }

    /** A fake that merely crashes would prove nothing about the law. */
    private static boolean failedAnAssertion(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .filter(AssertionError.class::isInstance)
                .isPresent();
    }

    /** The fake with the fault that the configuration names. */
    @ExtendWith(FaultFromConfiguration.class)
    static final class Subject implements MetricContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault;
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

    static final class FaultFromConfiguration implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Fault.class;
        }

        @Override
        public Fault resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getConfigurationParameter("fault")
                    .map(Fault::valueOf)
                    .orElse(Fault.NONE);
        }
    }
}
