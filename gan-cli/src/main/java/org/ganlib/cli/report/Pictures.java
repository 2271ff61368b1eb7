package org.ganlib.cli.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.ganlib.picture.Png;

/** Pictures inside a page. */
final class Pictures {
    private Pictures() {}

    /**
     * An image element.
     *
     * @param widest pixels to which a wider picture is reduced
     */
    static String element(BufferedImage picture, int widest, String description) {
        BufferedImage shown = picture.getWidth() > widest ? reduced(picture, widest) : picture;
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            Png.write(shown, png);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return "<img alt=\"" + Html.escape(description) + "\" width=\"" + shown.getWidth() + "\" height=\""
                + shown.getHeight() + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png.toByteArray()) + "\">";
    }

    /**
     * A picture from a file; empty if it is none, for example because another process removed it.
     */
    static Optional<BufferedImage> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Png.read(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static BufferedImage reduced(BufferedImage picture, int width) {
        int height = Math.max(1, (int) Math.round((double) picture.getHeight() * width / picture.getWidth()));
        BufferedImage current = picture;
        // In halves, because a single large step of bilinear interpolation skips pixels.
        while (current.getWidth() > 2 * width) {
            current = scaled(current, current.getWidth() / 2, Math.max(1, current.getHeight() / 2));
        }
        return scaled(current, width, height);
    }

    private static BufferedImage scaled(BufferedImage picture, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }
}
