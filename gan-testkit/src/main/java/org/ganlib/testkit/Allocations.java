package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what code allocates on the heap. */
public final class Allocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * The virtual machine itself charges a thread for what it links late; a window of runs in which
     * that happens is followed by another.
     */
    private static final int WINDOWS = 25;

    private Allocations() {}

    /**
     * Requires that {@code code}, after {@code warmUp} runs, goes through {@code times} runs in
     * succession without allocating one byte. The virtual machine counts what the calling thread
     * takes, so nothing that other threads do and no collection can be seen in it.
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
