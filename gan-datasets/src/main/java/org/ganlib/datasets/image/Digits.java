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
 * Small grey images as MNIST and its successors store them.
 *
 * @param pixels 28·28 bytes per image, row by row, 0 background to 255 ink
 * @param labels the class of each, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the reader to the data set, never compared
record Digits(byte[] pixels, byte[] labels) {
    static final int SIDE = 28;
    private static final int LABELS_HEADER = 8;

    /**
     * Reads a file of images and the file of their labels; closes both.
     *
     * @throws DataException if one is damaged or they do not belong together
     */
    static Digits read(
            String imagesName, InputStream images, String labelsName, InputStream labels, Labelling labelling)
            throws IOException {
        try (images;
                labels) {
            byte[] pixels = readPixels(imagesName, images);
            byte[] classes = readLabels(labelsName, labels, labelling);
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

    /** The labels as positions in the list of classes. */
    int[] classes() {
        int[] classes = new int[labels.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = labels[i] & 0xff;
        }
        return classes;
    }

    /** The same with rows and columns exchanged in every image. */
    Digits transposed() {
        byte[] exchanged = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int within = i % (SIDE * SIDE);
            exchanged[i - within + within % SIDE * SIDE + within / SIDE] = pixels[i];
        }
        return new Digits(exchanged, labels);
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

    private static byte[] readLabels(String name, InputStream source, Labelling labelling) throws IOException {
        try (IdxReader reader = IdxReader.open(name, "labels", 1, source)) {
            byte[] labels = reader.readValues();
            for (int i = 0; i < labels.length; i++) {
                int label = labels[i] & 0xff;
                if (label < labelling.first() || label > labelling.last()) {
                    throw new DataException(String.format(
                            Locale.ROOT,
                            "%s: the label at byte %,d is %d, expected %d to %d. Replace the file.",
                            name,
                            LABELS_HEADER + i,
                            label,
                            labelling.first(),
                            labelling.last()));
                }
                labels[i] = (byte) (label - labelling.first());
            }
            return labels;
        }
    }
}
