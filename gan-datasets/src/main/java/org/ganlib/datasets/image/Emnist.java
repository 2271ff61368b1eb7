package org.ganlib.datasets.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.spi.DataFile;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/**
 * EMNIST: handwritten letters and digits, shape 1×28×28. The files hold images with rows and
 * columns exchanged; here they stand upright. The training files are trained on, the test files
 * held out: {@code emnist/emnist-PART-train-images-idx3-ubyte} and so on in a data directory, as
 * they are or with {@code .gz}.
 *
 * @param part the published division
 * @param range the range pixels are scaled to
 * @param augment the random changes of images in training
 */
@PluginName(
        value = "emnist",
        summary = "Handwritten letters and digits, 1×28×28, 10 to 62 classes.",
        paper = "Cohen, Afshar, Tapson, van Schaik, EMNIST: an extension of MNIST to handwritten letters, 2017")
@Facts({
    "examples: 1×28×28, in −1…1 (range unit: 0…1); 47 classes, or 10, 26 or 62 by part",
    "licence: " + Emnist.LICENCE
})
public record Emnist(
        @Setting(
                "which division: balanced (47 classes), letters (26), digits (10), mnist (10), bymerge (47) or byclass (62)")
        Part part,

        @Setting("signed: background −1, ink 1; unit: background 0, ink 1")
        PixelRange range,

        @Setting("how images are varied for training") Augmentation augment)
        implements DatasetSource {
    static final String LICENCE = "public domain, NIST Special Database 19";

    private static final String DIGITS = "0123456789";
    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String SMALL = "abcdefghijklmnopqrstuvwxyz";
    /** The small letters that do not look like their capitals. */
    private static final String DISTINCT_SMALL = "abdefghnqrt";

    /** The published divisions. */
    public enum Part {
        /** Digits, capitals and the small letters that look different, as many of each. */
        BALANCED(0, Emnist.DIGITS + CAPITALS + DISTINCT_SMALL),
        /** Letters without regard to case, numbered from 1 in the files. */
        LETTERS(1, CAPITALS),
        /** Digits, as many of each. */
        DIGITS(0, Emnist.DIGITS),
        /** Digits, as many as MNIST has. */
        MNIST(0, Emnist.DIGITS),
        /** The classes of BALANCED, as many as there are. */
        BYMERGE(0, Emnist.DIGITS + CAPITALS + DISTINCT_SMALL),
        /** Digits, capitals and all small letters. */
        BYCLASS(0, Emnist.DIGITS + CAPITALS + SMALL);

        private final int first;
        private final String classes;

        Part(int first, String classes) {
            this.first = first;
            this.classes = classes;
        }

        private List<String> names() {
            List<String> names = new ArrayList<>();
            classes.chars().forEach(c -> names.add(String.valueOf((char) c)));
            return names;
        }
    }

    /** The balanced division in −1 to 1, as it is. */
    public Emnist() {
        this(Part.BALANCED, PixelRange.SIGNED, Augmentation.NONE);
    }

    @Override
    public List<DataFile> files() {
        return idx().files();
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        Digits images = idx().pair(split).read(location, new Labelling(part.first, part.classes.length()), "");
        return new IdxImages(
                        "emnist (" + SettingText.constant(part) + ")",
                        part.names(),
                        LICENCE,
                        "Cohen, Afshar, Tapson, van Schaik: EMNIST: an extension of MNIST to handwritten letters, 2017")
                .open(images.transposed(), range, augment);
    }

    private IdxFiles idx() {
        String stem = "emnist-" + SettingText.constant(part);
        return IdxFiles.of("emnist", stem + "-train", stem + "-test");
    }
}
