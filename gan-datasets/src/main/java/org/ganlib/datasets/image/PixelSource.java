package org.ganlib.datasets.image;

/**
 * The pixels of a decoded image in the order of its file, without any orientation or colour profile
 * applied.
 */
interface PixelSource {
    /** The number of columns. */
    int width();

    /** The number of rows. */
    int height();

    /** Tells whether the pixels are stored in grey, so that they have no colours. */
    boolean isGrey();

    /**
     * Reads a row.
     *
     * @param target the array for red, green and blue of each pixel, 0 to 255 each; transparent
     *     pixels are blended with white
     */
    void row(int y, float[] target);
}
