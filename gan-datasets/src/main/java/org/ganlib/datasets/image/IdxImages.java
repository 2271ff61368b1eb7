package org.ganlib.datasets.image;

import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.ByteExamples;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;

/** Images in memory as a data set. */
final class IdxImages {
    private IdxImages() {}

    static Dataset open(DatasetInfo info, Digits images, Augmentation augmentation) {
        return new IndexedDataset(
                info, new ByteExamples(info.shape(), info.range(), images.pixels(), images.classes()), augmentation);
    }
}
