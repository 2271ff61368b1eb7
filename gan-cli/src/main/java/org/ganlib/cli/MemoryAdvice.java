package org.ganlib.cli;

import java.util.Locale;

/** What to say when memory has run out. */
final class MemoryAdvice {
    private static final long GIBIBYTE = 1L << 30;

    private MemoryAdvice() {}

    /**
     * One line that names what was asked for, and twice the present limit as the next to try: arrays may take as much beside the heap as the
     * heap itself, which is a quarter of the machine's memory unless -Xmx says otherwise.
     *
     * @param request what could not be had
     * @param limit the greatest size of the heap in bytes
     */
    static String after(String request, long limit) {
        return String.format(
                Locale.ROOT,
                "out of memory: %s. Lower train.batch, or give the process more than its present %.1f GiB: GAN_JAVA_OPTS=-Xmx%dg",
                request,
                (double) limit / GIBIBYTE,
                (2 * limit + GIBIBYTE - 1) / GIBIBYTE);
    }
}
