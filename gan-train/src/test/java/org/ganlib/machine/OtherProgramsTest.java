package org.ganlib.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OtherProgramsTest {
    private static final long SECOND = 1_000_000_000;

    private double load;
    private long own = 5 * SECOND;
    private long now = -7 * SECOND;

    private OtherPrograms watch() {
        return new OtherPrograms(8, () -> load, () -> own, () -> now);
    }

    private void pass(double seconds, double ownProcessors) {
        now += (long) (seconds * SECOND);
        own += (long) (seconds * ownProcessors * SECOND);
    }

    @Test
    void whatThisProcessUsesIsNotOthers() {
        OtherPrograms others = watch();
        pass(2, 1.5);
        load = 0.5;
        assertThat(others.busyProcessors()).isCloseTo(2.5, within(1e-9));
    }

    @Test
    void machineThatIsOursAloneHasNobodyElse() {
        OtherPrograms others = watch();
        pass(0.5, 2.02);
        load = 0.25;
        assertThat(others.busyProcessors()).isZero();
    }

    @Test
    void whatTheSystemDoesNotTellIsUnknown() {
        OtherPrograms others = watch();
        pass(1, 1);
        load = -1;
        assertThat(others.busyProcessors()).isNegative();
        load = 1;
        own = -1;
        assertThat(others.busyProcessors()).isNegative();
    }

    @Test
    void tooShortALookIsUnknown() {
        OtherPrograms others = watch();
        pass(0.09, 1);
        load = 1;
        assertThat(others.busyProcessors()).isNegative();
        pass(0.02, 1);
        assertThat(others.busyProcessors()).isCloseTo(7, within(1e-9));
    }

    @Test
    void thisMachineIsWatched() throws InterruptedException {
        OtherPrograms others = OtherPrograms.watch();
        Thread.sleep(150);
        assertThat(others.busyProcessors())
                .isBetween(0.0, (double) Runtime.getRuntime().availableProcessors());
    }
}
