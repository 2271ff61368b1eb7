package org.ganlib.datasets.image;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
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
 * CIFAR-100: photographs, shape 3×32×32, one of a hundred classes each, or of the twenty they are
 * grouped into; 50,000 are trained on, 10,000 held out. The binary version is read: {@code
 * cifar-100-binary.tar.gz} in a data directory, packed or unpacked. Classes are called by their
 * numbers in the files.
 *
 * @param labels the choice between the two labels
 * @param range the range pixels are scaled to
 * @param augment the random changes of images in training
 */
@PluginName(
        value = "cifar-100",
        summary = "Photographs, 3×32×32, a hundred classes in twenty groups.",
        paper = "Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009, chapter 3")
@Facts({"examples: 3×32×32, in −1…1 (range unit: 0…1); 100 classes, or 20 by labels", "licence: " + Cifar100.LICENCE})
public record Cifar100(
        @Setting("fine (100 classes) or coarse (20 groups)") Labels labels,

        @Setting("signed: dark −1, bright 1; unit: dark 0, bright 1")
        PixelRange range,

        @Setting("how images are varied for training") Augmentation augment)
        implements DatasetSource {
    static final String LICENCE = "none stated by its authors";

    /** The choice between the two labels. */
    public enum Labels {
        /** A hundred classes. */
        FINE,
        /** Twenty groups of five classes. */
        COARSE
    }

    /** A hundred classes in −1 to 1, as they are. */
    public Cifar100() {
        this(Labels.FINE, PixelRange.SIGNED, Augmentation.NONE);
    }

    @Override
    public List<DataFile> files() {
        return List.of(new DataFile(
                "cifar-100-binary.tar.gz",
                List.of("cifar-100-binary/train.bin"),
                "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz",
                "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"));
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        boolean fine = labels == Labels.FINE;
        int classes = fine ? 100 : 20;
        CifarFiles files = new CifarFiles("cifar-100-binary", "cifar-100-binary.tar.gz", 2, fine ? 1 : 0, classes);
        CifarFiles.Images images = files.read(
                location, List.of(split == Split.TRAINING ? "train.bin" : "test.bin"), MappedArray.MAPPED_FROM);
        return ColourImages.open(
                "cifar-100 (" + (fine ? "fine" : "coarse") + ")",
                images.images(),
                images.labels(),
                IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
                range,
                augment,
                LICENCE,
                "Krizhevsky: Learning Multiple Layers of Features from Tiny Images, 2009");
    }
}
