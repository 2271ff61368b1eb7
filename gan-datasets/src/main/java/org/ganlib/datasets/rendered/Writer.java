package org.ganlib.datasets.rendered;

import java.awt.geom.AffineTransform;
import org.ganlib.random.RandomStream;

/**
 * The handwriting of one person: font, slant, size and thickness of lines. It is an affine map
 * close to the identity, drawn once for all characters.
 *
 * @param face the style
 * @param hand the map, of characters in −½…½
 * @param weight by how much strokes are thickened, in widths of a character
 */
record Writer(Face face, AffineTransform hand, double weight) {
    private static final double ROTATION = Math.toRadians(3);
    private static final double SLANT = 0.1;
    private static final double STRETCH = 0.06;
    private static final double SHIFT = 0.02;
    private static final double THICKEST = 0.04;

    /**
     * Draws a writer.
     *
     * @param jitter scales all deviations; at 0 a writer is the font
     */
    static Writer draw(Face face, double jitter, RandomStream random) {
        AffineTransform hand = AffineTransform.getTranslateInstance(
                jitter * SHIFT * random.nextNormal(), jitter * SHIFT * random.nextNormal());
        hand.rotate(jitter * ROTATION * random.nextNormal());
        hand.shear(jitter * SLANT * random.nextNormal(), 0);
        hand.scale(Math.exp(jitter * STRETCH * random.nextNormal()), Math.exp(jitter * STRETCH * random.nextNormal()));
        return new Writer(face, hand, jitter * THICKEST * random.nextDouble());
    }
}
