package org.ganlib.datasets.array;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.file.MappedArray;
import org.ganlib.file.NpyArray;
import org.ganlib.file.RegularFile;
import org.ganlib.plugin.DataPath;
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
 * Examples from an .npz archive of .npy arrays. Nothing is unpacked to disk. An array takes no more
 * memory than its header states, whatever size its compressed data would expand to.
 *
 * @param file the archive; a path, or a name in a data directory
 * @param images the name of the array of examples
 * @param labels the name of the array of labels; examples have no classes where the archive has no
 *     such array
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
@PluginName(value = "npz", summary = "Examples from an .npz archive that another program wrote.")
@Facts({
    "examples: vectors or images of any shape; bytes in −1…1, other numbers as they are, unless range says otherwise; classes where there are labels",
    "licence: " + ArrayDataset.LICENCE
})
public record Npz(
        @DataPath(DataPath.Kind.FILE) @Setting("the archive: a path, or a name in a data directory")
        String file,

        @Setting("name of the array of examples") String images,

        @Setting("name of the array of labels, whole numbers from 0; no classes where there is no such array")
        String labels,

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
    private static final int MOST_ENTRIES = 10_000;

    /** The arrays images and labels of examples.npz, a tenth held out. */
    public Npz() {
        this("examples.npz", "images", "labels", ArrayRange.AUTO, false, 0.1, Augmentation.NONE);
    }

    /**
     * Reads an archive with defaults: each label that occurs is a class, the stored range follows
     * from the number type, channels come last or the layout follows from the sizes, and held-out
     * examples are {@link HoldOut.Rule#STRATIFIED} with seed 0.
     */
    public Npz(
            String file,
            String images,
            String labels,
            ArrayRange range,
            boolean channelsLast,
            double holdOut,
            Augmentation augment) {
        this(
                file,
                images,
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
     * @throws org.ganlib.plugin.InvalidSettingsException if a name is empty, the share is not in
     *     [0, 1), or settings contradict each other
     */
    public Npz {
        Settings.check()
                .rule(!file.isBlank(), "file", "must name a file")
                .rule(!images.isBlank(), "images", "must name an array")
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
        String name = found + ":" + images;
        Optional<MappedArray> mapped;
        Optional<NpyArray> array;
        Optional<NpyArray> labelArray;
        try (ZipFile archive = RegularFile.zip(found)) {
            if (archive.size() > MOST_ENTRIES) {
                throw new DataException(found + ": has " + archive.size() + " entries; at most " + MOST_ENTRIES
                        + " are read. Save the arrays alone.");
            }
            mapped = map(found, name);
            array = mapped.isPresent() ? Optional.empty() : read(archive, found, images);
            if (mapped.isEmpty() && array.isEmpty()) {
                throw noArray(archive, found);
            }
            labelArray = read(archive, found, labels);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new DataException(found + ": is no .npz archive (" + reason(e) + "). Save it with numpy.savez.", e);
        }
        ArrayImages settings =
                new ArrayImages(channelsLast.map(ArrayLayout::stated).orElse(layout), range, stored);
        boolean told = split == Split.TRAINING;
        if (mapped.isPresent()) {
            MappedImages examples = settings.open(mapped.get(), told);
            return ArrayDataset.open(
                    "npz",
                    examples,
                    classes(found, labelArray, examples.count(), name),
                    new HoldOut(holdOut, holdOutRule, holdOutSeed),
                    split,
                    augment,
                    () -> Optional.of(new BackgroundChecksum(found, images + ".npy", name)));
        }
        ArrayImages.Values read = settings.read(name, array.get(), told);
        int count = Math.toIntExact(array.get().shape()[0]);
        LabelArray.Classes numbered = classes(found, labelArray, count, name);
        return ArrayDataset.open(
                "npz",
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

    private LabelArray.Classes classes(Path found, Optional<NpyArray> given, int count, String name) {
        String labelName = found + ":" + labels;
        return given.map(array ->
                        LabelArray.Classes.of(classes, LabelArray.of(array, labelName, count, name), labelName))
                .orElseGet(() -> LabelArray.Classes.none(count));
    }

    /** The array of examples, if it is stored uncompressed and so large that it stays in its file. */
    private Optional<MappedArray> map(Path found, String name) throws IOException {
        Optional<StoredEntry> entry = StoredEntry.find(found, images + ".npy");
        return entry.isEmpty()
                ? Optional.empty()
                : MappedArray.open(found, name, entry.get().start(), entry.get().length(), MappedArray.MAPPED_FROM);
    }

    private static Optional<NpyArray> read(ZipFile archive, Path file, String array) throws IOException {
        ZipEntry entry = archive.getEntry(array + ".npy");
        if (entry == null) {
            return Optional.empty();
        }
        String name = file + ":" + array;
        try (CheckedInputStream in = new CheckedInputStream(archive.getInputStream(entry), new CRC32())) {
            NpyArray read = NpyArray.read(in, name);
            requireChecksum(name, entry.getCrc(), in.getChecksum().getValue());
            return Optional.of(read);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new DataException(name + ": its compressed data is damaged (" + reason(e) + "). Save it again.", e);
        }
    }

    /** Compares the archive's own checksum, which Java's reader does not do. */
    static void requireChecksum(String name, long expected, long found) {
        if (found != expected) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: has the CRC-32 %08x, but its archive promises %08x. It is damaged: save or copy it again.",
                    name,
                    found,
                    expected));
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
