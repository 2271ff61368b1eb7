package org.ganlib.datasets.image;

import java.util.List;
import java.util.OptionalInt;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.ByteExamples;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.tensor.TensorShape;

/**
 * Images of MNIST's size as a data set.
 *
 * @param name the name of the data set
 * @param classNames its classes
 * @param licence under which terms, and of whom
 * @param citation the publication
 */
record IdxImages(String name, List<String> classNames, String licence, String citation) {
    Dataset open(Digits images, PixelRange range, Augmentation augmentation) {
        try {
            return open(info(images, range, Digits.SIDE, ""), images, augmentation);
        } catch (RuntimeException e) {
            images.images().close();
            throw e;
        }
    }

    static Dataset open(DatasetInfo info, Digits images, Augmentation augmentation) {
        return new IndexedDataset(
                info, new ByteExamples(info.shape(), info.range(), images.images(), images.classes()), augmentation);
    }

    /**
     * The description of the images.
     *
     * @param side the side of the resized images, in pixels
     * @param changed the changes that were made to them, for the fingerprint; empty if there were
     *     none
     */
    DatasetInfo info(Digits images, PixelRange range, int side, String changed) {
        return new DatasetInfo(
                name,
                TensorShape.of(1, side, side),
                range.bounds(),
                OptionalInt.of(images.count()),
                classNames,
                licence,
                citation,
                images.fingerprint() + changed);
    }
}
