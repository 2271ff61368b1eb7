package org.ganlib.datasets.image;

import java.util.Locale;
import org.ganlib.problem.GanException;

/** The message for a sound image that does not fit into memory. */
final class ImageMemory {
    private static final double GIBIBYTE = 1L << 30;

    /**
     * Bytes for each pixel: four of the decoded image, and numbers of four bytes in one plane and
     * in another half resized.
     */
    private static final int BYTES_PER_PIXEL = 4 + 2 * Float.BYTES;

    /** An image that needs less than this part of the heap is small. */
    private static final int SMALL_SHARE = 64;

    private ImageMemory() {}

    /** Tells whether an image of that many pixels is too small to have exhausted the memory. */
    static boolean isAmple(int width, int height) {
        return (long) width * height * BYTES_PER_PIXEL < Runtime.getRuntime().maxMemory() / SMALL_SHARE;
    }

    /** The failure to hold an image of so many pixels. */
    static GanException lacking(String file, int width, int height, Throwable cause) {
        long need = (long) width * height * BYTES_PER_PIXEL;
        long heap = Runtime.getRuntime().maxMemory();
        return new GanException(
                String.format(
                        Locale.ROOT,
                        "out of memory: %s: decoding its %,d×%,d pixels needs about %.1f GiB, and Java's heap has %.1f GiB in all."
                                + " Make the image smaller, or give more: GAN_JAVA_OPTS=-Xmx%dg",
                        file,
                        width,
                        height,
                        need / GIBIBYTE,
                        heap / GIBIBYTE,
                        (long) Math.ceil(2 * Math.max(need, heap) / GIBIBYTE)),
                cause);
    }
}
