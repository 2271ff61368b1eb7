package org.ganlib.datasets.image;

import java.util.Arrays;

/** What a TIFF file says of its first image. Java's decoder takes all numbers for unsigned ones. */
final class TiffFile {
    private static final int BITS_PER_SAMPLE = 258;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int SAMPLE_FORMAT = 339;

    private static final int UNSIGNED = 1;

    /** TIFF 6.0: as if there were no such field. */
    private static final int UNDEFINED = 4;

    private final TiffDirectory directory;

    private TiffFile(TiffDirectory directory) {
        this.directory = directory;
    }

    /**
     * Reads the directory.
     *
     * @throws UnreadableImageException if the file ends before or in it, or the image is of a kind
     *     that is not read
     */
    static TiffFile of(byte[] content) throws UnreadableImageException {
        TiffFile file = new TiffFile(TiffDirectory.of(content));
        if (!file.directory.isWhole()) {
            throw new UnreadableImageException("it is cut off at byte " + content.length);
        }
        if (file.directory.goesBeyond(SAMPLE_FORMAT)) {
            throw new UnreadableImageException("its field " + SAMPLE_FORMAT + " goes beyond the file's end");
        }
        file.requireWholeNumbers();
        return file;
    }

    private void requireWholeNumbers() throws UnreadableImageException {
        int samples = (int) first(SAMPLES_PER_PIXEL, 1);
        boolean whole = Arrays.stream(directory.numbers(SAMPLE_FORMAT, samples))
                .allMatch(format -> format == UNSIGNED || format == UNDEFINED);
        if (!whole) {
            throw RasterPixels.refusalOfNumbers((int) first(BITS_PER_SAMPLE, 1));
        }
    }

    private double first(int tag, double otherwise) {
        double[] numbers = directory.numbers(tag, 1);
        return numbers.length == 0 ? otherwise : numbers[0];
    }

    /** The rotation and reflection that bring the image upright. */
    Orientation orientation() {
        return Orientation.of(directory);
    }
}
