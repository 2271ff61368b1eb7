package org.ganlib.datasets.indexed;

import org.ganlib.random.RandomStream;
import org.ganlib.tensor.TensorShape;

/** Copies images while it varies them. */
final class Augmenter {
    private final Augmentation settings;
    private final TensorShape from;
    private final TensorShape to;

    Augmenter(Augmentation settings, TensorShape from) {
        this.settings = settings;
        this.from = from;
        to = settings.apply(from);
    }

    TensorShape outputShape() {
        return to;
    }

    /** Copies an image as metrics see it. */
    void plain(float[] image, float[] target, int start) {
        copy(image, target, start, (from.height() - to.height()) / 2, (from.width() - to.width()) / 2, false, false);
    }

    /**
     * Copies an image with its random changes; takes the same number of draws from the stream for
     * every image.
     */
    void vary(float[] image, float[] target, RandomStream random) {
        boolean horizontally = flips(Augmentation.Flip.HORIZONTAL) && random.nextInt(2) == 1;
        boolean vertically = flips(Augmentation.Flip.VERTICAL) && random.nextInt(2) == 1;
        int top = offset(from.height() - to.height(), random);
        int left = offset(from.width() - to.width(), random);
        if (settings.translate() > 0) {
            top += random.nextInt(2 * settings.translate() + 1) - settings.translate();
            left += random.nextInt(2 * settings.translate() + 1) - settings.translate();
        }
        copy(image, target, 0, top, left, horizontally, vertically);
    }

    private boolean flips(Augmentation.Flip way) {
        return settings.flip() == way || settings.flip() == Augmentation.Flip.BOTH;
    }

    private static int offset(int room, RandomStream random) {
        return room == 0 ? 0 : random.nextInt(room + 1);
    }

    private void copy(
            float[] image, float[] target, int start, int top, int left, boolean horizontally, boolean vertically) {
        int next = start;
        for (int channel = 0; channel < from.channels(); channel++) {
            int plane = channel * from.height() * from.width();
            for (int y = 0; y < to.height(); y++) {
                int row = clamp(top + (vertically ? to.height() - 1 - y : y), from.height());
                for (int x = 0; x < to.width(); x++) {
                    int column = clamp(left + (horizontally ? to.width() - 1 - x : x), from.width());
                    target[next++] = image[plane + row * from.width() + column];
                }
            }
        }
    }

    private static int clamp(int index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }
}
