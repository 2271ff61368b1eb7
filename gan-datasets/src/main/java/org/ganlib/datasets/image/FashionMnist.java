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
 * Fashion-MNIST: articles of clothing, shape 1×28×28, one of ten classes each; 60,000 and 10,000.
 * The training files are trained on, the test files held out. They have the names of MNIST's and
 * lie in {@code fashion-mnist/} in a data directory, as they are or with {@code .gz}.
 *
 * @param range the range pixels are scaled to
 * @param augment the random changes of images in training
 */
@PluginName(
        value = "fashion-mnist",
        summary = "Articles of clothing, 1×28×28, ten classes.",
        paper =
                "Xiao, Rasul, Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms, 2017")
@Facts({"examples: 1×28×28, in −1…1 (range unit: 0…1); 10 classes", "licence: " + FashionMnist.LICENCE})
public record FashionMnist(
        @Setting("signed: background −1, ink 1; unit: background 0, ink 1")
        PixelRange range,

        @Setting("how images are varied for training") Augmentation augment)
        implements DatasetSource {
    static final String LICENCE = "MIT, Zalando SE";

    private static final IdxFiles FILES = IdxFiles.published(
            "fashion-mnist",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            List.of(
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));
    private static final IdxImages IMAGES = new IdxImages(
            "fashion-mnist",
            List.of(
                    "T-shirt/top",
                    "trouser",
                    "pullover",
                    "dress",
                    "coat",
                    "sandal",
                    "shirt",
                    "sneaker",
                    "bag",
                    "ankle boot"),
            LICENCE,
            "Xiao, Rasul, Vollgraf: Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms, 2017");

    /** In −1 to 1, as they are. */
    public FashionMnist() {
        this(PixelRange.SIGNED, Augmentation.NONE);
    }

    @Override
    public List<DataFile> files() {
        return FILES.files();
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        return IMAGES.open(
                FILES.pair(split)
                        .read(location, Labelling.TEN, ", or install the Debian package dataset-fashion-mnist"),
                range,
                augment);
    }
}
