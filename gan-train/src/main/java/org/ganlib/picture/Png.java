package org.ganlib.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.ganlib.file.RegularFile;

/**
 * Reads and writes pictures as PNG entirely in memory. The stream that ImageIO would choose keeps a
 * copy in the temporary folder, which may be full or missing. Its first use also adds a shutdown
 * hook, which fails in a process that is already shutting down.
 */
public final class Png {
    /** The maximum number of pixels: a grid of a hundred images of 1024 × 1024. */
    private static final long MOST_PIXELS = 110_000_000;

    private Png() {}

    /**
     * Reads a picture from a run's folder. Anybody may have put the file there, so a file that is
     * no PNG, or that declares more pixels than a grid can have, is refused before its pixels are
     * read.
     *
     * @throws IOException if it cannot be read, is no PNG file or is larger
     */
    public static BufferedImage read(Path file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(RegularFile.open(file))) {
            reader.setInput(stream, true, true);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            if (width * height > MOST_PIXELS) {
                throw new IOException("it promises " + width + " × " + height + " pixels, more than any grid has");
            }
            return reader.read(0);
        } catch (RuntimeException e) {
            throw new IOException("it is damaged: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    /**
     * Writes a whole PNG file's content; does not close {@code out}.
     *
     * @throws IOException if {@code out} throws one, or this Java cannot write PNG
     */
    public static void write(BufferedImage picture, OutputStream out) throws IOException {
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(picture, "png", stream)) {
                throw new IOException("this Java has no writer for PNG");
            }
        }
    }
}
