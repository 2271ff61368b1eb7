package org.ganlib.datasets.array;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
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
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/**
 * Examples from an .npz archive of .npy arrays. Nothing is unpacked to disk; an array takes as much memory as its own header promises and no
 * more, whatever its compressed data would expand to.
 *
 * @param file the archive; a path, or a name in a data directory
 * @param images the name of the array of examples
 * @param labels the name of the array of labels; examples have no classes where the archive has no such array
 * @param range where examples lie
 * @param channelsLast whether images are stored as [N, height, width, channels]
 * @param holdOut share of examples held out
 * @param augment how images are varied for training
 * @param holdOutRule how held-out examples are chosen
 * @param holdOutSeed which ones
 */
@PluginName(value = "npz", summary = "Examples from an .npz archive that another program wrote.")
@Facts({
    "examples: vectors or images of any shape; bytes in −1…1, other numbers as they are, unless range says otherwise; classes where there are labels",
    "licence: " + ArrayDataset.LICENCE
})
public record Npz(
        @Setting("the archive: a path, or a name in a data directory")
        String file,

        @Setting("name of the array of examples") String images,

        @Setting("name of the array of labels, whole numbers from 0; no classes where there is no such array")
        String labels,

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
    private static final int MOST_ENTRIES = 10_000;

    /** The arrays images and labels of examples.npz, a tenth held out. */
    public Npz() {
        this("examples.npz", "images", "labels", ArrayRange.AUTO, false, 0.1, Augmentation.NONE);
    }

    /** Held-out examples are {@link HoldOut.Rule#STRATIFIED}, with the seed 0. */
    public Npz(
            String file,
            String images,
            String labels,
            ArrayRange range,
            boolean channelsLast,
            double holdOut,
            Augmentation augment) {
        this(file, images, labels, range, channelsLast, holdOut, augment, HoldOut.Rule.STRATIFIED, 0);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a name is empty, or the share is not in [0, 1) */
    public Npz {
        Settings.check()
                .rule(!file.isBlank(), "file", "must name a file")
                .rule(!images.isBlank(), "images", "must name an array")
                .rule(holdOut >= 0 && holdOut < 1, "hold-out", "must be in [0, 1), was " + holdOut)
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        Path found = ArrayFile.find(file, location);
        NpyArray array;
        Optional<NpyArray> labelArray;
        try (ZipFile archive = new ZipFile(found.toFile())) {
            if (archive.size() > MOST_ENTRIES) {
                throw new DataException(found + ": has " + archive.size() + " entries; at most " + MOST_ENTRIES
                        + " are read. Save the arrays alone.");
            }
            array = read(archive, found, images).orElseThrow(() -> noArray(archive, found));
            labelArray = read(archive, found, labels);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new DataException(found + ": is no .npz archive (" + reason(e) + "). Save it with numpy.savez.", e);
        }
        String name = found + ":" + images;
        TensorShape shape = ArrayDataset.shape(name, array.shape(), channelsLast);
        ValueRange bounds = ArrayDataset.range(range, array.type());
        int count = Math.toIntExact(array.shape()[0]);
        int[] classes = labelArray
                .map(given -> Labels.of(given, found + ":" + labels, count, name))
                .orElseGet(() -> Labels.none(count));
        return ArrayDataset.open(
                "npz",
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

    private static Optional<NpyArray> read(ZipFile archive, Path file, String array) throws IOException {
        ZipEntry entry = archive.getEntry(array + ".npy");
        if (entry == null) {
            return Optional.empty();
        }
        String name = file + ":" + array;
        try (InputStream in = archive.getInputStream(entry)) {
            return Optional.of(NpyArray.read(in, name));
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new DataException(name + ": its compressed data is damaged (" + reason(e) + "). Save it again.", e);
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? "it ends early" : OneLine.of(e.getMessage());
    }

    private DataException noArray(ZipFile archive, Path found) {
        List<String> names = archive.stream()
                .map(ZipEntry::getName)
                .filter(entry -> entry.endsWith(".npy"))
                .map(entry -> OneLine.of(entry.substring(0, entry.length() - 4)))
                .limit(20)
                .toList();
        return new DataException(found + ": has no array '" + images + "'. It has "
                + (names.isEmpty() ? "none" : String.join(", ", names)) + ". Set dataset.images.");
    }
}
