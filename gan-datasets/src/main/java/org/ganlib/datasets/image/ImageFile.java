package org.ganlib.datasets.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.ganlib.problem.DataException;

/** Decodes image files. */
final class ImageFile {
    private static final long MOST_PIXELS = 1L << 26;

    private ImageFile() {}

    /**
     * Decodes a file.
     *
     * @throws DataException if it is no image, is damaged, or promises more pixels than can be meant
     */
    static BufferedImage read(Path file) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new DataException(
                        file + ": is no PNG, JPEG or BMP image from byte 0. Replace or remove the file.");
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
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new DataException(
                    file + ": cannot be decoded ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "). Replace or remove the file.",
                    e);
        }
    }
}
