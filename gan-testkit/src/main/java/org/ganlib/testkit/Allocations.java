package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what code allocates on the heap. */
public final class Allocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * The maximum number of windows of runs. The virtual machine sometimes allocates on the calling
     * thread when it links code late, so a window with allocations is repeated.
     */
    private static final int WINDOWS = 25;

    private Allocations() {}

    /**
     * Requires that {@code code}, after {@code warmUp} runs, goes through {@code times} runs in
     * succession without allocating one byte. The virtual machine counts the bytes that the calling
     * thread allocates, so other threads and garbage collections do not matter.
     */
    public static void assertNone(int warmUp, int times, Runnable code) {
        repeat(warmUp, code);
        long allocated = allocatedBy(times, code);
        for (int window = 1; window < WINDOWS && allocated > 0; window++) {
            allocated = allocatedBy(times, code);
        }
        assertThat(allocated).as("bytes allocated in %d runs", times).isZero();
    }

    private static long allocatedBy(int times, Runnable code) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        repeat(times, code);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void repeat(int times, Runnable code) {
        for (int i = 0; i < times; i++) {
            code.run();
        }
    }
}
