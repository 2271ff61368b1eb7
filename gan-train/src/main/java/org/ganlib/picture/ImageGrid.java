package org.ganlib.picture;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.ganlib.file.AtomicFile;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.tensor.TensorShape;

/**
 * Examples in one picture: images of one or three channels as a grid, points of the plane as a
 * scatter plot.
 *
 * <p>The grid is about square and filled row by row, with 2 pixels of grey between the images.
 * Images are enlarged by a whole factor, each value a square of one colour, until the picture is at
 * least {@value #MINIMUM_WIDTH} pixels wide. The low end of the value range is black, the high end
 * white or the full colour; values outside the range are clipped to it, and NaN is magenta.
 */
public final class ImageGrid {
    private static final int MINIMUM_WIDTH = 560;
    private static final int SEPARATOR = 2;
    private static final int BACKGROUND = 0x8a8f98;
    private static final int NOT_A_NUMBER = 0xff00c8;
    /** The maximum number of pixels of a picture: 256 MiB at four bytes a pixel. */
    private static final long LARGEST_PICTURE = 1L << 26;

    private final BufferedImage picture;

    private ImageGrid(BufferedImage picture) {
        this.picture = picture;
    }

    /**
     * Returns true if examples of this shape can be drawn: {@code [1, h, w]}, {@code [3, h, w]} or
     * {@code [2]}.
     */
    public static boolean canDraw(TensorShape shape) {
        return shape.isImage() ? shape.channels() == 1 || shape.channels() == 3 : shape.elements() == 2;
    }

    /**
     * Draws examples with nothing to compare them with; otherwise as {@link #of(TensorShape,
     * ValueRange, float[], float[])}.
     */
    public static ImageGrid of(TensorShape shape, ValueRange range, float[] values) {
        return of(shape, range, values, new float[0]);
    }

    /**
     * Draws examples.
     *
     * @param shape the shape of one example
     * @param range the range of their values; if it is not bounded, the range from the least to the
     *     greatest finite value is used
     * @param values all values, row-major, {@code shape.elements()} per example
     * @param reference examples of the same shape to compare them with: points are drawn over these
     *     in grey, on axes that depend on these alone; images are drawn without them
     * @throws GanException if examples of this shape cannot be drawn, or are too many for one
     *     picture
     * @throws IllegalArgumentException unless there is at least one example and the last one is
     *     complete
     */
    public static ImageGrid of(TensorShape shape, ValueRange range, float[] values, float[] reference) {
        if (!canDraw(shape)) {
            throw new GanException(
                    "examples of shape " + shape
                            + " cannot be drawn: a picture needs images of 1 or 3 channels, or points of the plane. Write them to an .npy file.");
        }
        if (values.length == 0 || values.length % shape.elements() != 0) {
            throw new IllegalArgumentException(values.length + " values are not one or more examples of " + shape);
        }
        return new ImageGrid(
                shape.isImage()
                        ? grid(shape, Shades.of(range, values), values)
                        : ScatterPlot.draw(range, reference, values, Optional.empty()));
    }

    /**
     * Draws images in rows of a given length.
     *
     * @param columns the number of images in a row
     * @throws GanException if such examples are no images that can be drawn, or are too many for
     *     one picture
     */
    public static ImageGrid rows(TensorShape shape, ValueRange range, float[] values, int columns) {
        if (!shape.isImage() || !canDraw(shape)) {
            throw new GanException(
                    "examples of shape " + shape + " are no images of 1 or 3 channels. Write them to an .npy file.");
        }
        return new ImageGrid(grid(shape, Shades.of(range, values), values, columns));
    }

