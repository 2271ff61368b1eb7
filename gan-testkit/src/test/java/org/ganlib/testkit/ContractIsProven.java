package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The test of a contract: the contract holds for a sound plugin, and each of its laws fails for a
 * fake that breaks it.
 *
 * @param <F> the faults of the fake
 */
interface ContractIsProven<F extends Enum<F> & ContractIsProven.BreaksLaw> {
    /** A fault of a fake. */
    interface BreaksLaw {
        /** The name of the law that must notice the fault; empty for no fault. */
        String law();
    }

    /** The class that puts the fake under contract; see {@link WithFault}. */
    Class<?> subject();

    /** The contracts whose laws must have faults. */
    List<Class<?>> contracts();

    /** The class of the faults. */
    Class<F> faults();

    @Test
    default void aSoundPluginKeepsEveryLaw() {
        contracts().forEach(contract -> WithFault.assertSound(subject(), contract));
    }

    @TestFactory
    default Stream<DynamicTest> aFaultIsNoticedByItsLaw() {
        return breaking()
                .map(fault -> DynamicTest.dynamicTest(
                        fault.name(), () -> assertThat(WithFault.brokenBy(fault, subject(), fault.law()))
                                .containsExactly(fault.law())));
    }

    @Test
    default void everyLawHasAFaultThatBreaksIt() {
        assertThat(breaking().map(F::law).collect(Collectors.toSet()))
                .isEqualTo(contracts().stream()
                        .flatMap(contract -> Laws.statedBy(contract).stream())
                        .collect(Collectors.toSet()));
    }

    private Stream<F> breaking() {
        return Stream.of(faults().getEnumConstants())
                .filter(fault -> !fault.law().isEmpty());
    }
}
