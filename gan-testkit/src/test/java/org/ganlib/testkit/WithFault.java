package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * Puts a fake with one fault under its contract. The test class takes the fault, a constant of an
 * enum, in its constructor; it is null where there is none.
 */
final class WithFault implements ParameterResolver {
    private static final String KEY = "fault";

    /** The results of the laws for a sound fake. */
    static Events none(Class<?> subject) {
        return run(selectClass(subject), Map.of());
    }

    /** Requires that a sound fake keeps each law of its contract, and that none is passed over. */
    static void assertSound(Class<?> subject, Class<?> contract) {
        Events events = none(subject);
        assertThat(events.failed().stream()
                        .map(event -> event.getTestDescriptor().getLegacyReportingName() + ": "
                                + event.getPayload(TestExecutionResult.class)
                                        .flatMap(TestExecutionResult::getThrowable)))
                .isEmpty();
        assertThat(events.aborted().count()).isZero();
        assertThat(events.succeeded().count())
                .isGreaterThanOrEqualTo(Laws.statedBy(contract).size());
    }

    /**
     * The laws that fail with this fault by an assertion: a fake that merely crashes would prove
     * nothing.
     */
    static Set<String> brokenBy(Enum<?> fault, Class<?> subject) {
        return broken(selectClass(subject), fault);
    }

    /** The name of this one law if it fails with this fault by an assertion; otherwise nothing. */
    static Set<String> brokenBy(Enum<?> fault, Class<?> subject, String law) {
        Method method = Stream.of(subject.getMethods())
                .filter(candidate -> candidate.getName().equals(law))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no law " + law + " in " + subject));
        return broken(selectMethod(subject, method), fault);
    }

    private static Set<String> broken(DiscoverySelector laws, Enum<?> fault) {
        return run(laws, Map.of(KEY, fault.name())).failed().stream()
                .filter(WithFault::failedAnAssertion)
                // Laws are reported with their parameters, and tests of a factory as law()[n].
                .map(event -> event.getTestDescriptor().getLegacyReportingName().replaceFirst("\\(.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Events run(DiscoverySelector laws, Map<String, String> configuration) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(laws)
                .configurationParameters(configuration)
                .execute()
                .testEvents();
    }

    private static boolean failedAnAssertion(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .filter(AssertionError.class::isInstance)
                .isPresent();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().isEnum();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getConfigurationParameter(KEY)
                .map(name -> constant(parameter.getParameter().getType(), name))
                .orElse(null);
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no fault " + name + " in " + type);
    }
}
