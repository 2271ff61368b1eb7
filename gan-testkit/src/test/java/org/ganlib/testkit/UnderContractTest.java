package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.UpdateSchedule;
import org.junit.jupiter.api.Test;

final class UnderContractTest {
    /** A contract that one test class implements. */
    private interface Held {
        Object subject();
    }

    static final class HoldsARate implements Held {
        @Override
        public Object subject() {
            return new FakeRate();
        }
    }

    @Test
    void pluginsThatAreAllUnderContractAreAccepted() {
        UnderContract.assertEvery(
                LearningRateSchedule.class, Held.class, Held::subject, FakeRate.class, UnderContractTest.class);
    }

    @Test
    void aPluginWithoutAContractIsNamed() {
        assertThatThrownBy(() -> UnderContract.assertEvery(
                        UpdateSchedule.class, Held.class, Held::subject, FakeRate.class, UnderContractTest.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("plugins under Held")
                .hasMessageContaining(FakeSchedule.class.getName());
    }
}
