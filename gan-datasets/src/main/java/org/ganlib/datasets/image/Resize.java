package org.ganlib.datasets.image;

/**
 * The filter that images are resized with. Each output pixel is a weighted mean of the input pixels
 * around its centre; where an image becomes smaller the filter is stretched by the same factor, so
 * that every input pixel counts and no pattern appears that was not there.
 */
public enum Resize {
    /** The nearest pixel, with no mean. */
    NEAREST(0),
    /**
     * The mean over the area that an output pixel covers: each input pixel is weighted by the
     * fraction of it that lies inside.
     */
    BOX(0),
    /** A triangle. */
    BILINEAR(1),
    /** Keys' cubic with a = −1/2. */
    BICUBIC(2);

    private final double support;

    Resize(double support) {
        this.support = support;
    }

    /**
     * Resizes one plane.
     *
     * @param plane {@code height·width} values, row by row
     * @return {@code newHeight·newWidth} values
     */
    float[] apply(float[] plane, int height, int width, int newHeight, int newWidth) {
        float[] wide = new float[height * newWidth];
        for (int x = 0; x < newWidth; x++) {
            Taps taps = taps(x, width, newWidth);
            for (int y = 0; y < height; y++) {
                wide[y * newWidth + x] = taps.mean(plane, y * width, 1);
            }
        }
        float[] resized = new float[newHeight * newWidth];
        for (int y = 0; y < newHeight; y++) {
            Taps taps = taps(y, height, newHeight);
            for (int x = 0; x < newWidth; x++) {
                resized[y * newWidth + x] = taps.mean(wide, x, newWidth);
            }
        }
        return resized;
    }

    private Taps taps(int position, int size, int newSize) {
        double scale = (double) size / newSize;
        double centre = (position + 0.5) * scale;
        if (this == NEAREST) {
            return new Taps(Math.min(size - 1, (int) centre), new double[] {1});
        }
        if (this == BOX) {
            return area(position * scale, (position + 1) * scale, size);
        }
        double stretch = Math.max(1, scale);
        int first = Math.max(0, (int) Math.floor(centre - support * stretch));
        int last = Math.min(size - 1, (int) Math.ceil(centre + support * stretch));
        double[] weights = new double[last - first + 1];
        double sum = 0;
        for (int i = first; i <= last; i++) {
            weights[i - first] = kernel((i + 0.5 - centre) / stretch);
            sum += weights[i - first];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return new Taps(first, weights);
    }

    /**
     * The input pixels between two coordinates, each weighted by the length of it that lies between
     * them.
     */
    private static Taps area(double from, double to, int size) {
        int first = (int) from;
        int last = Math.min(size - 1, (int) Math.ceil(to) - 1);
        double[] weights = new double[last - first + 1];
        for (int i = first; i <= last; i++) {
            weights[i - first] = Math.max(0, Math.min(to, i + 1) - Math.max(from, i)) / (to - from);
        }
        return new Taps(first, weights);
    }

    private double kernel(double x) {
        return switch (this) {
            case NEAREST, BOX -> throw new IllegalStateException(this + " has no kernel");
            case BILINEAR -> Math.max(0, 1 - Math.abs(x));
            case BICUBIC -> cubic(x);
        };
    }

    private static double cubic(double x) {
        double a = -0.5;
        double d = Math.abs(x);
        if (d < 1) {
            return ((a + 2) * d - (a + 3)) * d * d + 1;
        }
        return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
    }

    @SuppressWarnings("ArrayRecordComponent") // used within one call, never compared
    private record Taps(int first, double[] weights) {
        float mean(float[] values, int start, int stride) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * values[start + (first + i) * stride];
            }
            return (float) sum;
        }
    }
}
