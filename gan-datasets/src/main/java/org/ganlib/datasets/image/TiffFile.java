package org.ganlib.datasets.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A TIFF file, whose directory is reduced to the fields that the pixels of the first image depend
 * on. Java's decoder would refuse files with odd profiles, apply profiles inside JPEG strips, and
 * fail on directories with fields of unknown types. It also treats all numbers as unsigned, any
 * additional channel as transparency, and three channels as colours. So the meaning of numbers and
 * channels is read here.
 */
final class TiffFile {
    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC_INTERPRETATION = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int STRIP_BYTE_COUNTS = 279;
    private static final int PLANAR_CONFIGURATION = 284;
    private static final int COLOR_MAP = 320;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTE_COUNTS = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;

    /**
     * The fields that a decoder gets. Profiles, the orientation, the kinds of extra samples and
     * descriptions of the picture are left out.
     */
    private static final Set<Integer> ESSENTIAL = Set.of(
            256, // ImageWidth
            257, // ImageLength
            BITS_PER_SAMPLE,
            COMPRESSION,
            PHOTOMETRIC_INTERPRETATION,
            266, // FillOrder
            STRIP_OFFSETS,
            SAMPLES_PER_PIXEL,
            278, // RowsPerStrip
            STRIP_BYTE_COUNTS,
            PLANAR_CONFIGURATION,
            292, // T4Options
            293, // T6Options
            317, // Predictor
            322, // TileWidth
            323, // TileLength
            TILE_OFFSETS,
            TILE_BYTE_COUNTS,
            347, // JPEGTables
            512, // JPEGProc
            513, // JPEGInterchangeFormat
            514, // JPEGInterchangeFormatLength
            515, // JPEGRestartInterval
            519, // JPEGQTables
            520, // JPEGDCTables
            521, // JPEGACTables
            529, // YCbCrCoefficients
            530, // YCbCrSubSampling
            532); // ReferenceBlackWhite

    /** The compression value for JPEG. */
    private static final int JPEG = 7;

    /** The planar configuration in which each band has strips or tiles of its own. */
    private static final int SEPARATE_PLANES = 2;

    /** The photometric interpretations begin here: 0 counts grey from white. */
    private static final int WHITE_IS_ZERO = 0;

    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int SEPARATED = 5;
    private static final int YCBCR = 6;

    /** The kind of an extra sample with no stated meaning; other kinds are alpha. */
    private static final int UNSPECIFIED = 0;

    private static final int PREMULTIPLIED_ALPHA = 1;

    /** The sample format of unsigned whole numbers. */
    private static final int UNSIGNED = 1;

    /** The sample format "undefined": by TIFF 6.0 it means the same as no such field. */
    private static final int UNDEFINED = 4;

    /** The maximum number of values of a field that are looked at. */
    private static final int MOST_SAMPLES = 1024;

    private static final int LARGEST_FILE = Integer.MAX_VALUE - 8;

    private final byte[] content;
    private final TiffDirectory directory;
    private ColourBands channels;

    private TiffFile(byte[] content) {
        this.content = content;
        directory = TiffDirectory.of(content);
    }

