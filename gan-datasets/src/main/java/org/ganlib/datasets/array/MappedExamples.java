package org.ganlib.datasets.array;

import java.util.Optional;
import org.ganlib.datasets.indexed.ExampleSource;

/** A part of the examples of a mapped file. */
final class MappedExamples implements ExampleSource {
    /**
     * Examples of this many values or more are prefetched, because they may have to be read from
     * disk. For smaller ones, the hand-over between threads takes longer than a step of the small
     * networks that learn from them.
     */
    private static final int LEAST_AHEAD = 256;

    private final MappedImages images;
    private final int[] chosen;
    private final int[] labels;
    private final Optional<BackgroundChecksum> checksum;

    /**
     * Takes the arrays over.
     *
     * @param chosen the indices of the part's examples in the file
     * @param labels their labels
     * @param checksum the comparison of the file's checksum, which is closed with this; reading the
     *     last example waits for its end, so that no epoch ends before it
     */
    MappedExamples(MappedImages images, int[] chosen, int[] labels, Optional<BackgroundChecksum> checksum) {
        this.images = images;
        this.chosen = chosen;
        this.labels = labels;
        this.checksum = checksum;
    }

    @Override
    public int count() {
        return chosen.length;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, float[] target, int start) {
        if (checksum.isPresent()) {
            checksum.get().requireSound(index == chosen.length - 1);
        }
        images.read(chosen[index], target, start);
    }

    @Override
    public boolean slow() {
        return images.shape().elements() >= LEAST_AHEAD;
    }

    @Override
    public void close() {
        checksum.ifPresent(BackgroundChecksum::close);
        images.array().close();
    }
}
