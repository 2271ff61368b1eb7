package org.ganlib.datasets.image;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;

/**
 * The meaning of an image's bands. The first ones are its colours.
 *
 * @param colours 1 for grey, 3 for red, green and blue, 4 for CMYK inks
 * @param opacity the index of the alpha band, or {@link #NONE}
 * @param premultiplied whether the colours have been multiplied by alpha
 * @param inverted whether all bands are inverted: a number n stands for the maximum minus n
 */
record ColourBands(int colours, int opacity, boolean premultiplied, boolean inverted) {
    /** The image has no alpha band: all pixels are opaque. */
    static final int NONE = -1;

    /** The number of CMYK inks. */
    static final int INKS = 4;

    /**
     * The channels of an image, from Java's description of it.
     *
     * @throws UnreadableImageException if they are neither grey nor RGB nor CMYK
     */
    static ColourBands of(ColorModel model) throws UnreadableImageException {
        int kind = model.getColorSpace().getType();
        int colours = model.getNumColorComponents();
        boolean known = (kind == ColorSpace.TYPE_GRAY && colours == 1)
                || (kind == ColorSpace.TYPE_RGB && colours == 3)
                || (kind == ColorSpace.TYPE_CMYK && colours == INKS);
        if (!known || model.getNumComponents() > colours + 1) {
            throw refusal(model.getNumComponents());
        }
        return new ColourBands(colours, model.hasAlpha() ? colours : NONE, model.isAlphaPremultiplied(), false);
    }

    /** The exception for a number of channels with no known meaning. */
    static UnreadableImageException refusal(int count) {
        return new UnreadableImageException(
                "its " + count + " channels are neither grey nor RGB nor CMYK", "Save it in one of these");
    }

    /** Tells whether pixels may be transparent. */
    boolean hasOpacity() {
        return opacity != NONE;
    }
}