    /**
     * Reads the directory.
     *
     * @throws UnreadableImageException if the file ends before the directory or inside it, or the
     *     image is of a kind that cannot be read
     */
    static TiffFile of(byte[] content) throws UnreadableImageException {
        TiffFile file = new TiffFile(content);
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

    private ColourBands readChannels() throws UnreadableImageException {
        int photometric = photometric();
        int colours = colours(photometric);
        int samples = (int) first(SAMPLES_PER_PIXEL, colours);
        if (samples < colours) {
            throw ColourBands.refusal(samples);
        }
        if (photometric == PALETTE && samples > 1) {
            throw new UnreadableImageException(
                    "it has " + samples
                            + " channels, of which one is looked up in a palette; of these only that one is read",
                    "Save it as RGB");
        }
        if (photometric == PALETTE && !directory.isOf(COLOR_MAP, TiffDirectory.SHORT)) {
            throw new UnreadableImageException("it has no palette, and says that its numbers are looked up in one");
        }
        ColourBands stated = channels(colours, samples);
        if (photometric == WHITE_IS_ZERO && stated.hasOpacity()) {
            throw new UnreadableImageException(
                    "its grey is counted from white, and it has transparency; the two together are not read",
                    "Save it with grey counted from black");
        }
        return stated;
    }

    /**
     * Finds the alpha band. The first extra sample of a specified kind is alpha. A single extra
     * sample whose kind is not stated is alpha too, but beside inks it may be a further ink, and is
     * refused.
     */
    private ColourBands channels(int colours, int samples) throws UnreadableImageException {
        int extra = samples - colours;
        // Java's decoder treats four JPEG components as inks, and inverts them.
        boolean inverted = samples == ColourBands.INKS
                && first(COMPRESSION, 1) == JPEG
                && first(PLANAR_CONFIGURATION, 1) != SEPARATE_PLANES;
        double[] kinds = numbers(EXTRA_SAMPLES);
        if (kinds.length == 0) {
            if (extra > 1 || (extra == 1 && colours == ColourBands.INKS)) {
                throw ColourBands.refusal(samples);
            }
            return new ColourBands(colours, extra == 1 ? colours : ColourBands.NONE, false, inverted);
        }
        for (int i = 0; i < Math.min(extra, kinds.length); i++) {
            if (kinds[i] != UNSPECIFIED) {
                return new ColourBands(colours, colours + i, kinds[i] == PREMULTIPLIED_ALPHA, inverted);
            }
        }
        return new ColourBands(colours, ColourBands.NONE, false, inverted);
    }

    private static int colours(int photometric) throws UnreadableImageException {
        return switch (photometric) {
            case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> 1;
            case RGB, YCBCR -> 3;
            case SEPARATED -> ColourBands.INKS;
            default ->
                throw new UnreadableImageException(
                        "its colours are of kind " + photometric
                                + " (PhotometricInterpretation), which is neither grey nor RGB nor CMYK",
                        "Save it in one of these");
        };
    }

    /** The photometric interpretation. If it is missing, it is what Java's decoder would assume. */
    private int photometric() {
        int samples = (int) first(SAMPLES_PER_PIXEL, 1);
        int assumed = directory.has(COLOR_MAP) ? PALETTE : samples == 3 || samples == 4 ? RGB : BLACK_IS_ZERO;
        return (int) first(PHOTOMETRIC_INTERPRETATION, assumed);
    }

    /** The values of a field that has one for each sample, or for some samples. */
    private double[] numbers(int tag) throws UnreadableImageException {
        requireWithin(tag);
        return directory.numbers(tag, MOST_SAMPLES);
    }

    private void requireWithin(int tag) throws UnreadableImageException {
        if (directory.goesBeyond(tag)) {
            throw new UnreadableImageException("its field " + tag + " goes beyond the file's end");
        }
    }

    /**
     * The file for a decoder.
     *
     * @throws UnreadableImageException if a JPEG strip or tile is damaged
     */
    byte[] essential() throws UnreadableImageException {
        List<Integer> tags = directory.entries().keySet().stream()
                .filter(tag -> ESSENTIAL.contains(tag) || (tag == COLOR_MAP && photometric() == PALETTE))
                .toList();
        for (int tag : tags) {
            requireWithin(tag);
        }
        List<byte[]> parts = first(COMPRESSION, 1) == JPEG ? partsOfJpeg() : List.of();
        byte[] cut = new byte[length(parts)];
        ByteBuffer file = ByteBuffer.wrap(cut).order(directory.order()).put(content);
        int[] places = new int[parts.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = file.position();
            file.put(parts.get(i));
        }
        int listOfPlaces = file.position();
        Arrays.stream(places).forEach(file::putInt);
        int listOfLengths = file.position();
        parts.forEach(part -> file.putInt(part.length));

        file.position(directory.start() + Short.BYTES);
        for (int tag : tags) {
            if (!parts.isEmpty() && (tag == STRIP_OFFSETS || tag == TILE_OFFSETS)) {
                list(file, tag, places.length, places.length == 1 ? places[0] : listOfPlaces);
            } else if (!parts.isEmpty() && (tag == STRIP_BYTE_COUNTS || tag == TILE_BYTE_COUNTS)) {
                list(file, tag, places.length, places.length == 1 ? parts.get(0).length : listOfLengths);
            } else {
                file.put(content, directory.entries().get(tag), TiffDirectory.ENTRY);
            }
        }
        if (file.remaining() >= Integer.BYTES) {
            file.putInt(directory.next());
        }
        file.putShort(directory.start(), (short) tags.size());
        return cut;
    }

    /**
     * The length of the file when the parts, with their offsets and lengths, are appended to the
     * content.
     */
    private int length(List<byte[]> parts) throws UnreadableImageException {
        long length = content.length;
        for (byte[] part : parts) {
            length += part.length + 2L * Integer.BYTES;
        }
        if (length > LARGEST_FILE) {
            throw new UnreadableImageException(
                    String.format(Locale.ROOT, "it has %,d bytes; at most %,d are read", length, LARGEST_FILE),
                    "Make it smaller or remove it");
        }
        return (int) length;
    }

    /** Writes the entry of a field of four-byte numbers. */
    private static void list(ByteBuffer file, int tag, int count, int place) {
        file.putShort((short) tag)
                .putShort((short) TiffDirectory.LONG)
                .putInt(count)
                .putInt(place);
    }

    /**
     * The strips or tiles, each of which is a JPEG file, reduced to what its pixels depend on;
     * empty if there are not as many lengths as offsets.
     */
    private List<byte[]> partsOfJpeg() throws UnreadableImageException {
        boolean tiled = directory.has(TILE_OFFSETS);
        double[] places = directory.numbers(tiled ? TILE_OFFSETS : STRIP_OFFSETS, Integer.MAX_VALUE);
        double[] lengths = directory.numbers(tiled ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS, Integer.MAX_VALUE);
        if (places.length != lengths.length) {
            return List.of();
        }
        if (Arrays.stream(lengths).sum() > content.length) {
            throw new UnreadableImageException("its strips or tiles have more bytes than the file");
        }
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            double end = places[i] + lengths[i];
            if (places[i] < 0 || lengths[i] < 2 || end > content.length) {
                throw new UnreadableImageException("its strip or tile " + i + " does not lie within the file");
            }
            byte[] part = Arrays.copyOfRange(content, (int) places[i], (int) end);
            parts.add(JpegFile.of(part).essential(photometric() == YCBCR));
        }
        return parts;
    }

    private double first(int tag, double otherwise) {
        double[] numbers = directory.numbers(tag, 1);
        return numbers.length == 0 ? otherwise : numbers[0];
    }

    /** The meaning of the bands of the decoded image. */
    ColourBands channels() {
        return channels;
    }

    /** The rotation and reflection that bring the image upright. */
    Orientation orientation() {
        return Orientation.of(directory);
    }
}
