package org.ganlib.datasets.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.ganlib.file.RegularFile;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;

/**
 * A decoded image file: PNG, JPEG, BMP, GIF, TIFF or WebP, recognised by its content. These rules
 * define how every image is read:
 *
 * <ul>
 * <li>The orientation that the file states (EXIF, or TIFF's tag) is applied.
 * <li>Colour profiles are ignored in all formats, as in most libraries that read images for
 * training.
 * <li>Transparent pixels are blended with white.
 * <li>Inks (CMYK, YCCK) become red, green and blue by (1 − ink)·(1 − black). In JPEG files, inks
 * are read as Adobe's programs write them.
 * <li>Numbers of up to 16 bits are scaled to 0…255 without rounding.
 * <li>If a file has several images, the first is read; WebP animations are refused.
 * <li>A truncated or damaged file is refused, even if a decoder would only warn.
 * </ul>
 */
public final class ImageFile {
    private static final long LARGEST_FILE = Integer.MAX_VALUE - 8;

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

        /** The shade of the pixel whose red, green and blue begin at index {@code at} of a row. */
        private float of(float[] row, int at) {
            if (row[at] == row[at + 1] && row[at] == row[at + 2]) {
                // A grey pixel is returned as it is, because the weights sum to 1 only up to
                // rounding.
                return row[at];
            }
            return red * row[at] + green * row[at + 1] + blue * row[at + 2];
        }
    }

    private final String name;
    private final PixelSource pixels;
    private final Orientation orientation;
    private final boolean oneOfSeveral;

    private ImageFile(String name, ImageDecoder.Decoded decoded) {
        this.name = name;
        pixels = decoded.pixels();
        orientation = decoded.orientation();
        oneOfSeveral = decoded.isOneOfSeveral();
    }

    /** Tells whether a file is read as an image, by the ending of its name. */
    public static boolean isNameOfOne(Path file) {
        return ImageFormat.isNameOfOne(file.getFileName().toString());
    }

    /** The image files of a folder, by the endings of their names, in the order of the names. */
    public static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(
                            file -> ImageFormat.isNameOfOne(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The endings of the files that {@link #in} finds, for messages: {@code .png, .jpg … or .webp}.
     */
    public static String endings() {
        return ImageFormat.endings();
    }

    /**
     * Decodes a file.
     *
     * @throws DataException if it is no image, is damaged, or declares more pixels than are decoded
     * @throws org.ganlib.problem.GanException if it is sound but there is too little memory for it;
     *     the message says how much it needs
     */
    public static ImageFile read(Path file) {
        long size = 0;
        try {
            size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new DataException(String.format(
                        Locale.ROOT,
                        "%s: has %,d bytes; at most %,d are read. Make it smaller or remove it.",
                        file,
                        size,
                        LARGEST_FILE));
            }
            byte[] content = RegularFile.bytes(file);
            ImageFormat format = ImageFormat.of(content)
                    .orElseThrow(() -> new DataException(file + ": " + ImageFormat.refusal(content)));
            return new ImageFile(file.toString(), ImageDecoder.decode(format, content, file.toString()));
        } catch (GanException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new DataException(file + ": there is no such file any more. Was it removed meanwhile?", e);
        } catch (UnreadableImageException e) {
            throw new DataException(file + ": cannot be decoded: " + oneLine(e) + ".", e);
        } catch (OutOfMemoryError e) {
            throw failure(ImageMemory.ofContent(file.toString(), size), e);
        } catch (LinkageError e) {
            throw new DataException(
                    file
                            + ": cannot be decoded: the native decoder for WebP does not work on this machine. Convert it to PNG.",
                    e);
        } catch (IOException | RuntimeException e) {
            // Readers fail on damaged files with many kinds of exceptions, such as wrong indices,
            // casts and nulls.
            throw new DataException(file + ": cannot be decoded (" + oneLine(e) + "). Replace or remove the file.", e);
        }
    }

    /** The exception for a lack of memory outside the decoding of pixels. */
    private static GanException failure(ImageMemory memory, OutOfMemoryError shortage) {
        return memory.isAmple()
                ? new DataException(
                        memory.file()
                                + ": cannot be decoded: its decoder asks for more memory than a file of this size can need:"
                                + " it is damaged. Replace or remove the file.",
                        shortage)
                : memory.lacking(shortage);
    }

    private static String oneLine(Throwable failure) {
        String said = failure.getMessage();
        if (failure instanceof RuntimeException || said == null || said.isBlank()) {
            return "its decoder failed with " + failure.getClass().getSimpleName() + ", as on damaged files";
        }
        return said.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    }

    /** The width, in pixels, of the upright image. */
    public int width() {
        return orientation.isSwapped() ? pixels.height() : pixels.width();
    }

    /** The height, in pixels, of the upright image. */
    public int height() {
        return orientation.isSwapped() ? pixels.width() : pixels.height();
    }

    /** Whether it can hold no colours, whatever it shows. */
    public boolean isGrey() {
        return pixels.isGrey();
    }

    /** Tells whether the file holds further images, such as frames or pages, which are not read. */
    public boolean isOneOfSeveral() {
        return oneOfSeveral;
    }

    /** Tells whether red, green and blue differ in any pixel. */
    public boolean showsColours() {
        if (pixels.isGrey()) {
            return false;
        }
        float[] row = new float[3 * pixels.width()];
        for (int y = 0; y < pixels.height(); y++) {
            pixels.row(y, row);
            for (int at = 0; at < row.length; at += 3) {
                if (row[at] != row[at + 1] || row[at] != row[at + 2]) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * One shade of the pixels in a rectangle of the upright image.
     *
     * @return the values, 0 to 255, row by row
     */
    public float[] plane(Shade shade, int x, int y, int width, int height) {
        Objects.checkFromIndexSize(x, width, width());
        Objects.checkFromIndexSize(y, height, height());
        try {
            return planeWithin(shade, x, y, width, height);
        } catch (OutOfMemoryError e) {
            throw ImageMemory.ofPixels(name, 0, width(), height()).lacking(e);
        }
    }

    private float[] planeWithin(Shade shade, int x, int y, int width, int height) {
        float[] plane = new float[Math.multiplyExact(width, height)];
        boolean swapped = orientation.isSwapped();
        float[] row = new float[3 * pixels.width()];
        // A row of the file is a row or, if the image is turned, a column of the upright image.
        for (int i = 0; i < (swapped ? width : height); i++) {
            int fileRow = orientation.row(x + i, y + i, pixels.height());
            pixels.row(fileRow, row);
            for (int j = 0; j < (swapped ? height : width); j++) {
                int column = orientation.column(x + j, y + j, pixels.width());
                plane[swapped ? j * width + i : i * width + j] = shade.of(row, 3 * column);
            }
        }
        return plane;
    }
}
