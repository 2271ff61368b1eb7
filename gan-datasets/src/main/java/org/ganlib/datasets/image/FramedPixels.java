package org.ganlib.datasets.image;

import java.util.Arrays;

/**
 * An image inside a larger, transparent one. The area around it is therefore shown as white.
 *
 * @param image the inner image, which lies within the outer one
 * @param left the number of columns to its left
 * @param top the number of rows above it
 */
record FramedPixels(PixelSource image, int left, int top, int width, int height) implements PixelSource {
    @Override
    public boolean isGrey() {
        return image.isGrey();
    }

    @Override
    public void row(int y, float[] target) {
        Arrays.fill(target, 0, 3 * width, 255);
        if (y >= top && y < top + image.height()) {
            float[] inner = new float[3 * image.width()];
            image.row(y - top, inner);
            System.arraycopy(inner, 0, target, 3 * left, inner.length);
        }
    }
}
