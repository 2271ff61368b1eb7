package org.ganlib.machine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Properties;

/**
 * The limit on the memory of arrays, which lie outside Java's heap. By default, the library that
 * allocates arrays allows as much memory as Java's heap may have, which is a quarter of the
 * machine's memory. In ganlib the heap is small and the arrays are large.
 */
public final class ArrayMemory {
    /** The system property that sets the limit, in bytes or with a suffix: {@code 8g}. */
    public static final String PROPERTY = "org.bytedeco.javacpp.maxbytes";

    private static final List<String> SPELLINGS = List.of(PROPERTY, "org.bytedeco.javacpp.maxBytes");

    private ArrayMemory() {}

    /** The machine's memory, or its container's, in bytes. */
    public static long ofMachine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /**
     * Sets the limit to three quarters of the machine's memory, unless a property sets it. Has no
     * effect after the first array was allocated.
     */
    static void allow() {
        allow(System.getProperties(), ofMachine());
    }

    static void allow(Properties properties, long machine) {
        if (SPELLINGS.stream().noneMatch(properties::containsKey)) {
            properties.setProperty(PROPERTY, String.valueOf(machine / 4 * 3));
        }
    }
}
