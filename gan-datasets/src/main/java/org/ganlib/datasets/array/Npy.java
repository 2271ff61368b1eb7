package org.ganlib.datasets.array;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.file.NpyArray;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
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
 * Examples from an .npy file: [N, features], [N, height, width] or [N, channels, height, width], of
 * whole numbers, truth values, or floats of 4 or 8 bytes.
 *
 * @param file the array; a path, or a name in a data directory
 * @param labels an array of as many whole numbers from 0; none for examples without classes
 * @param range where examples lie
 * @param channelsLast whether images are stored as [N, height, width, channels]
 * @param holdOut share of examples held out
 * @param augment how images are varied for training
 * @param holdOutRule how held-out examples are chosen
 * @param holdOutSeed which ones
 */
@PluginName(value = "npy", summary = "Examples from an .npy file that another program wrote.")
@Facts({
    "examples: vectors or images of any shape; bytes in −1…1, other numbers as they are, unless range says otherwise; classes where labels names a file",
    "licence: " + ArrayDataset.LICENCE
})
public record Npy(
        @Setting("the array: a path, or a name in a data directory")
        String file,

        @Setting("an array of as many whole numbers from 0; none for examples without classes")
        Optional<String> labels,

        @Setting("where examples lie: auto (bytes are scaled to −1..1, other numbers stay), signed, unit or unbounded")
        ArrayRange range,

        @Setting("whether images are stored as [N, height, width, channels]")
        boolean channelsLast,

        @Setting("share of examples held out, in [0, 1): 0.1 is a tenth")
        double holdOut,

        @Setting("how images are varied for training") Augmentation augment,

        @Setting(
                "how they are chosen: stratified (at random, each class in proportion) or every-nth (spread evenly over"
                        + " the file's order, which may take whole classes)")
        @InOlderRuns("every-nth")
        HoldOut.Rule holdOutRule,

        @Setting("which examples stratified chooses; all runs with the same number hold out the same ones")
        long holdOutSeed)
        implements DatasetSource {
    /** The file examples.npy without labels, a tenth held out. */
    public Npy() {
        this("examples.npy", Optional.empty(), ArrayRange.AUTO, false, 0.1, Augmentation.NONE);
    }

    /** Held-out examples are {@link HoldOut.Rule#STRATIFIED}, with the seed 0. */
    public Npy(
            String file,
            Optional<String> labels,
            ArrayRange range,
            boolean channelsLast,
            double holdOut,
            Augmentation augment) {
        this(file, labels, range, channelsLast, holdOut, augment, HoldOut.Rule.STRATIFIED, 0);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the file has no name, or the share is not in [0, 1) */
    public Npy {
        Settings.check()
                .rule(!file.isBlank(), "file", "must name a file")
                .rule(holdOut >= 0 && holdOut < 1, "hold-out", "must be in [0, 1), was " + holdOut)
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        Path found = ArrayFile.find(file, location);
        String name = found.toString();
        NpyArray array = NpyArray.read(found);
        TensorShape shape = ArrayDataset.shape(name, array.shape(), channelsLast);
        ValueRange bounds = ArrayDataset.range(range, array.type());
        int count = Math.toIntExact(array.shape()[0]);
        int[] classes = Labels.none(count);
        if (labels.isPresent()) {
            Path labelFile = ArrayFile.find(labels.get(), location);
            classes = Labels.of(NpyArray.read(labelFile), labelFile.toString(), count, name);
        }
        return ArrayDataset.open(
                "npy",
                name,
                shape,
                bounds,
                ArrayDataset.values(name, array, shape, bounds, channelsLast),
                classes,
                Labels.names(classes),
                new HoldOut(holdOut, holdOutRule, holdOutSeed),
                split,
                augment);
    }
}
