package org.ganlib.tensor;

import java.util.Arrays;

/**
 * Changes of images on the host, and the gradients through them. It computes in double precision,
 * one image at a time. Used by one thread.
 */
final class ImageArithmetic {
    private double[] before = {};
    private double[] after = {};

    /** See {@link TensorMemory#changeImages}. */
    void change(Tensor source, ImageChanges changes, Tensor target) {
        int elements = prepare(changes);
        for (int i = 0; i < changes.count(); i++) {
            source.read((long) i * elements, before, elements);
            colour(changes, i, changes.brightness(i));
            Arrays.fill(after, 0, elements, changes.filling());
            move(changes, i, true);
            target.write(after, elements, (long) i * elements);
        }
    }

    /** See {@link TensorMemory#imageGradient}. */
    void gradient(Tensor gradient, ImageChanges changes, Tensor target) {
        int elements = prepare(changes);
        for (int i = 0; i < changes.count(); i++) {
            gradient.read((long) i * elements, after, elements);
            Arrays.fill(before, 0, elements, 0);
            move(changes, i, false);
            // Without the brightness, which is constant, the change of colours is a symmetric matrix.
            colour(changes, i, 0);
            target.write(before, elements, (long) i * elements);
        }
    }

    private int prepare(ImageChanges changes) {
        int elements = changes.image().elements();
        if (before.length < elements) {
            before = new double[elements];
            after = new double[elements];
        }
        return elements;
    }

    /** Changes the colours of the image before it is moved. */
    private void colour(ImageChanges changes, int index, double brightness) {
        double saturation = changes.saturation(index);
        double contrast = changes.contrast(index);
        if (brightness == 0 && saturation == 1 && contrast == 1) {
            return;
        }
        int channels = changes.image().channels();
        int pixels = changes.image().height() * changes.image().width();
        double factorOfValue = contrast * saturation;
        double factorOfPixelSum = contrast * (1 - saturation) / channels;
        double constant = brightness + (1 - contrast) * mean(channels * pixels);
        for (int p = 0; p < pixels; p++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += before[c * pixels + p];
            }
            for (int c = 0; c < channels; c++) {
                int at = c * pixels + p;
                before[at] = factorOfValue * before[at] + factorOfPixelSum * sum + constant;
            }
        }
    }

    private double mean(int elements) {
        double sum = 0;
        for (int i = 0; i < elements; i++) {
            sum += before[i];
        }
        return sum / elements;
    }

    /**
     * Copies the pixels that remain from the image before to the one after, or back for a gradient.
     *
     * @param forward true to copy from before to after
     */
    private void move(ImageChanges changes, int index, boolean forward) {
        int height = changes.image().height();
        int width = changes.image().width();
        int down = changes.down(index);
        int right = changes.right(index);
        int pixels = height * width;
        for (int row = Math.max(0, down); row < Math.min(height, height + down); row++) {
            for (int column = Math.max(0, right); column < Math.min(width, width + right); column++) {
                if (changes.cuts(index, row, column)) {
                    continue;
                }
                int to = row * width + column;
                int from = to - down * width - right;
                for (int c = 0; c < changes.image().channels(); c++) {
                    if (forward) {
                        after[c * pixels + to] = before[c * pixels + from];
                    } else {
                        before[c * pixels + from] = after[c * pixels + to];
                    }
                }
            }
        }
    }
}
