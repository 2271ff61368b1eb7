package org.ganlib.datasets.image;

import java.io.IOException;
import java.util.List;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.file.MappedArray;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/**
 * CIFAR-10: photographs, shape 3×32×32, one of ten classes each; 50,000 are trained on, 10,000 held
 * out. The binary version is read: {@code cifar-10-binary.tar.gz} in a data directory, packed or
 * unpacked.
 *
 * @param range the range pixels are scaled to
 * @param augment the random changes of images in training
 */
@PluginName(
        value = "cifar-10",
        summary = "Photographs, 3×32×32, ten classes.",
        paper = "Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009, chapter 3")
@Facts({"examples: 3×32×32, in −1…1 (range unit: 0…1); 10 classes", "licence: " + Cifar10.LICENCE})
public record Cifar10(
        @Setting("signed: dark −1, bright 1; unit: dark 0, bright 1")
        PixelRange range,

        @Setting("how images are varied for training") Augmentation augment)
        implements DatasetSource {
    static final String LICENCE = "none stated by its authors";

    private static final CifarFiles FILES = new CifarFiles("cifar-10-batches-bin", "cifar-10-binary.tar.gz", 1, 0, 10);
    private static final List<String> TRAINING =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    /** In −1 to 1, as they are. */
    public Cifar10() {
        this(PixelRange.SIGNED, Augmentation.NONE);
    }

    @Override
    public List<DataFile> files() {
        return List.of(new DataFile(
                "cifar-10-binary.tar.gz",
                List.of("cifar-10-batches-bin/data_batch_1.bin"),
                "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
                "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"));
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        CifarFiles.Images images = FILES.read(
                location, split == Split.TRAINING ? TRAINING : List.of("test_batch.bin"), MappedArray.MAPPED_FROM);
        return ColourImages.open(
                "cifar-10",
                images.images(),
                images.labels(),
                CLASSES,
                range,
                augment,
                LICENCE,
                "Krizhevsky: Learning Multiple Layers of Features from Tiny Images, 2009");
    }
}
