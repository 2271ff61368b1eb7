package org.ganlib.datasets.image;

/**
 * The pixels of a decoded image, as they lie in its file: no orientation and no colour profile is
 * applied.
 */
interface Pixels {
    /** The number of columns. */
    int width();

    /** The number of rows. */
    int height();

    /** Tells whether the pixels are stored in grey, so that they cannot hold colours. */
    boolean isGrey();

    /**
     * Reads a row.
     *
     * @param target where red, green and blue of each pixel go, 0 to 255 each; what is transparent
     *     stands before white
     */
    void row(int y, float[] target);
}
