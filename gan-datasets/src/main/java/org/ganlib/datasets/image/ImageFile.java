package org.ganlib.datasets.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.ganlib.problem.DataException;

/** A decoded PNG, JPEG or BMP file. */
public final class ImageFile {
    private static final long MOST_PIXELS = 1L << 26;

    /** What is taken of a pixel. */
    public enum Shade {
        /** How red it is. */
        RED(1, 0, 0),
        /** How green it is. */
        GREEN(0, 1, 0),
        /** How blue it is. */
        BLUE(0, 0, 1),
        /** Its brightness as ITU-R BT.601 weighs colours. */
        BRIGHTNESS(0.299f, 0.587f, 0.114f);

        /** Red, green and blue, in that order. */
        public static final List<Shade> COLOURS = List.of(RED, GREEN, BLUE);

        private final float red;
        private final float green;
        private final float blue;

        Shade(float red, float green, float blue) {
            this.red = red;
            this.green = green;
            this.blue = blue;
        }

        /** Of 0xAARRGGBB, from 0 to 255; what is transparent stands before white. */
        private float of(int colour) {
            float alpha = (colour >>> 24) / 255f;
            return red * onWhite(colour >> 16, alpha)
                    + green * onWhite(colour >> 8, alpha)
                    + blue * onWhite(colour, alpha);
        }

        private static float onWhite(int level, float alpha) {
            return 255 + alpha * ((level & 0xff) - 255);
        }
    }

    private final BufferedImage image;

    private ImageFile(BufferedImage image) {
        this.image = image;
    }

    /** The PNG, JPEG and BMP files of a folder, by their endings and in the order of their names. */
    public static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .matches("[^.].*\\.(png|jpg|jpeg|bmp)"))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Decodes a file.
     *
     * @throws DataException if it is no image, is damaged, or promises more pixels than can be meant
     */
    public static ImageFile read(Path file) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            return new ImageFile(read(stream, file));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new DataException(
                    file + ": cannot be decoded ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "). Replace or remove the file.",
                    e);
        }
    }

    private static BufferedImage read(ImageInputStream stream, Path file) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw new DataException(file + ": is no PNG, JPEG or BMP image from byte 0. Replace or remove the file.");
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(stream, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_PIXELS) {
                throw new DataException(String.format(
                        Locale.ROOT,
                        "%s: its header promises %,d×%,d pixels; at most %,d are decoded. Make it smaller or remove it.",
                        file,
                        reader.getWidth(0),
                        reader.getHeight(0),
                        MOST_PIXELS));
            }
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    /** In pixels. */
    public int width() {
        return image.getWidth();
    }

    /** In pixels. */
    public int height() {
        return image.getHeight();
    }

    /** Whether it can hold no colours, whatever it shows. */
    public boolean isGrey() {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return IntStream.range(0, palette.getMapSize())
                    .allMatch(i -> palette.getRed(i) == palette.getGreen(i) && palette.getRed(i) == palette.getBlue(i));
        }
        return hasLevels(image.getColorModel());
    }

    /**
     * A shade of the pixels of a rectangle.
     *
     * @return 0 to 255 each, row by row
     */
    public float[] plane(Shade shade, int x, int y, int width, int height) {
        int[] colours = colours(x, y, width, height);
        float[] plane = new float[colours.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = shade.of(colours[i]);
        }
        return plane;
    }

    /** As 0xAARRGGBB. */
    private int[] colours(int x, int y, int width, int height) {
        ColorModel model = image.getColorModel();
        if (!hasLevels(model)) {
            return image.getRGB(x, y, width, height, null, 0, width);
        }
        // The numbers of a grey image as they are: getRGB would take them for linear light and change them.
        Raster raster = image.getRaster();
        double grey = 255.0 / ((1L << model.getComponentSize(0)) - 1);
        double opaque = model.hasAlpha() ? 255.0 / ((1L << model.getComponentSize(1)) - 1) : 0;
        int[] colours = new int[width * height];
        for (int i = 0; i < colours.length; i++) {
            int column = x + i % width;
            int row = y + i / width;
            int level = (int) Math.round(grey * raster.getSample(column, row, 0));
            int alpha = model.hasAlpha() ? (int) Math.round(opaque * raster.getSample(column, row, 1)) : 255;
            colours[i] = alpha << 24 | 0x010101 * level;
        }
        return colours;
    }

    private static boolean hasLevels(ColorModel model) {
        return !(model instanceof IndexColorModel) && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }
}
