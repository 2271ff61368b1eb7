package org.ganlib.cli.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.ganlib.picture.StrokeText;

/** Frames of a run's sample grids, with the step written above each. */
public final class TrainingFilm {
    private static final int BAR = 30;
    private static final double TEXT = 12;

    private TrainingFilm() {}

    /** The picture under a bar that says its step. */
    public static BufferedImage frame(BufferedImage picture, long step) {
        BufferedImage frame =
                new BufferedImage(picture.getWidth(), picture.getHeight() + BAR, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = frame.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, frame.getWidth(), BAR);
        graphics.setColor(new Color(0x3c434e));
        StrokeText.draw(graphics, "step " + step, 8, (BAR - TEXT) / 2, TEXT);
        graphics.drawImage(picture, 0, BAR, null);
        graphics.dispose();
        return frame;
    }
}
