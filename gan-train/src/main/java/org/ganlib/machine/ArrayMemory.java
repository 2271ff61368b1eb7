package org.ganlib.machine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Properties;

/**
 * How much memory arrays may take, which lie beside Java's heap. The library that allocates them
 * would allow as much as the heap may have, by default a quarter of the machine's memory; here the
 * heap is small and the arrays are large.
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
     * Three quarters of the machine's, unless a property says otherwise. Has no effect once there
     * was an array.
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
