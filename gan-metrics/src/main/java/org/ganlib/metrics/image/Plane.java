package org.ganlib.metrics.image;

import org.ganlib.spi.Examples;

/** One channel of an image in double precision. */
final class Plane {
    private final int height;
    private final int width;
    private final double[] values;

    private Plane(int height, int width, double[] values) {
        this.height = height;
        this.width = width;
        this.values = values;
    }

    static Plane of(Examples examples, int example, int channel) {
        int height = examples.shape().height();
        int width = examples.shape().width();
        double[] values = new double[height * width];
        int start = (example * examples.shape().channels() + channel) * values.length;
        for (int p = 0; p < values.length; p++) {
            values[p] = examples.values()[start + p];
        }
        return new Plane(height, width, values);
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    int size() {
        return values.length;
    }

    double at(int pixel) {
        return values[pixel];
    }

    /** The same less a number. */
    Plane minus(double number) {
        double[] less = new double[values.length];
        for (int p = 0; p < less.length; p++) {
            less[p] = values[p] - number;
        }
        return new Plane(height, width, less);
    }

    Plane times(Plane other) {
        double[] product = new double[values.length];
        for (int p = 0; p < product.length; p++) {
            product[p] = values[p] * other.values[p];
        }
        return new Plane(height, width, product);
    }

    /** Means of 2 × 2 pixels; an odd last row or column is left out. */
    Plane halved() {
        int h = height / 2;
        int w = width / 2;
        double[] half = new double[h * w];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int corner = 2 * y * width + 2 * x;
                half[y * w + x] =
                        (values[corner] + values[corner + 1] + values[corner + width] + values[corner + width + 1]) / 4;
            }
        }
        return new Plane(h, w, half);
    }

    /** Filtered by the window along both directions, where it fits. */
    Plane filtered(double[] window) {
        int w = width - window.length + 1;
        int h = height - window.length + 1;
        double[] rows = new double[height * w];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < w; x++) {
                double sum = 0;
                for (int k = 0; k < window.length; k++) {
                    sum += window[k] * values[y * width + x + k];
                }
                rows[y * w + x] = sum;
            }
        }
        double[] both = new double[h * w];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double sum = 0;
                for (int k = 0; k < window.length; k++) {
                    sum += window[k] * rows[(y + k) * w + x];
                }
                both[y * w + x] = sum;
            }
        }
        return new Plane(h, w, both);
    }
}
