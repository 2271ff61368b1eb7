package org.ganlib.datasets.image;

import java.util.Arrays;

/**
 * The rotation and reflection that bring an image upright: the eight values of tag 0x0112 of TIFF
 * 6.0, which EXIF uses too.
 */
enum Orientation {
    /** As it is. */
    UPRIGHT(1, false, false, false),
    /** Left and right change places. */
    MIRRORED(2, false, true, false),
    /** Turned by half a turn. */
    HALF_TURN(3, false, true, true),
    /** Above and below change places. */
    FLIPPED(4, false, false, true),
    /** Rows become columns. */
    TRANSPOSED(5, true, false, false),
    /** Turned by a quarter to the right. */
    QUARTER_RIGHT(6, true, false, true),
    /** Rows become columns, along the other diagonal. */
    TRANSVERSED(7, true, true, true),
    /** Turned by a quarter to the left. */
    QUARTER_LEFT(8, true, true, false);

    private static final int TAG = 0x0112;

    private final int code;
    private final boolean swapped;
    private final boolean fromRight;
    private final boolean fromBelow;

    /**
     * An orientation.
     *
     * @param swapped whether columns of the file are rows of the image
     * @param fromRight whether columns of the file are counted from its right
     * @param fromBelow whether rows of the file are counted from below
     */
    Orientation(int code, boolean swapped, boolean fromRight, boolean fromBelow) {
        this.code = code;
        this.swapped = swapped;
        this.fromRight = fromRight;
        this.fromBelow = fromBelow;
    }

    /** Tells whether the width and the height are exchanged. */
    boolean isSwapped() {
        return swapped;
    }

    /**
     * The column, in a file, of a pixel of the upright image.
     *
     * @param width the width in the file
     */
    int column(int x, int y, int width) {
        int column = swapped ? y : x;
        return fromRight ? width - 1 - column : column;
    }

    /**
     * The row, in a file, of a pixel of the upright image.
     *
     * @param height the height in the file
     */
    int row(int x, int y, int height) {
        int row = swapped ? x : y;
        return fromBelow ? height - 1 - row : row;
    }

    /**
     * The orientation in a block of EXIF, with or without its mark; upright where it says none or
     * is damaged.
     */
    static Orientation ofExif(byte[] block) {
        boolean marked = block.length > 6 && block[0] == 'E' && block[1] == 'x' && block[2] == 'i' && block[3] == 'f';
        return ofTiff(marked ? Arrays.copyOfRange(block, 6, block.length) : block);
    }

    /**
     * The orientation of the first image of a TIFF structure, which EXIF is too; upright where it
     * says none or is damaged. A number of any type counts, and of several the first. Bytes are no
     * number, as for Pillow.
     */
    static Orientation ofTiff(byte[] content) {
        return of(TiffDirectory.of(content));
    }

    /** The orientation that a directory states. */
    static Orientation of(TiffDirectory directory) {
        double[] numbers = directory.isOf(TAG, TiffDirectory.BYTE) ? new double[0] : directory.numbers(TAG, 1);
        return Arrays.stream(values())
                .filter(orientation -> numbers.length > 0 && orientation.code == numbers[0])
                .findFirst()
                .orElse(UPRIGHT);
    }
}
