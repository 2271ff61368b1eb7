package org.ganlib.datasets.image;

import org.ganlib.datasets.indexed.ByteImages;
import org.ganlib.datasets.indexed.ExampleSource;
import org.ganlib.network.ValueRange;

/**
 * Digits of another size, resized when they are read: sixteen times as many pixels for all of them
 * would fill memory.
 */
final class ResizedDigits implements ExampleSource {
    private static final int ELEMENTS = Digits.SIDE * Digits.SIDE;

    private final ByteImages images;
    private final int[] classes;
    private final ValueRange range;
    private final Resize resize;
    private final int size;

    ResizedDigits(Digits digits, ValueRange range, Resize resize, int size) {
        images = digits.images();
        classes = digits.classes();
        this.range = range;
        this.resize = resize;
        this.size = size;
    }

    @Override
    public int count() {
        return classes.length;
    }

    @Override
    public int label(int index) {
        return classes[index];
    }

    @Override
    public void read(int index, float[] target, int start) {
        byte[] pixels = new byte[ELEMENTS];
        images.read(index, pixels, 0);
        float[] plane = new float[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            plane[i] = pixels[i] & 0xff;
        }
        float[] resized = resize.apply(plane, Digits.SIDE, Digits.SIDE, size, size);
        for (int i = 0; i < resized.length; i++) {
            // A cubic filter overshoots at edges.
            double share = Math.max(0, Math.min(255, resized[i])) / 255;
            target[start + i] = (float) (range.low() + (range.high() - range.low()) * share);
        }
    }

    @Override
    public boolean slow() {
        return images.slow();
    }

    @Override
    public void close() {
        images.close();
    }
}
