package org.ganlib.datasets.array;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.file.MappedArray;
import org.ganlib.file.NpyArray;
import org.ganlib.plugin.DataPath;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.InOlderRuns;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/**
 * Examples from an .npy file of shape [N, features], [N, height, width], [N, channels, height,
 * width] or [N, height, width, channels]. Its numbers are whole numbers, truth values, or floats of
 * 2, 4 or 8 bytes.
 *
 * @param file the array; a path, or a name in a data directory
 * @param labels an array with one whole number ≥ 0 per example; none for examples without classes
 * @param classes the rule by which labels become classes
 * @param range the range of the examples
 * @param channelsLast the older name of {@code layout}: true for channels last, false for channels
 *     first
 * @param holdOut the share of examples that is held out
 * @param augment the random changes of images in training
 * @param holdOutRule the rule by which held-out examples are chosen
 * @param holdOutSeed the seed with which they are chosen
 * @param layout the order of the dimensions of images
 * @param stored the range of the array's numbers, which is mapped to {@code range}
 */
@PluginName(value = "npy", summary = "Examples from an .npy file that another program wrote.")
@Facts({
    "examples: vectors or images of any shape; bytes in −1…1, other numbers as they are, unless range says otherwise; classes where labels names a file",
    "licence: " + ArrayDataset.LICENCE
})
public record Npy(
        @DataPath(DataPath.Kind.FILE) @Setting("the array: a path, or a name in a data directory")
        String file,

        @DataPath(DataPath.Kind.FILE)
        @Setting("an array of as many whole numbers from 0; none for examples without classes")
        Optional<String> labels,

        @Setting("present: each label that occurs is a class, called by its number; from-zero: 0 to the largest label,"
                + " also those that do not occur")
        @InOlderRuns("from-zero")
        LabelRule classes,

        @Setting("where examples lie: auto (bytes are scaled to −1..1, other numbers stay), signed, unit or unbounded")
        ArrayRange range,

        @Setting("true or false instead of layout: channels-last or channels-first")
        Optional<Boolean> channelsLast,

        @Setting("share of examples held out, in [0, 1): 0.1 is a tenth")
        double holdOut,

        @Setting("how images are varied for training") Augmentation augment,

        @Setting(
                "how they are chosen: stratified (at random, each class in proportion) or every-nth (spread evenly over"
                        + " the file's order, which may take whole classes)")
        @InOlderRuns("every-nth")
        HoldOut.Rule holdOutRule,

        @Setting("which examples stratified chooses; all runs with the same number hold out the same ones")
        long holdOutSeed,

        @Setting(
                "order of the dimensions of images: auto (the one of at most 4 has the channels), channels-first or channels-last")
        ArrayLayout layout,

        @Setting(
                "where the numbers lie that are mapped to range: auto (bytes in 0..255, others are in range), bytes (0..255), unit (0..1) or signed (-1..1)")
        StoredRange stored)
        implements DatasetSource {
    /** The file examples.npy without labels, a tenth held out. */
    public Npy() {
        this("examples.npy", Optional.empty(), ArrayRange.AUTO, false, 0.1, Augmentation.NONE);
    }

    /**
     * Reads an array with defaults: each label that occurs is a class, the stored range follows
     * from the number type, channels come last or the layout follows from the sizes, and held-out
     * examples are {@link HoldOut.Rule#STRATIFIED} with seed 0.
     */
    public Npy(
            String file,
            Optional<String> labels,
            ArrayRange range,
            boolean channelsLast,
            double holdOut,
            Augmentation augment) {
        this(
                file,
                labels,
                LabelRule.PRESENT,
                range,
                Optional.empty(),
                holdOut,
                augment,
                HoldOut.Rule.STRATIFIED,
                0,
                channelsLast ? ArrayLayout.CHANNELS_LAST : ArrayLayout.AUTO,
                StoredRange.AUTO);
    }

    /**
     * Checks the settings.
     *
     * @throws org.ganlib.plugin.InvalidSettingsException if the file has no name, the share is not
     *     in [0, 1), or settings contradict each other
     */
    public Npy {
        Settings.check()
                .rule(!file.isBlank(), "file", "must name a file")
                .rule(holdOut >= 0 && holdOut < 1, "hold-out", "must be in [0, 1), was " + holdOut)
                .rule(
                        channelsLast.isEmpty()
                                || layout == ArrayLayout.AUTO
                                || layout == ArrayLayout.stated(channelsLast.get()),
                        "layout",
                        "must agree with channels-last; set one of them")
                .rule(
                        stored == StoredRange.AUTO || range != ArrayRange.UNBOUNDED,
                        "stored",
                        "must be auto where range is unbounded: numbers are mapped to a range of two ends")
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        Path found = ArrayFile.find(file, location);
        String name = found.toString();
        ArrayImages settings =
                new ArrayImages(channelsLast.map(ArrayLayout::stated).orElse(layout), range, stored);
        boolean told = split == Split.TRAINING;
        Optional<MappedArray> mapped = MappedArray.open(found, MappedArray.MAPPED_FROM);
        if (mapped.isPresent()) {
            MappedImages images = settings.open(mapped.get(), told);
            return ArrayDataset.open(
                    "npy",
                    images,
                    classes(location, images.count(), name),
                    new HoldOut(holdOut, holdOutRule, holdOutSeed),
                    split,
                    augment,
                    Optional::empty);
        }
        NpyArray array = NpyArray.read(found);
        ArrayImages.Values read = settings.read(name, array, told);
        int count = Math.toIntExact(array.shape()[0]);
        LabelArray.Classes numbered = classes(location, count, name);
        return ArrayDataset.open(
                "npy",
                name,
                read.shape(),
                read.range(),
                read.values(),
                numbered.labels(),
                numbered.names(),
                numbered.remarks(),
                new HoldOut(holdOut, holdOutRule, holdOutSeed),
                split,
                augment);
    }

    private LabelArray.Classes classes(DataLocation location, int count, String name) {
        if (labels.isEmpty()) {
            return LabelArray.Classes.none(count);
        }
        Path labelFile = ArrayFile.find(labels.get(), location);
        int[] given = LabelArray.of(NpyArray.read(labelFile), labelFile.toString(), count, name);
        return LabelArray.Classes.of(classes, given, labelFile.toString());
    }
}
