package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ganlib.spi.Dataset;
import org.ganlib.testkit.FakeDataset.Fault;
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

/** The contract holds for a sound data set, and each of its laws fails for one that breaks it. */
final class DatasetContractTest {
    @Test
    void aSoundDatasetKeepsEveryLaw() {
        EngineExecutionResults results = putUnderContract(Map.of());
        results.testEvents()
                .assertStatistics(
                        statistics -> statistics.started(laws().size()).succeeded(laws().size()));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultIsNoticedByItsLaw(Fault fault) {
        Set<String> broken = putUnderContract(Map.of("fault", fault.name())).testEvents().failed().stream()
                .filter(DatasetContractTest::failedAnAssertion)
                .map(event -> event.getTestDescriptor().getLegacyReportingName().replace("()", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(broken).as("laws that fail with %s", fault).contains(fault.law());
    }

    @Test
    void everyLawHasAFaultThatBreaksIt() {
        Set<String> proven =
                Arrays.stream(Fault.values()).map(Fault::law).collect(Collectors.toCollection(TreeSet::new));
        assertThat(proven).isEqualTo(laws());
    }

    private static Set<String> laws() {
        return Arrays.stream(DatasetContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static EngineExecutionResults putUnderContract(Map<String, String> configuration) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Subject.class))
                .configurationParameters(configuration)
                .execute();
    }

    /** A fake that merely crashes would prove nothing about the law. */
    private static boolean failedAnAssertion(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .filter(AssertionError.class::isInstance)
                .isPresent();
    }

    /** Sound unless the configuration names a fault. */
    @ExtendWith(FaultFromConfiguration.class)
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

    static final class FaultFromConfiguration implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Fault.class;
        }

        @Override
        public Fault resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getConfigurationParameter("fault")
                    .map(Fault::valueOf)
                    .orElse(null);
        }
    }
}
