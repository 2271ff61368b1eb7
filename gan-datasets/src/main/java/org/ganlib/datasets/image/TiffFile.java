package org.ganlib.datasets.image;

import java.util.Arrays;

/**
 * What a TIFF file says of its first image. Java's decoder takes all numbers for unsigned ones,
 * whatever lies beside grey or colours for transparency, and three channels for colours.
 */
final class TiffFile {
    private static final int BITS_PER_SAMPLE = 258;
    private static final int PHOTOMETRIC_INTERPRETATION = 262;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int COLOR_MAP = 320;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;

    /** Photometric interpretations. */
    private static final int WHITE_IS_ZERO = 0;

    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int SEPARATED = 5;
    private static final int YCBCR = 6;

    /** Kinds of extra samples; others say how opaque a pixel is. */
    private static final int UNSPECIFIED = 0;

    private static final int PREMULTIPLIED_ALPHA = 1;

    /** Formats of samples. */
    private static final int UNSIGNED = 1;

    /** TIFF 6.0: as if there were no such field. */
    private static final int UNDEFINED = 4;

    /** So many numbers of a field are looked at. */
    private static final int MOST_SAMPLES = 1024;

    private final TiffDirectory directory;
    private Channels channels;

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
        file.requireWholeNumbers();
        file.channels = file.readChannels();
        return file;
    }

    private void requireWholeNumbers() throws UnreadableImageException {
        boolean whole =
                Arrays.stream(numbers(SAMPLE_FORMAT)).allMatch(format -> format == UNSIGNED || format == UNDEFINED);
        if (!whole) {
            throw RasterPixels.refusalOfNumbers((int) first(BITS_PER_SAMPLE, 1));
        }
    }

    private Channels readChannels() throws UnreadableImageException {
        int photometric = photometric();
        int colours = colours(photometric);
        int samples = (int) first(SAMPLES_PER_PIXEL, colours);
        if (samples < colours) {
            throw Channels.refusal(samples);
        }
        if (photometric == PALETTE && samples > 1) {
            throw new UnreadableImageException(
                    "it has " + samples
                            + " channels, of which one is looked up in a palette; of these only that one is read",
                    "Save it as RGB");
        }
        Channels stated = channels(colours, samples);
        if (photometric == WHITE_IS_ZERO && stated.hasOpacity()) {
            throw new UnreadableImageException(
                    "its grey is counted from white, and it has transparency, which is not read in one",
                    "Save it with grey counted from black");
        }
        return stated;
    }

    /**
     * The first extra sample that is not of an unspecified kind says how opaque a pixel is. One
     * sample of which nothing is said does so too, but beside inks it may be a further ink.
     */
    private Channels channels(int colours, int samples) throws UnreadableImageException {
        int extra = samples - colours;
        double[] kinds = numbers(EXTRA_SAMPLES);
        if (kinds.length == 0) {
            if (extra > 1 || (extra == 1 && colours == Channels.INKS)) {
                throw Channels.refusal(samples);
            }
            return new Channels(colours, extra == 1 ? colours : Channels.NONE, false);
        }
        for (int i = 0; i < Math.min(extra, kinds.length); i++) {
            if (kinds[i] != UNSPECIFIED) {
                return new Channels(colours, colours + i, kinds[i] == PREMULTIPLIED_ALPHA);
            }
        }
        return new Channels(colours, Channels.NONE, false);
    }

    private static int colours(int photometric) throws UnreadableImageException {
        return switch (photometric) {
            case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> 1;
            case RGB, YCBCR -> 3;
            case SEPARATED -> Channels.INKS;
            default ->
                throw new UnreadableImageException(
                        "its colours are of kind " + photometric
                                + " (PhotometricInterpretation), which is neither grey nor RGB nor CMYK",
                        "Save it in one of these");
        };
    }

    /** Where nothing is said of it, it is what Java's decoder takes it for. */
    private int photometric() {
        int samples = (int) first(SAMPLES_PER_PIXEL, 1);
        int assumed = directory.has(COLOR_MAP) ? PALETTE : samples == 3 || samples == 4 ? RGB : BLACK_IS_ZERO;
        return (int) first(PHOTOMETRIC_INTERPRETATION, assumed);
    }

    /** The numbers of a field that has one for each sample, or for some of them. */
    private double[] numbers(int tag) throws UnreadableImageException {
        if (directory.goesBeyond(tag)) {
            throw new UnreadableImageException("its field " + tag + " goes beyond the file's end");
        }
        return directory.numbers(tag, MOST_SAMPLES);
    }

    private double first(int tag, double otherwise) {
        double[] numbers = directory.numbers(tag, 1);
        return numbers.length == 0 ? otherwise : numbers[0];
    }

    /** What the bands of the decoded image are. */
    Channels channels() {
        return channels;
    }

    /** The rotation and reflection that bring the image upright. */
    Orientation orientation() {
        return Orientation.of(directory);
    }
}
