package org.ganlib.machine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The number of processors that other programs keep busy, measured since this was made. The
 * system's load average cannot tell: for a minute and more it counts a program that has ended, such
 * as the training before this one.
 */
final class OtherPrograms {
    /** The shortest measurement. The system counts processor time in hundredths of a second. */
    private static final long SHORTEST_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(100);

    private final int processors;
    private final DoubleSupplier load;
    private final LongSupplier own;
    private final LongSupplier clock;
    private final long ownBefore;
    private final long start;

    /**
     * @param processors the number of processors of this machine, ≥ 1
     * @param load share of the processors' time that all programs together used since it was last
     *     asked, 0 to 1; negative if unknown
     * @param own processor time that this process has used, nanoseconds; negative if unknown
     * @param clock nanoseconds
     */
    OtherPrograms(int processors, DoubleSupplier load, LongSupplier own, LongSupplier clock) {
        this.processors = processors;
        this.load = load;
        this.own = own;
        this.clock = clock;
        double unusedUntilNow = load.getAsDouble();
        ownBefore = own.getAsLong();
        start = clock.getAsLong();
    }

    /** Starts to measure on this machine. */
    static OtherPrograms watch() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new OtherPrograms(
                Runtime.getRuntime().availableProcessors(),
                system::getCpuLoad,
                system::getProcessCpuTime,
                System::nanoTime);
    }

    /**
     * The average number of processors that were busy with other programs; negative if the system
     * does not report it, or if too little time has passed.
     */
    double busyProcessors() {
        double share = load.getAsDouble();
        long ownAfter = own.getAsLong();
        long passed = clock.getAsLong() - start;
        boolean known = share >= 0 && ownBefore >= 0 && ownAfter >= 0;
        if (!known || passed < SHORTEST_NANOSECONDS) {
            return -1;
        }
        return Math.max(0, share * processors - (double) (ownAfter - ownBefore) / passed);
    }
}
