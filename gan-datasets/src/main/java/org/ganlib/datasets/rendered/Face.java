package org.ganlib.datasets.rendered;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;

/**
 * A font's outlines, moved and scaled so that a character that fills its square lies in −½…½ both
 * ways, y downwards. Safe for use by several threads.
 */
final class Face {
    /** The size of the font, large enough that outlines are not fitted to a grid of pixels. */
    private static final float POINTS = 512;

    private static final FontRenderContext NO_HINTS = new FontRenderContext(null, true, true);
    /** A character that is enclosed all round in every style of writing; it gives the scale. */
    static final String SQUARE = "国";

    private final Path file;
    private final Font font;
    private final AffineTransform toSquare;

    Face(Path file, Font font) {
        this.file = file;
        this.font = font.deriveFont(POINTS);
        Rectangle2D bounds = outline(SQUARE, new AffineTransform()).getBounds2D();
        toSquare = AffineTransform.getScaleInstance(1 / bounds.getWidth(), 1 / bounds.getHeight());
        toSquare.translate(-bounds.getCenterX(), -bounds.getCenterY());
    }

    /** The file of the font. */
    Path file() {
        return file;
    }

    Shape outline(String character) {
        return outline(character, toSquare);
    }

    private Shape outline(String character, AffineTransform transform) {
        return transform.createTransformedShape(
                font.createGlyphVector(NO_HINTS, character).getOutline());
    }
}
