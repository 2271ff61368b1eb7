package org.ganlib.datasets.image;

import java.util.Locale;
import org.ganlib.problem.GanException;

/**
 * The memory that a step of reading an image takes, and the message for a sound image that does not
 * fit into it.
 *
 * @param file the image's file
 * @param step what is done with the image: "decoding its 8,192×8,192 pixels"
 * @param need about how many bytes of Java's heap it takes
 */
record ImageMemory(String file, String step, long need) {
    private static final double GIBIBYTE = 1L << 30;

    /**
     * Bytes for each pixel: four of the decoded image, and numbers of four bytes in one plane and
     * in another half resized.
     */
    private static final int BYTES_PER_PIXEL = 4 + 2 * Float.BYTES;

    /**
     * How often a file's content is held at most: as it is, cut down to what its pixels depend on,
     * once more while that is put together, and in the decoder's stream.
     */
    private static final int COPIES = 4;

    /** A step that needs less than this part of the heap is small. */
    private static final int SMALL_SHARE = 64;

    /** Where this part of the heap is free, the heap is not full. */
    private static final int FREE_SHARE = 4;

    /** Reading a file of so many bytes. */
    static ImageMemory ofContent(String file, long bytes) {
        return new ImageMemory(file, String.format(Locale.ROOT, "reading its %,d bytes", bytes), COPIES * bytes);
    }

    /** Decoding an image of so many pixels from a file of so many bytes. */
    static ImageMemory ofPixels(String file, long bytes, int width, int height) {
        return new ImageMemory(
                file,
                String.format(Locale.ROOT, "decoding its %,d×%,d pixels", width, height),
                COPIES * bytes + (long) width * height * BYTES_PER_PIXEL);
    }

    /** Resizing an image of so many pixels to a square. */
    static ImageMemory ofResizing(String file, int width, int height, int size) {
        return new ImageMemory(
                file,
                String.format(Locale.ROOT, "resizing its %,d×%,d pixels to %,d×%,d", width, height, size, size),
                (long) width * height * BYTES_PER_PIXEL + ((long) height + size) * size * Float.BYTES);
    }

    private boolean isSmall() {
        return need < Runtime.getRuntime().maxMemory() / SMALL_SHARE;
    }

    /**
     * Tells whether the step cannot have exhausted the memory, nor anything else: it is small, and
     * the heap is not full. A decoder that failed nevertheless asked for far more than there can
     * be.
     */
    boolean isAmple() {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        return isSmall() && free > runtime.maxMemory() / FREE_SHARE;
    }

    /** The failure of the step for lack of memory. */
    GanException lacking(Throwable cause) {
        long heap = Runtime.getRuntime().maxMemory();
        String shortage = isSmall()
                ? String.format(
                        Locale.ROOT,
                        "Java's heap of %.1f GiB is too full for %s. Take fewer images at a time",
                        heap / GIBIBYTE,
                        step)
                : String.format(
                        Locale.ROOT,
                        "%s needs about %.1f GiB, and Java's heap has %.1f GiB in all. Make the image smaller",
                        step,
                        need / GIBIBYTE,
                        heap / GIBIBYTE);
        long more = (long) Math.ceil(2 * Math.max(need, heap) / GIBIBYTE);
        return new GanException(
                "out of memory: " + file + ": " + shortage + ", or give more: GAN_JAVA_OPTS=-Xmx" + more + "g", cause);
    }
}
