package org.ganlib.datasets.image;

import java.util.Arrays;

/**
 * The rotation and reflection that bring an image upright: the eight values of tag 0x0112 of TIFF
 * 6.0, which EXIF uses too.
 */
enum Orientation {
    /** The image is upright already. */
    UPRIGHT(1, false, false, false),
    /** Left and right are swapped. */
    MIRRORED(2, false, true, false),
    /** The image is rotated by 180°. */
    HALF_TURN(3, false, true, true),
    /** Top and bottom are swapped. */
    FLIPPED(4, false, false, true),
    /** Rows and columns are swapped. */
    TRANSPOSED(5, true, false, false),
    /** The image is rotated by 90° to the right. */
    QUARTER_RIGHT(6, true, false, true),
    /** Rows and columns are swapped along the other diagonal. */
    TRANSVERSED(7, true, true, true),
    /** The image is rotated by 90° to the left. */
    QUARTER_LEFT(8, true, true, false);

    private static final int TAG = 0x0112;

    private final int code;
    private final boolean swapped;
    private final boolean fromRight;
    private final boolean fromBelow;

    /**
     * Describes an orientation.
     *
     * @param swapped true if columns of the file are rows of the upright image
     * @param fromRight true if columns of the file are counted from its right
     * @param fromBelow true if rows of the file are counted from below
     */
    Orientation(int code, boolean swapped, boolean fromRight, boolean fromBelow) {
        this.code = code;
        this.swapped = swapped;
        this.fromRight = fromRight;
        this.fromBelow = fromBelow;
    }

    /** Tells whether width and height are exchanged. */
    boolean isSwapped() {
        return swapped;
    }

    /**
     * The column in the file of a pixel of the upright image.
     *
     * @param width the width of the image in the file
     */
    int column(int x, int y, int width) {
        int column = swapped ? y : x;
        return fromRight ? width - 1 - column : column;
    }

    /**
     * The row in the file of a pixel of the upright image.
     *
     * @param height the height of the image in the file
     */
    int row(int x, int y, int height) {
        int row = swapped ? x : y;
        return fromBelow ? height - 1 - row : row;
    }

    /**
     * The orientation in an EXIF block, which may begin with the EXIF marker; upright if the block
     * states none or is damaged.
     */
    static Orientation ofExif(byte[] block) {
        boolean marked = block.length > 6 && block[0] == 'E' && block[1] == 'x' && block[2] == 'i' && block[3] == 'f';
        return ofTiff(marked ? Arrays.copyOfRange(block, 6, block.length) : block);
    }

    /**
     * The orientation of the first image of a TIFF structure, such as an EXIF block; upright if it
     * states none or is damaged. A number of any type but bytes counts, as in Pillow; if there are
     * several, the first counts.
     */
    static Orientation ofTiff(byte[] content) {
        return of(TiffDirectory.of(content));
    }

    /** The orientation that a TIFF directory states. */
    static Orientation of(TiffDirectory directory) {
        double[] numbers = directory.isOf(TAG, TiffDirectory.BYTE) ? new double[0] : directory.numbers(TAG, 1);
        return Arrays.stream(values())
                .filter(orientation -> numbers.length > 0 && orientation.code == numbers[0])
                .findFirst()
                .orElse(UPRIGHT);
    }
}
