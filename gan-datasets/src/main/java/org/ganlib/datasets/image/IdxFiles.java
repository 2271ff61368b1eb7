package org.ganlib.datasets.image;

import java.util.List;
import java.util.stream.IntStream;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.Split;

/**
 * The four files of a data set in MNIST's form.
 *
 * @param training images and labels that are trained on
 * @param test images and labels held out
 * @param files the files as they are published, compressed
 */
record IdxFiles(IdxPair training, IdxPair test, List<DataFile> files) {
    private static final String COMPRESSED = ".gz";

    /** Files with these prefixes in a folder of a data directory, published nowhere for good. */
    static IdxFiles of(String folder, String trainingPrefix, String testPrefix) {
        return of(IdxPair.of(folder, trainingPrefix), IdxPair.of(folder, testPrefix), "", List.of("", "", "", ""));
    }

    /**
     * Files with MNIST's names.
     *
     * @param address the address of the published files, up to the name
     * @param sha256 the hashes of training images, training labels, test images and test labels as
     *     published
     */
    static IdxFiles published(String folder, String address, List<String> sha256) {
        return of(IdxPair.of(folder, "train"), IdxPair.of(folder, "t10k"), address, sha256);
    }

    private static IdxFiles of(IdxPair training, IdxPair test, String address, List<String> sha256) {
        List<String> names = List.of(training.images(), training.labels(), test.images(), test.labels());
        List<DataFile> files = IntStream.range(0, names.size())
                .mapToObj(i -> DataFile.compressed(
                        training.folder() + "/" + names.get(i) + COMPRESSED,
                        address.isEmpty() ? "" : address + names.get(i) + COMPRESSED,
                        sha256.get(i)))
                .toList();
        return new IdxFiles(training, test, files);
    }

    /** The pair of a split. */
    IdxPair pair(Split split) {
        return split == Split.TRAINING ? training : test;
    }
}
