package org.ganlib.datasets.image;

import java.io.IOException;
import java.util.List;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/**
 * Kuzushiji-MNIST: cursive Japanese characters, shape 1×28×28, one of ten classes each; 60,000 and
 * 10,000. The training files are trained on, the test files held out. They have the names of
 * MNIST's and lie in {@code kmnist/} in a data directory, as they are or with {@code .gz}.
 *
 * @param range the range pixels are scaled to
 * @param augment the random changes of images in training
 */
@PluginName(
        value = "kmnist",
        summary = "Cursive Japanese characters, 1×28×28, ten classes.",
        paper = "Clanuwat et al., Deep Learning for Classical Japanese Literature, 2018")
@Facts({"examples: 1×28×28, in −1…1 (range unit: 0…1); 10 classes", "licence: " + Kmnist.LICENCE})
public record Kmnist(
        @Setting("signed: background −1, ink 1; unit: background 0, ink 1")
        PixelRange range,

        @Setting("how images are varied for training") Augmentation augment)
        implements DatasetSource {
    static final String LICENCE = "CC BY-SA 4.0, ROIS-DS Center for Open Data in the Humanities";

    private static final IdxFiles FILES = IdxFiles.published(
            "kmnist",
            "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
            List.of(
                    "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
                    "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
                    "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
                    "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"));
    private static final IdxImages IMAGES = new IdxImages(
            "kmnist",
            List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
            LICENCE,
            "Clanuwat, Bober-Irizar, Kitamoto, Lamb, Yamamoto, Ha: Deep Learning for Classical Japanese Literature, 2018");

    /** In −1 to 1, as they are. */
    public Kmnist() {
        this(PixelRange.SIGNED, Augmentation.NONE);
    }

    @Override
    public List<DataFile> files() {
        return FILES.files();
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        return IMAGES.open(FILES.pair(split).read(location, Labelling.TEN, ""), range, augment);
    }
}
