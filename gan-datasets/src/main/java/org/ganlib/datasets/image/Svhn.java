package org.ganlib.datasets.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ganlib.datasets.file.MatArray;
import org.ganlib.datasets.file.MatReader;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.ByteImages;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.file.RegularFile;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/**
 * Street View House Numbers, cropped: photographs of digits, shape 3×32×32, one of ten classes
 * each; 73,257 are trained on, 26,032 held out. The files are {@code svhn/train_32x32.mat} and
 * {@code svhn/test_32x32.mat} in a data directory. They number the digit 0 as class 10.
 *
 * @param range the range pixels are scaled to
 * @param augment the random changes of images in training
 */
@PluginName(
        value = "svhn",
        summary = "Photographed digits of house numbers, 3×32×32, ten classes.",
        paper = "Netzer et al., Reading Digits in Natural Images with Unsupervised Feature Learning, 2011")
@Facts({"examples: 3×32×32, in −1…1 (range unit: 0…1); 10 classes", "licence: " + Svhn.LICENCE})
public record Svhn(
        @Setting("signed: dark −1, bright 1; unit: dark 0, bright 1")
        PixelRange range,

        @Setting("how images are varied for training") Augmentation augment)
        implements DatasetSource {
    static final String LICENCE = "for non-commercial use, Stanford University and Google";

    private static final int SIDE = 32;

    /** In −1 to 1, as they are. */
    public Svhn() {
        this(PixelRange.SIGNED, Augmentation.NONE);
    }

    @Override
    public List<DataFile> files() {
        return List.of(
                new DataFile(
                        "svhn/train_32x32.mat",
                        List.of(),
                        "http://ufldl.stanford.edu/housenumbers/train_32x32.mat",
                        "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8"),
                new DataFile(
                        "svhn/test_32x32.mat",
                        List.of(),
                        "http://ufldl.stanford.edu/housenumbers/test_32x32.mat",
                        "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b"));
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        String relative = "svhn/" + (split == Split.TRAINING ? "train" : "test") + "_32x32.mat";
        Path file = location.find(relative)
                .orElseThrow(() -> new DataException(relative + ": not found in "
                        + location.searchPath().stream().map(Path::toString).collect(Collectors.joining(", "))
                        + ". Put it into " + location.directory().resolve("svhn") + "."));
        Map<String, MatArray> arrays;
        try (InputStream in = new BufferedInputStream(RegularFile.open(file), 1 << 16)) {
            arrays = MatReader.read(file.toString(), in, Set.of("X", "y"));
        }
        MatArray images = arrays.get("X");
        MatArray labels = arrays.get("y");
        if (images.shape().size() != 4 || !images.shape().subList(0, 3).equals(List.of(SIDE, SIDE, 3))) {
            throw new DataException(file + ": array 'X' has the shape " + images.shape()
                    + ", expected [32, 32, 3, N]. Replace the file.");
        }
        int count = images.shape().get(3);
        if (labels.count() != count || count == 0) {
            throw new DataException(
                    file + ": has " + labels.count() + " labels for " + count + " images. Replace the file.");
        }
        return ColourImages.open(
                "svhn",
                ByteImages.of(pixels(file, images), count),
                classes(file, labels),
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                range,
                augment,
                LICENCE,
                "Netzer, Wang, Coates, Bissacco, Wu, Ng: Reading Digits in Natural Images with Unsupervised Feature Learning, 2011");
    }

    /**
     * Reorders the pixels from [row, column, channel, image] with rows fastest to [image, channel,
     * row, column] with columns fastest.
     */
    private static byte[] pixels(Path file, MatArray images) {
        int plane = SIDE * SIDE;
        byte[] pixels = new byte[images.count()];
        for (int i = 0; i < pixels.length; i++) {
            double value = images.value(i);
            if (!(value >= 0 && value <= 255) || value != Math.rint(value)) {
                throw new DataException(file + ": pixel " + i + " of array 'X' is " + value
                        + ", expected a whole number from 0 to 255. Replace the file.");
            }
            int within = i % plane;
            pixels[i - within + within % SIDE * SIDE + within / SIDE] = (byte) (int) value;
        }
        return pixels;
    }

    private static int[] classes(Path file, MatArray labels) {
        int[] classes = new int[labels.count()];
        for (int i = 0; i < classes.length; i++) {
            double value = labels.value(i);
            if (!(value >= 1 && value <= 10) || value != Math.rint(value)) {
                throw new DataException(
                        file + ": label " + i + " of array 'y' is " + value + ", expected 1 to 10. Replace the file.");
            }
            classes[i] = (int) value % 10;
        }
        return classes;
    }
}
