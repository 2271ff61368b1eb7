package org.ganlib.datasets.image;

import java.util.List;
import java.util.OptionalInt;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.ByteExamples;
import org.ganlib.datasets.indexed.ByteImages;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.tensor.TensorShape;

/** Colour images of 32×32 as a data set. */
final class ColourImages {
    private ColourImages() {}

    static Dataset open(
            String name,
            ByteImages images,
            int[] labels,
            List<String> classes,
            PixelRange range,
            Augmentation augmentation,
            String licence,
            String citation) {
        byte[] labelBytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            labelBytes[i] = (byte) labels[i];
        }
        DatasetInfo info = new DatasetInfo(
                name,
                TensorShape.of(3, 32, 32),
                range.bounds(),
                OptionalInt.of(labels.length),
                classes,
                licence,
                citation,
                fingerprint(images, labelBytes));
        return new IndexedDataset(info, new ByteExamples(info.shape(), info.range(), images, labels), augmentation);
    }

    /** The fingerprint, for which the images are read; they are closed if that fails. */
    private static String fingerprint(ByteImages images, byte[] labels) {
        try {
            return images.fingerprint(labels);
        } catch (RuntimeException e) {
            images.close();
            throw e;
        }
    }
}
