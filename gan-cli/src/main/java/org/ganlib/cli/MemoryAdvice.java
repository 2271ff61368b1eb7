package org.ganlib.cli;

import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.ganlib.machine.ArrayMemory;

/**
 * Advice when memory has run out: the kind of memory, and the remedy.
 *
 * @param heap the greatest size of Java's heap in bytes
 * @param arrays the memory that arrays may take beside it
 * @param machine the memory of the machine
 */
record MemoryAdvice(long heap, long arrays, long machine) {
    private static final long GIBIBYTE = 1L << 30;

    /** The advice for this process. */
    static MemoryAdvice ofProcess() {
        long machine = ArrayMemory.ofMachine();
        try {
            return new MemoryAdvice(Runtime.getRuntime().maxMemory(), Pointer.maxBytes(), machine);
        } catch (LinkageError e) {
            // The array library does not load, so this process used no arrays.
            return new MemoryAdvice(Runtime.getRuntime().maxMemory(), machine, machine);
        }
    }

    /**
     * @param request the request that failed
     */
    String after(String request) {
        String said = "out of memory: " + request + ". ";
        if (request.contains("heap") || request.contains("GC overhead")) {
            return said
                    + String.format(
                            Locale.ROOT,
                            "Lower train.batch, or give Java's heap more than its present %.1f GiB: GAN_JAVA_OPTS=-Xmx%dg",
                            gibibytes(heap),
                            twice(heap));
        }
        if (twice(arrays) * GIBIBYTE <= machine) {
            return said
                    + String.format(
                            Locale.ROOT,
                            "Lower train.batch, or give arrays more than their present %.1f GiB: GAN_JAVA_OPTS=-D%s=%dg",
                            gibibytes(arrays),
                            ArrayMemory.PROPERTY,
                            twice(arrays));
        }
        return said
                + String.format(
                        Locale.ROOT,
                        "Lower train.batch: arrays may already take %.1f of the machine's %.1f GiB",
                        gibibytes(arrays),
                        gibibytes(machine));
    }

    /** Whole gibibytes, rounded up. */
    private static long twice(long bytes) {
        return (2 * bytes + GIBIBYTE - 1) / GIBIBYTE;
    }

    private static double gibibytes(long bytes) {
        return (double) bytes / GIBIBYTE;
    }
}
