package org.ganlib.datasets.image;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;

/**
 * What the bands of an image are. The first ones are its colours.
 *
 * @param colours 1 for grey, 3 for red, green and blue, 4 for inks
 * @param opacity the band that says how opaque a pixel is, or {@link #NONE}
 * @param premultiplied whether colours have been multiplied by how opaque they are
 * @param inverted whether the numbers of all bands are the rest to the greatest one
 */
record Channels(int colours, int opacity, boolean premultiplied, boolean inverted) {
    /** All pixels are opaque. */
    static final int NONE = -1;

    /** The number of inks. */
    static final int INKS = 4;

    /**
     * The channels of an image as Java describes it.
     *
     * @throws UnreadableImageException if they are neither grey nor RGB nor CMYK
     */
    static Channels of(ColorModel model) throws UnreadableImageException {
        int kind = model.getColorSpace().getType();
        int colours = model.getNumColorComponents();
        boolean known = (kind == ColorSpace.TYPE_GRAY && colours == 1)
                || (kind == ColorSpace.TYPE_RGB && colours == 3)
                || (kind == ColorSpace.TYPE_CMYK && colours == INKS);
        if (!known || model.getNumComponents() > colours + 1) {
            throw refusal(model.getNumComponents());
        }
        return new Channels(colours, model.hasAlpha() ? colours : NONE, model.isAlphaPremultiplied(), false);
    }

    /** The refusal of channels that are nothing known. */
    static UnreadableImageException refusal(int count) {
        return new UnreadableImageException(
                "its " + count + " channels are neither grey nor RGB nor CMYK", "Save it in one of these");
    }

    /** Tells whether pixels may be transparent. */
    boolean hasOpacity() {
        return opacity != NONE;
    }
}
