package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a step needs is counted in bytes, and decides what is said of it. */
final class ImageMemoryTest {
    private static final double GIBIBYTE = 1L << 30;

    /** A file is copied up to four times; a pixel takes four bytes and two floats. */
    @Test
    void needsAreCountedInBytes() {
        assertThat(ImageMemory.ofContent("a", 1500)).isEqualTo(new ImageMemory("a", "reading its 1,500 bytes", 6000));
        assertThat(ImageMemory.ofPixels("a", 1500, 2000, 3000))
                .isEqualTo(new ImageMemory("a", "decoding its 2,000×3,000 pixels", 6000 + 12L * 6_000_000));
        assertThat(ImageMemory.ofResizing("a", 2000, 3000, 96, 64))
                .isEqualTo(new ImageMemory(
                        "a", "resizing its 2,000×3,000 pixels to 96×64", 12L * 6_000_000 + 4L * 3064 * 96));
        // Beyond whole numbers of four bytes.
        assertThat(ImageMemory.ofPixels("a", 1L << 31, 60_000, 60_000).need())
                .isEqualTo(4L * (1L << 31) + 12L * 60_000 * 60_000);
    }

    /** A step of a 64th of the heap or more is large. */
    @Test
    void largeStepsAreSaidToNeedMoreMemory() {
        long heap = Runtime.getRuntime().maxMemory();
        for (long need : new long[] {heap / 64, heap, 5 * heap}) {
            ImageMemory memory = new ImageMemory("a.png", "reading", need);
            assertThat(memory.isAmple()).isFalse();
            assertThat(memory.lacking(null))
                    .hasMessage(String.format(
                            Locale.ROOT,
                            "out of memory: a.png: reading needs about %.1f GiB, and Java's heap has %.1f GiB in all."
                                    + " Make the image smaller, or give more: GAN_JAVA_OPTS=-Xmx%dg",
                            need / GIBIBYTE,
                            heap / GIBIBYTE,
                            (long) Math.ceil(2 * Math.max(need, heap) / GIBIBYTE)));
        }
    }

    /** A small step cannot use up a heap most of which is free, as it is in this test. */
    @Test
    void smallStepsAreSaidToMeetAFullHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        ImageMemory memory = new ImageMemory("a.png", "reading", heap / 64 - 1);
        OutOfMemoryError cause = new OutOfMemoryError();
        assertThat(memory.lacking(cause))
                .hasCause(cause)
                .hasMessage(String.format(
                        Locale.ROOT,
                        "out of memory: a.png: Java's heap of %.1f GiB is too full for reading. Take fewer images at a"
                                + " time, or give more: GAN_JAVA_OPTS=-Xmx%dg",
                        heap / GIBIBYTE,
                        (long) Math.ceil(2 * heap / GIBIBYTE)));
        Runtime runtime = Runtime.getRuntime();
        long free = heap - runtime.totalMemory() + runtime.freeMemory();
        assertThat(memory.isAmple()).isEqualTo(free > heap / 4);
    }
}
