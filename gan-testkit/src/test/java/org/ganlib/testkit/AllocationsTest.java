package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class AllocationsTest {
    private final long[] counter = new long[1];
    private Object kept;

    @Test
    void seesThatNothingIsAllocated() {
        Allocations.assertNone(10, 1_000, () -> counter[0]++);
    }

    @Test
    void seesOneObjectInAThousandRuns() {
        assertThatThrownBy(() -> Allocations.assertNone(10, 1_000, () -> {
                    if (counter[0]++ % 1_000 == 500) {
                        kept = new byte[16];
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bytes allocated in 1000 runs");
    }
}
