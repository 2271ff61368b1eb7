package org.ganlib.datasets.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.stream.IntStream;

/**
 * The pixels of an image that Java has decoded. Its numbers are taken as they are: Java's own
 * conversion would apply colour profiles, and take grey for linear light.
 */
final class RasterPixels implements Pixels {
    private static final int MOST_BITS = 16;

    private final Raster raster;
    private final ColorModel model;
    private final boolean grey;
    private final boolean inks;
    private final int colours;
    private final double[] scales;
    private final int[] samples;

    private RasterPixels(Raster raster, ColorModel model) {
        this.raster = raster;
        this.model = model;
        int kind = model.getColorSpace().getType();
        grey = model instanceof IndexColorModel palette ? hasGreysAlone(palette) : kind == ColorSpace.TYPE_GRAY;
        inks = kind == ColorSpace.TYPE_CMYK;
        colours = model.getNumColorComponents();
        scales = new double[raster.getNumBands()];
        samples = new int[raster.getNumBands() * raster.getWidth()];
        if (!(model instanceof IndexColorModel)) {
            for (int band = 0; band < scales.length; band++) {
                scales[band] = 255.0 / ((1 << model.getComponentSize(band)) - 1);
            }
        }
    }

    /**
     * The pixels of an image.
     *
     * @throws UnreadableImageException if its numbers are of a kind that has no certain black and
     *     white
     */
    static RasterPixels of(BufferedImage image) throws UnreadableImageException {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        int type = raster.getSampleModel().getDataType();
        boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT || type == DataBuffer.TYPE_INT;
        int bits = IntStream.of(model.getComponentSize()).max().orElse(0);
        if (!whole || (bits > MOST_BITS && !(model instanceof IndexColorModel))) {
            throw refusalOfNumbers(bits);
        }
        int kind = model.getColorSpace().getType();
        int colours = model.getNumColorComponents();
        boolean known = (kind == ColorSpace.TYPE_GRAY && colours == 1)
                || (kind == ColorSpace.TYPE_RGB && colours == 3)
                || (kind == ColorSpace.TYPE_CMYK && colours == 4);
        if (!known || model.getNumComponents() > colours + 1) {
            throw new UnreadableImageException(
                    "its " + model.getNumComponents() + " channels are neither grey nor RGB nor CMYK",
                    "Save it in one of these");
        }
        return new RasterPixels(raster, model);
    }

    /** The refusal of numbers that have no certain black and white. */
    static UnreadableImageException refusalOfNumbers(int bits) {
        return new UnreadableImageException(
                "its numbers have " + bits
                        + " bits, or are signed or fractions; whole numbers of up to 16 bits are read",
                "Save it as 8 or 16 bits");
    }

    private static boolean hasGreysAlone(IndexColorModel palette) {
        return IntStream.range(0, palette.getMapSize())
                .allMatch(i -> palette.getRed(i) == palette.getGreen(i) && palette.getRed(i) == palette.getBlue(i));
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public boolean isGrey() {
        return grey;
    }

    @Override
    public void row(int y, float[] target) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, samples);
        if (model instanceof IndexColorModel palette) {
            rowOfPalette(palette, target);
        } else {
            rowOfLevels(target);
        }
    }

    private void rowOfPalette(IndexColorModel palette, float[] target) {
        for (int x = 0; x < width(); x++) {
            int index = samples[x];
            float alpha = palette.getAlpha(index) / 255f;
            target[3 * x] = onWhite(palette.getRed(index), alpha);
            target[3 * x + 1] = onWhite(palette.getGreen(index), alpha);
            target[3 * x + 2] = onWhite(palette.getBlue(index), alpha);
        }
    }

    private void rowOfLevels(float[] target) {
        int bands = scales.length;
        for (int x = 0; x < width(); x++) {
            int at = x * bands;
            float alpha = model.hasAlpha() ? (float) (samples[at + colours] * scales[colours] / 255) : 1;
            for (int channel = 0; channel < 3; channel++) {
                int band = colours == 1 ? 0 : channel;
                float level = (float) (samples[at + band] * scales[band]);
                if (inks) {
                    level = (255 - level) * (float) (255 - samples[at + 3] * scales[3]) / 255;
                }
                target[3 * x + channel] =
                        model.isAlphaPremultiplied() ? level + 255 * (1 - alpha) : onWhite(level, alpha);
            }
        }
    }

    private static float onWhite(float level, float alpha) {
        return 255 + alpha * (level - 255);
    }
}
