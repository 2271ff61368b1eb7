package org.ganlib.datasets.image;

import java.util.Locale;
import org.ganlib.problem.GanException;

/**
 * The memory that one step of reading an image takes, and the exception for a sound image that does
 * not fit into memory.
 *
 * @param file the image's file
 * @param step the step, for the message: "decoding its 8,192×8,192 pixels"
 * @param need the approximate number of bytes of Java's heap that it takes
 */
record ImageMemory(String file, String step, long need) {
    private static final double GIBIBYTE = 1L << 30;

    /**
     * Bytes per pixel: four in the decoded image, a float in one plane, and a float in another
     * plane that is half resized.
     */
    private static final int BYTES_PER_PIXEL = 4 + 2 * Float.BYTES;

    /**
     * The maximum number of copies of a file's content: the content itself, the essential part of
     * it, a second copy of that while it is assembled, and one in the decoder's stream.
     */
    private static final int COPIES = 4;

    /** A step is small if it needs less than the heap's size divided by this number. */
    private static final int SMALL_SHARE = 64;

    /** The heap is not full if more than its size divided by this number is free. */
    private static final int FREE_SHARE = 4;

    /** The memory for reading a file. */
    static ImageMemory ofContent(String file, long bytes) {
        return new ImageMemory(file, String.format(Locale.ROOT, "reading its %,d bytes", bytes), COPIES * bytes);
    }

    /** The memory for decoding an image from a file. */
    static ImageMemory ofPixels(String file, long bytes, int width, int height) {
        return new ImageMemory(
                file,
                String.format(Locale.ROOT, "decoding its %,d×%,d pixels", width, height),
                COPIES * bytes + (long) width * height * BYTES_PER_PIXEL);
    }

    /** The memory for resizing an image. */
    static ImageMemory ofResizing(String file, int width, int height, int newWidth, int newHeight) {
        return new ImageMemory(
                file,
                String.format(
                        Locale.ROOT, "resizing its %,d×%,d pixels to %,d×%,d", width, height, newWidth, newHeight),
                (long) width * height * BYTES_PER_PIXEL + ((long) height + newHeight) * newWidth * Float.BYTES);
    }

    private boolean isSmall() {
        return need < Runtime.getRuntime().maxMemory() / SMALL_SHARE;
    }

    /**
     * Tells whether the step cannot have used up the memory: the step is small, and the heap is not
     * full. If a decoder runs out of memory nevertheless, it asked for far more than any sound
     * image needs.
     */
    boolean isAmple() {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        return isSmall() && free > runtime.maxMemory() / FREE_SHARE;
    }

    /** The exception that says that the step lacks memory. */
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
