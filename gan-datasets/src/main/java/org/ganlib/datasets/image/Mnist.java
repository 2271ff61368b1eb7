package org.ganlib.datasets.image;

import java.io.IOException;
import java.util.List;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/**
 * MNIST: handwritten digits, shape 1×28×28, one of ten classes each.
 *
 * <table>
 * <caption>What a split holds</caption>
 * <tr><th>subset</th><th>{@link Split#TRAINING}</th><th>{@link Split#HELD_OUT}</th></tr>
 * <tr><td>embedded</td><td>the first 8,000 embedded digits</td><td>the last 2,000</td></tr>
 * <tr><td>train</td><td>the training files (60,000)</td><td>the test files (10,000)</td></tr>
 * <tr><td>test</td><td>the test files</td><td>the training files</td></tr>
 * </table>
 *
 * <p>The embedded digits are 10,000 of the training files' 60,000: never judge a model trained on
 * {@code train} by embedded ones.
 *
 * <p>The files are {@code mnist/train-images-idx3-ubyte}, {@code mnist/train-labels-idx1-ubyte} and
 * the same with {@code t10k}, as they are or with {@code .gz}, in a data directory.
 *
 * @param subset the digits to take
 * @param range the range pixels are scaled to
 * @param augment the random changes of images in training
 * @param size side of the images in pixels; if it is not 28, digits are resized when they are read
 * @param resize the filter they are resized with
 */
@PluginName(
        value = "mnist",
        summary = "Handwritten digits, 1×28×28, ten classes; 10,000 of them are built in.",
        paper =
                "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition, 1998, section III.A")
@Facts({"examples: 1×28×28, or of another size, in −1…1 (range unit: 0…1); 10 classes", "licence: " + Mnist.LICENCE})
public record Mnist(
        @Setting(
                "auto (train when its files are in a data directory, else embedded), embedded (10,000 digits), train (60,000) or test (10,000)")
        Subset subset,

        @Setting("signed: background −1, ink 1; unit: background 0, ink 1")
        PixelRange range,

        @Setting("how images are varied for training") Augmentation augment,

        @Setting("side of the images in pixels, 1 to 1024; other than 28, digits are resized")
        int size,

        @Setting("filter: nearest, box, bilinear or bicubic; stretched where images become smaller")
        Resize resize)
        implements DatasetSource {
    static final String LICENCE = "CC BY-SA 3.0, Yann LeCun and Corinna Cortes";

    private static final int LARGEST_SIZE = 1024;
    private static final IdxFiles FILES = IdxFiles.published(
            "mnist",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
            List.of(
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));
    private static final String OTHERWISE =
            ", or set subset to embedded to use the 10,000 digits that come with ganlib";
    private static final int EMBEDDED_TRAINING = 8_000;

    /** The digits to take. */
    public enum Subset {
        /** {@link #TRAIN} when one of its files is in a data directory, else {@link #EMBEDDED}. */
        AUTO,
        /** The 10,000 digits that come with the library. */
        EMBEDDED,
        /** The training files. */
        TRAIN,
        /** The test files. */
        TEST
    }

    /** Whatever is there, in −1 to 1. */
    public Mnist() {
        this(Subset.AUTO, PixelRange.SIGNED);
    }

    /** Images as they are. */
    public Mnist(Subset subset, PixelRange range) {
        this(subset, range, Augmentation.NONE);
    }

    /** The digits in their own size, 28×28 pixels. */
    public Mnist(Subset subset, PixelRange range, Augmentation augment) {
        this(subset, range, augment, Digits.SIDE, Resize.BICUBIC);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the size is out of its range */
    public Mnist {
        Settings.check().within("size", size, 1, LARGEST_SIZE).orThrow();
    }

    @Override
    public List<DataFile> files() {
        return FILES.files();
    }

    @Override
    public Mnist resolved(DataLocation location) {
        return new Mnist(subset(location), range, augment, size, resize);
    }

    private Subset subset(DataLocation location) {
        return subset == Subset.AUTO ? (FILES.training().begunIn(location) ? Subset.TRAIN : Subset.EMBEDDED) : subset;
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        Subset chosen = subset(location);
        Digits digits = read(chosen, location, split);
        DatasetInfo info = info(chosen, digits);
        return size == Digits.SIDE
                ? IdxImages.open(info, digits, augment)
                : new IndexedDataset(info, new ResizedDigits(digits, info.range(), resize, size), augment);
    }

    static Digits read(Subset chosen, DataLocation location, Split split) throws IOException {
        boolean training = split == Split.TRAINING;
        return switch (chosen) {
            case EMBEDDED -> {
                Digits all = EmbeddedDigits.read();
                yield training ? all.range(0, EMBEDDED_TRAINING) : all.range(EMBEDDED_TRAINING, all.count());
            }
            case TRAIN -> (training ? FILES.training() : FILES.test()).read(location, Labelling.TEN, OTHERWISE);
            case TEST -> (training ? FILES.test() : FILES.training()).read(location, Labelling.TEN, OTHERWISE);
            case AUTO -> throw new IllegalStateException("auto has been resolved before");
        };
    }

    DatasetInfo info(Subset chosen, Digits digits) {
        return new IdxImages(
                        "mnist (" + SettingText.constant(chosen) + ")",
                        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                        LICENCE,
                        "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition, Proceedings of the IEEE 86(11), 1998")
                .info(digits, range, size, resized());
    }

    private String resized() {
        return size == Digits.SIDE ? "" : ", resized to " + size + " pixels, " + SettingText.constant(resize);
    }
}
