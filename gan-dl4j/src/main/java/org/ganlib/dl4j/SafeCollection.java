package org.ganlib.dl4j;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/**
 * Collects garbage where that is safe. ND4J frees native memory as soon as the collector finds its
 * Java owner unreachable, and compiled code lets go of the owner of an argument before the native
 * call that reads it has returned; a collection at that moment crashes the process. Collecting
 * between passes, before the nursery is full, makes a collection inside a call unlikely, not
 * impossible, and keeps the resident memory of long runs constant.
 */
final class SafeCollection {
    private static final double DUE = 0.5;
    private static final Optional<MemoryPoolMXBean> NURSERY = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().contains("Eden"))
            .findFirst();

    private SafeCollection() {}

    /**
     * Collects if the nursery is half full. Called when no native call is under way on this thread.
     */
    static void collectIfDue() {
        NURSERY.map(MemoryPoolMXBean::getUsage).filter(SafeCollection::isDue).ifPresent(usage -> System.gc());
    }

    private static boolean isDue(MemoryUsage usage) {
        return usage.getUsed() > DUE * usage.getCommitted();
    }
}
