package org.ganlib.datasets.image;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.ByteExamples;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.file.Sha256;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.tensor.TensorShape;

/** Colour images of 32×32 in memory as a data set. */
final class ColourImages {
    private ColourImages() {}

    static Dataset open(
            String name,
            byte[] pixels,
            int[] labels,
            List<String> classes,
            PixelRange range,
            Augmentation augmentation,
            String licence,
            String citation) {
        MessageDigest digest = Sha256.digest();
        digest.update(pixels);
        for (int label : labels) {
            digest.update((byte) label);
        }
        DatasetInfo info = new DatasetInfo(
                name,
                TensorShape.of(3, 32, 32),
                range.bounds(),
                OptionalInt.of(labels.length),
                classes,
                licence,
                citation,
                "sha256:" + HexFormat.of().formatHex(digest.digest()));
        return new IndexedDataset(info, new ByteExamples(info.shape(), info.range(), pixels, labels), augmentation);
    }
}
