package org.ganlib.datasets.image;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.ganlib.datasets.file.IdxReader;
import org.ganlib.file.Sha256;
import org.ganlib.problem.DataException;

/**
 * Handwritten digits as they are stored.
 *
 * @param pixels 28·28 bytes per digit, row by row, 0 background to 255 ink
 * @param labels 0 to 9
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the reader to the data set, never compared
record Digits(byte[] pixels, byte[] labels) {
    static final int SIDE = 28;
    static final int CLASSES = 10;
    private static final int LABELS_HEADER = 8;

    /**
     * Reads a file of images and the file of their labels; closes both.
     *
     * @throws DataException if one is damaged or they do not belong together
     */
    static Digits read(String imagesName, InputStream images, String labelsName, InputStream labels)
            throws IOException {
        try (images;
                labels) {
            byte[] pixels = readPixels(imagesName, images);
            byte[] classes = readLabels(labelsName, labels);
            int count = pixels.length / (SIDE * SIDE);
            if (classes.length != count) {
                throw new DataException(String.format(
                        Locale.ROOT,
                        "%s: has %,d labels, but %s has %,d images. Replace both files by ones that belong together.",
                        labelsName,
                        classes.length,
                        imagesName,
                        count));
            }
            return new Digits(pixels, classes);
        }
    }

    int count() {
        return labels.length;
    }

    /** The digits {@code from} to {@code to}, exclusive. */
    Digits range(int from, int to) {
        return new Digits(
                Arrays.copyOfRange(pixels, from * SIDE * SIDE, to * SIDE * SIDE), Arrays.copyOfRange(labels, from, to));
    }

    /** SHA-256 of the pixels followed by the labels, in hexadecimal. */
    String fingerprint() {
        MessageDigest digest = Sha256.digest();
        digest.update(pixels);
        digest.update(labels);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] readPixels(String name, InputStream source) throws IOException {
        try (IdxReader reader = IdxReader.open(name, "images", 3, source)) {
            int[] sizes = reader.dimensions();
            if (sizes[1] != SIDE || sizes[2] != SIDE) {
                throw new DataException(String.format(
                        Locale.ROOT,
                        "%s: its header at byte 8 promises images of %d×%d, expected %d×%d. Replace the file.",
                        name,
                        sizes[1],
                        sizes[2],
                        SIDE,
                        SIDE));
            }
            return reader.readValues();
        }
    }

    private static byte[] readLabels(String name, InputStream source) throws IOException {
        try (IdxReader reader = IdxReader.open(name, "labels", 1, source)) {
            byte[] labels = reader.readValues();
            for (int i = 0; i < labels.length; i++) {
                int label = labels[i] & 0xff;
                if (label >= CLASSES) {
                    throw new DataException(String.format(
                            Locale.ROOT,
                            "%s: the label at byte %,d is %d, expected 0 to %d. Replace the file.",
                            name,
                            LABELS_HEADER + i,
                            label,
                            CLASSES - 1));
                }
            }
            return labels;
        }
    }
}
