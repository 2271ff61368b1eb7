package org.ganlib.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs contracts, and says which of their laws were broken. */
final class Laws {
    private Laws() {}

    /** The laws that fail for the fake which {@code contract} puts under contract. */
    static Set<String> brokenBy(Class<?> contract) {
        return run(contract).failed().stream()
                .map(event -> event.getTestDescriptor().getSource().orElseThrow())
                .map(source -> ((MethodSource) source).getMethodName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The number of laws that hold for the fake which {@code contract} puts under contract. */
    static long keptBy(Class<?> contract) {
        return run(contract).succeeded().count();
    }

    /** The laws that {@code contract} itself states, without those it inherits. */
    static Set<String> statedBy(Class<?> contract) {
        return Stream.of(contract.getDeclaredMethods())
                .filter(method -> Stream.of(Test.class, TestFactory.class, ParameterizedTest.class)
                        .anyMatch(method::isAnnotationPresent))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Events run(Class<?> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents();
    }
}