    /**
     * Draws one image pixel by pixel, without border or enlargement.
     *
     * @param example the index of the image
     */
    public static ImageGrid single(TensorShape shape, ValueRange range, float[] values, int example) {
        if (!shape.isImage() || !canDraw(shape)) {
            throw new GanException(
                    "examples of shape " + shape + " are no images of 1 or 3 channels. Write them to an .npy file.");
        }
        Shades shades = Shades.of(range, values);
        BufferedImage picture = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                picture.setRGB(x, y, colour(shape, shades, values, example, y, x));
            }
        }
        return new ImageGrid(picture);
    }

    /**
     * Draws a critic's scores over the plane under real and generated points.
     *
     * @param range the range of the points; if it is not bounded, the axes cover the real points
     * and some room around them
     */
    public static BufferedImage landscape(ValueRange range, float[] real, float[] generated, ScoreField field) {
        return ScatterPlot.draw(range, real, generated, Optional.of(field));
    }

    /** The picture, without transparency. */
    public BufferedImage picture() {
        return picture;
    }

    /**
     * Writes a PNG file, as a whole or not at all.
     *
     * @throws GanException if the file cannot be written; the message names it, the reason and what
     *     to do
     */
    public void write(Path target) {
        AtomicFile.write(target, out -> Png.write(picture, out));
    }

    private static BufferedImage grid(TensorShape shape, Shades shades, float[] values) {
        int count = values.length / shape.elements();
        int width = shape.width();
        int height = shape.height();
        return grid(
                shape, shades, values, Math.min(count, (int) Math.ceil(Math.sqrt((double) count * height / width))));
    }

    private static BufferedImage grid(TensorShape shape, Shades shades, float[] values, int columns) {
        int count = values.length / shape.elements();
        int width = shape.width();
        int height = shape.height();
        int rows = (count + columns - 1) / columns;
        int scale = Math.max(1, ceilDivide(MINIMUM_WIDTH - SEPARATOR - columns * SEPARATOR, columns * width));
        long totalWidth = SEPARATOR + columns * ((long) width * scale + SEPARATOR);
        long totalHeight = SEPARATOR + rows * ((long) height * scale + SEPARATOR);
        if (totalWidth > LARGEST_PICTURE / totalHeight) {
            throw new GanException(String.format(
                    Locale.ROOT,
                    "%,d images of %d×%d are too many for one picture (%,d×%,d pixels). Draw fewer, or write them to an .npy file.",
                    count,
                    height,
                    width,
                    totalWidth,
                    totalHeight));
        }
        int[] pixels = new int[(int) (totalWidth * totalHeight)];
        Arrays.fill(pixels, BACKGROUND);
        for (int i = 0; i < count; i++) {
            int left = SEPARATOR + i % columns * (width * scale + SEPARATOR);
            int top = SEPARATOR + i / columns * (height * scale + SEPARATOR);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int colour = colour(shape, shades, values, i, y, x);
                    for (int row = 0; row < scale; row++) {
                        int start = (top + y * scale + row) * (int) totalWidth + left + x * scale;
                        Arrays.fill(pixels, start, start + scale, colour);
                    }
                }
            }
        }
        BufferedImage picture = new BufferedImage((int) totalWidth, (int) totalHeight, BufferedImage.TYPE_INT_RGB);
        picture.getRaster().setDataElements(0, 0, picture.getWidth(), picture.getHeight(), pixels);
        return picture;
    }

    private static int colour(TensorShape shape, Shades shades, float[] values, int example, int y, int x) {
        int plane = shape.height() * shape.width();
        int first = example * shape.elements() + y * shape.width() + x;
        int colour = 0;
        for (int channel = 0; channel < 3; channel++) {
            float value = values[first + (shape.channels() == 3 ? channel * plane : 0)];
            if (Float.isNaN(value)) {
                return NOT_A_NUMBER;
            }
            colour = colour << 8 | shades.of(value);
        }
        return colour;
    }

    private static int ceilDivide(int dividend, int divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    /** Maps values to 0…255. */
    private record Shades(double low, double high) {
        static Shades of(ValueRange range, float[] values) {
            return range.isBounded() ? new Shades(range.low(), range.high()) : spanned(values);
        }

        private static Shades spanned(float[] values) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (float value : values) {
                if (Float.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            return low < high ? new Shades(low, high) : new Shades(0, 1);
        }

        int of(float value) {
            double shade = Math.rint(255 * (value - low) / (high - low));
            return (int) Math.max(0, Math.min(255, shade));
        }
    }
}
