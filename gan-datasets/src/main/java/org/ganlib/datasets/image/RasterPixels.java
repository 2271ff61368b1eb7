package org.ganlib.datasets.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.stream.IntStream;

/**
 * The pixels of an image that Java has decoded. Its numbers are used as they are: Java's own
 * conversion would apply colour profiles and treat grey as linear light.
 */
final class RasterPixels implements PixelSource {
    private static final int MOST_BITS = 16;

    private final Raster raster;
    private final ColorModel model;
    private final ColourBands channels;
    private final boolean grey;
    private final double[] scales;
    private final int[] samples;

    private RasterPixels(Raster raster, ColorModel model, ColourBands channels) {
        this.raster = raster;
        this.model = model;
        this.channels = channels;
        grey = model instanceof IndexColorModel palette ? hasGreysAlone(palette) : channels.colours() == 1;
        scales = new double[raster.getNumBands()];
        samples = new int[raster.getNumBands() * raster.getWidth()];
        if (!(model instanceof IndexColorModel)) {
            for (int band = 0; band < scales.length; band++) {
                scales[band] = 255.0 / ((1 << model.getComponentSize(band)) - 1);
            }
        }
    }

    /**
     * The pixels of an image whose channels Java describes.
     *
     * @throws UnreadableImageException if its number type does not define black and white, or its
     *     channels have no known meaning
     */
    static RasterPixels of(BufferedImage image) throws UnreadableImageException {
        requireWholeNumbers(image);
        return new RasterPixels(image.getRaster(), image.getColorModel(), ColourBands.of(image.getColorModel()));
    }

    /**
     * The pixels of an image whose channels its own file describes; a palette is used as Java has
     * read it.
     *
     * @throws UnreadableImageException if its number type does not define black and white, or it
     *     has fewer channels than described
     */
    static RasterPixels of(BufferedImage image, ColourBands channels) throws UnreadableImageException {
        requireWholeNumbers(image);
        int bands = image.getRaster().getNumBands();
        boolean palette = image.getColorModel() instanceof IndexColorModel;
        if (!palette && bands < Math.max(channels.colours(), channels.opacity() + 1)) {
            throw ColourBands.refusal(bands);
        }
        return new RasterPixels(image.getRaster(), image.getColorModel(), channels);
    }

    private static void requireWholeNumbers(BufferedImage image) throws UnreadableImageException {
        ColorModel model = image.getColorModel();
        int type = image.getRaster().getSampleModel().getDataType();
        boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT || type == DataBuffer.TYPE_INT;
        int bits = IntStream.of(model.getComponentSize()).max().orElse(0);
        if (!whole || (bits > MOST_BITS && !(model instanceof IndexColorModel))) {
            throw refusalOfNumbers(bits);
        }
    }

    /** The exception for a number type that does not define black and white. */
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
            float alpha = channels.hasOpacity() ? (float) (level(at, channels.opacity()) / 255) : 1;
            for (int channel = 0; channel < 3; channel++) {
                float level = (float) level(at, channels.colours() == 1 ? 0 : channel);
                if (channels.colours() == ColourBands.INKS) {
                    level = (255 - level) * (float) (255 - level(at, ColourBands.INKS - 1)) / 255;
                }
                target[3 * x + channel] =
                        channels.premultiplied() ? Math.min(255, level + 255 * (1 - alpha)) : onWhite(level, alpha);
            }
        }
    }

    /** One band, 0 to 255, of the pixel whose samples begin at index {@code at} of the row. */
    private double level(int at, int band) {
        double level = samples[at + band] * scales[band];
        return channels.inverted() ? 255 - level : level;
    }

    private static float onWhite(float level, float alpha) {
        return 255 + alpha * (level - 255);
    }
}
