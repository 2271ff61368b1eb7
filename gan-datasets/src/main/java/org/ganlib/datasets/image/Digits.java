package org.ganlib.datasets.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ganlib.datasets.file.IdxReader;
import org.ganlib.datasets.indexed.ByteImages;
import org.ganlib.datasets.indexed.MappedByteImages;
import org.ganlib.file.MappedArray;
import org.ganlib.file.RegularFile;
import org.ganlib.problem.DataException;

/**
 * Small grey images as MNIST and its successors store them.
 *
 * @param images images of 28·28 bytes, row by row, 0 background to 255 ink
 * @param labels the class of each, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the reader to the data set, never compared
record Digits(ByteImages images, byte[] labels) {
    static final int SIDE = 28;
    private static final int LABELS_HEADER = 8;

    /** Takes images in memory. */
    Digits(byte[] pixels, byte[] labels) {
        this(ByteImages.of(pixels, labels.length), labels);
    }

    /**
     * Reads a file of images and the file of their labels, which may be compressed.
     *
     * @param least the number of pixels from which images that are not compressed stay in their
     *     file
     * @throws DataException if one is damaged or they do not belong together
     */
    static Digits read(Path imagesFile, Path labelsFile, Labelling labelling, long least) throws IOException {
        String imagesName = imagesFile.toString();
        String labelsName = labelsFile.toString();
        ByteImages images = images(imagesFile, least);
        try {
            byte[] labels = readLabels(labelsName, RegularFile.open(labelsFile), labelling);
            requireAsMany(imagesName, images.count(), labelsName, labels.length);
            return new Digits(images, labels);
        } catch (IOException | RuntimeException e) {
            images.close();
            throw e;
        }
    }

    private static ByteImages images(Path file, long least) throws IOException {
        try (IdxReader reader = openImages(file.toString(), RegularFile.open(file))) {
            Optional<MappedArray> mapped = reader.map(file, least);
            if (mapped.isPresent()) {
                return new MappedByteImages(List.of(mapped.get()), 0);
            }
            byte[] pixels = reader.readValues();
            return ByteImages.of(pixels, pixels.length / (SIDE * SIDE));
        }
    }

    /**
     * Reads images and their labels from streams; closes both.
     *
     * @throws DataException if one is damaged or they do not belong together
     */
    static Digits read(
            String imagesName, InputStream images, String labelsName, InputStream labels, Labelling labelling)
            throws IOException {
        try (images;
                labels) {
            byte[] pixels;
            try (IdxReader reader = openImages(imagesName, images)) {
                pixels = reader.readValues();
            }
            byte[] numbers = readLabels(labelsName, labels, labelling);
            requireAsMany(imagesName, pixels.length / (SIDE * SIDE), labelsName, numbers.length);
            return new Digits(pixels, numbers);
        }
    }

    private static void requireAsMany(String imagesName, int images, String labelsName, int labels) {
        if (labels != images) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: has %,d labels, but %s has %,d images. Replace both files by ones that belong together.",
                    labelsName,
                    labels,
                    imagesName,
                    images));
        }
    }

    int count() {
        return labels.length;
    }

    /** A copy of the digits {@code from} to {@code to}, exclusive. */
    Digits range(int from, int to) {
        byte[] pixels = new byte[(to - from) * images.size()];
        for (int i = from; i < to; i++) {
            images.read(i, pixels, (i - from) * images.size());
        }
        return new Digits(pixels, Arrays.copyOfRange(labels, from, to));
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
        return new Digits(new TransposedImages(images, SIDE), labels);
    }

    /** The fingerprint is that of the pixels and then the labels. */
    String fingerprint() {
        return images.fingerprint(labels);
    }

    private static IdxReader openImages(String name, InputStream source) throws IOException {
        IdxReader reader = IdxReader.open(name, "images", 3, source);
        int[] sizes = reader.dimensions();
        if (sizes[1] != SIDE || sizes[2] != SIDE) {
            reader.close();
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: its header at byte 8 promises images of %d×%d, expected %d×%d. Replace the file.",
                    name,
                    sizes[1],
                    sizes[2],
                    SIDE,
                    SIDE));
        }
        return reader;
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
