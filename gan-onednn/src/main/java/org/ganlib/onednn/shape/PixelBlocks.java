package org.ganlib.onednn.shape;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.ganlib.tensor.TensorShape;

/**
 * Upsampling and sum pooling of images in row-major order. A smaller image has one pixel for each
 * block of pixels of the larger one. Repeating pixels and summing blocks are transposed linear maps,
 * so each is the backward pass of the other.
 */
final class PixelBlocks {
    private final int planes;
    private final int height;
    private final int blockHeight;
    private final int blockWidth;
    private final int smallWidth;
    private final int width;
    private final float[] small;
    private final float[] large;

    /**
     * Computes the size of a block from the two shapes.
     *
     * @param planes the channels of all images of a batch
     * @param smallShape the shape of a smaller image, or of one number per channel
     * @param largeShape the shape of an image
     */
    PixelBlocks(int planes, TensorShape smallShape, TensorShape largeShape) {
        this.planes = planes;
        height = largeShape.height();
        width = largeShape.width();
        smallWidth = smallShape.width();
        blockHeight = height / smallShape.height();
        blockWidth = width / smallWidth;
        small = new float[smallShape.height() * smallWidth];
        large = new float[height * width];
    }

    /** Overwrites each pixel of the images with that of its block, times a factor. */
    void repeat(FloatBuffer smallImages, float factor, FloatBuffer images) {
        for (int plane = 0; plane < planes; plane++) {
            smallImages.get(plane * small.length, small);
            scale(factor);
            for (int row = 0; row < height; row++) {
                int from = row / blockHeight * smallWidth;
                for (int offset = 0; offset < blockWidth; offset++) {
                    int to = row * width + offset;
                    for (int column = 0; column < smallWidth; column++) {
                        large[to + column * blockWidth] = small[from + column];
                    }
                }
            }
            images.put(plane * large.length, large);
        }
    }

    /** Overwrites each pixel of the smaller images with the sum of its block, times a factor. */
    void sum(FloatBuffer images, float factor, FloatBuffer smallImages) {
        for (int plane = 0; plane < planes; plane++) {
            images.get(plane * large.length, large);
            Arrays.fill(small, 0);
            for (int row = 0; row < height; row++) {
                int to = row / blockHeight * smallWidth;
                for (int offset = 0; offset < blockWidth; offset++) {
                    int from = row * width + offset;
                    for (int column = 0; column < smallWidth; column++) {
                        small[to + column] += large[from + column * blockWidth];
                    }
                }
            }
            scale(factor);
            smallImages.put(plane * small.length, small);
        }
    }

    private void scale(float factor) {
        for (int i = 0; i < small.length; i++) {
            small[i] *= factor;
        }
    }
}
