package org.ganlib.cli.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes pictures as PNG through memory alone. The stream that ImageIO would choose keeps a copy in the temporary folder, which may be full or
 * missing, and its first use adds a shutdown hook, which a process that was interrupted may no longer do.
 */
public final class Png {
    private Png() {}

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
