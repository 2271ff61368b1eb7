package org.ganlib.datasets.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.ExampleSource;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.DataPath;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.InOlderRuns;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.plugin.ZeroMeansAuto;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of image files (see {@link ImageFile}) in the order of their names. If it has folders
 * inside, each of these is a class; otherwise images have no classes. Several threads decode files
 * ahead of their use, and the number of decoded images in memory is bounded.
 *
 * @param folder the folder; a path, or a name in a data directory
 * @param classOrder the order of the folders that are classes
 * @param size height that images are resized to, in pixels
 * @param width width that images are resized to, in pixels; 0 if it is the same
 * @param channels 3 for colour, 1 for grey
 * @param resize the filter they are resized with
 * @param crop the treatment of images that are not square, or do not have the proportions of size
 *     and width
 * @param range the range pixels are scaled to
 * @param holdOut the share of images that is held out
 * @param augment the random changes of images in training
 * @param holdOutRule the rule by which held-out images are chosen
 * @param holdOutSeed the seed with which they are chosen
 */
@PluginName(
        value = "image-folder",
        summary =
                "A folder of PNG, JPEG, BMP, GIF, TIFF and WebP files, with a folder inside for each class, or without.")
@Facts({
    "examples: channels×size×width, in −1…1 (range unit: 0…1); a class for each folder inside, or none",
    "licence: " + ImageFolder.LICENCE
})
public record ImageFolder(
        @DataPath(DataPath.Kind.FOLDER) @Setting("the folder: a path, or a name in a data directory")
        String folder,

        @Setting(
                "natural (folder 2 before 10) or lexicographic (10 before 2); lexicographic-with-empty: also folders without"
                        + " images are classes")
        @InOlderRuns("lexicographic-with-empty")
        ClassOrder classOrder,

        @Setting("side of the square images are resized to, in pixels, 1 to 4096; with width their height")
        int size,

        @Setting("width in pixels, 1 to 4096, of images that are not to be square; auto for square ones") @ZeroMeansAuto
        int width,

        @Setting("3 for colour, 1 for grey") int channels,

        @Setting("filter: nearest, box, bilinear or bicubic; stretched where images become smaller")
        Resize resize,

        @Setting("images of other proportions: center cuts out the middle, none refuses them")
        Crop crop,

        @Setting("signed: dark −1, bright 1; unit: dark 0, bright 1")
        PixelRange range,

        @Setting("share of images held out, in [0, 1): 0.1 is a tenth")
        double holdOut,

        @Setting("how images are varied for training") Augmentation augment,

        @Setting(
                "how they are chosen: stratified (at random, each class in proportion) or every-nth (spread evenly over"
                        + " the order of names, which may take whole classes)")
        @InOlderRuns("every-nth")
        HoldOut.Rule holdOutRule,

        @Setting("which images stratified chooses; all runs with the same number hold out the same ones")
        long holdOutSeed)
        implements DatasetSource {
    private static final Logger LOG = LoggerFactory.getLogger(ImageFolder.class);
    static final String LICENCE = "that of the images";

    private static final int SHOWN = 20;

    /** The number of images from which the index of a folder is kept in a file. */
    private static final int KEPT_FROM = 20_000;

    /** The choice of the folders that are classes, and their order. */
    public enum ClassOrder {
        /**
         * Folders with images, in natural order: numbers in names compare as numbers, so 2 comes
         * before 10.
         */
        NATURAL,
        /** Folders with images, ordered by the characters of their names: 10 comes before 2. */
        LEXICOGRAPHIC,
        /**
         * All folders, including those without images, ordered by the characters of their names.
         */
        LEXICOGRAPHIC_WITH_EMPTY
    }

    /** The treatment of images whose proportions are not those that they are resized to. */
    public enum Crop {
        /** The largest part in their middle with these proportions is cut out. */
        CENTER,
        /** They are refused. */
        NONE
    }

    /** The folder images, 64×64 in colour, a tenth held out. */
    public ImageFolder() {
        this("images", 64, 3, Resize.BICUBIC, Crop.CENTER, PixelRange.SIGNED, 0.1, Augmentation.NONE);
    }

    /**
     * Reads a folder with classes in natural order; held-out images are
     * {@link HoldOut.Rule#STRATIFIED} with seed 0.
     */
    public ImageFolder(
            String folder,
            int size,
            int channels,
            Resize resize,
            Crop crop,
            PixelRange range,
            double holdOut,
            Augmentation augment) {
        this(
                folder,
                ClassOrder.NATURAL,
                size,
                channels,
                resize,
                crop,
                range,
                holdOut,
                augment,
                HoldOut.Rule.STRATIFIED,
                0);
    }

    /** Reads a folder as square images. */
    public ImageFolder(
            String folder,
            ClassOrder classOrder,
            int size,
            int channels,
            Resize resize,
            Crop crop,
            PixelRange range,
            double holdOut,
            Augmentation augment,
            HoldOut.Rule holdOutRule,
            long holdOutSeed) {
        this(folder, classOrder, size, 0, channels, resize, crop, range, holdOut, augment, holdOutRule, holdOutSeed);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public ImageFolder {
        Settings.check()
                .rule(!folder.isBlank(), "folder", "must name a folder")
                .within("size", size, 1, 4096)
                .rule(width >= 0 && width <= 4096, "width", "must be auto or in [1, 4096], was " + width)
                .rule(channels == 1 || channels == 3, "channels", "must be 1 or 3, was " + channels)
                .rule(holdOut >= 0 && holdOut < 1, "hold-out", "must be in [0, 1), was " + holdOut)
                .orThrow();
    }

    private TensorShape shape() {
        return TensorShape.of(channels, size, width == 0 ? size : width);
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        return open(location, split, KEPT_FROM, KeptIndex.SETTLED);
    }

    /**
     * Opens the folder.
     *
     * @param keptFrom the number of images from which the index of the folder is kept in a file
     * @param settled the index is kept only if no folder changed within this time before it was
     *     listed, in nanoseconds
     */
    Dataset open(DataLocation location, Split split, int keptFrom, long settled) throws IOException {
        Path root = find(location);
        KeptIndex place = KeptIndex.of(
                location.directory(),
                root,
                classOrder + " " + holdOut + " " + holdOutRule + " " + holdOutSeed + " " + ImageFile.endings(),
                settled);
        Optional<KeptIndex.Kept> kept = place.read(root);
        long begun = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        FolderIndex index = kept.isPresent() ? kept.get().index() : lookThrough(root);
        List<String> classes = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        int[] labels = new int[index.count()];
        boolean inFolders = index.folders().size() > 1;
        Arrays.fill(labels, -1);
        for (int i = 1; i < index.folders().size(); i++) {
            if (index.count(i) == 0 && classOrder != ClassOrder.LEXICOGRAPHIC_WITH_EMPTY) {
                empty.add(index.folders().get(i));
                continue;
            }
            Arrays.fill(labels, index.ends()[i] - index.count(i), index.ends()[i], classes.size());
            classes.add(index.folders().get(i));
        }
        if (index.count() == 0) {
            throw new DataException(root + ": has no " + ImageFile.endings() + " files"
                    + (inFolders ? " in the folders inside it" : "")
                    + SkippedFiles.of(root, List.of()).inBrackets() + ". Give another folder.");
        }
        if (split == Split.TRAINING) {
            SkippedFiles.tell(root, index.skipped());
        }
        int[] chosen = new HoldOut(holdOut, holdOutRule, holdOutSeed).indices(root.toString(), labels, split);
        FolderFingerprint fingerprint = new FolderFingerprint(root, index.files(), index.sizes());
        boolean isKept = kept.isPresent();
        if (!isKept && index.count() >= keptFrom) {
            Split other = split == Split.TRAINING ? Split.HELD_OUT : Split.TRAINING;
            kept = Optional.of(new KeptIndex.Kept(
                    index, fingerprint.of(Map.of(split, chosen, other, others(index.count(), chosen)))));
            isKept = place.write(kept.get(), begun);
            if (isKept) {
                LOG.info("{}: the list of its files is kept in {}, so that it opens faster", root, place.file());
            }
        }
        DatasetInfo info = new DatasetInfo(
                "image-folder (" + root + ")",
                shape(),
                range.bounds(),
                OptionalInt.of(chosen.length),
                classes,
                LICENCE,
                "the folder " + root,
                kept.isPresent() ? kept.get().fingerprints().get(split) : fingerprint.of(chosen));
        return new IndexedDataset(
                info,
                new Decoding(
                        index,
                        chosen,
                        Arrays.stream(chosen).map(i -> labels[i]).toArray(),
                        info.range(),
                        isKept ? Optional.of(place) : Optional.empty()),
                augment,
                recorded -> recorded.startsWith(FolderFingerprint.NAMES_AND_SIZES)
                        && fingerprint.ofNamesAndSizes(chosen).equals(recorded),
                remarks(root, empty));
    }

    private FolderIndex lookThrough(Path root) throws IOException {
        List<Path> inside = classFolders(root);
        if (!inside.isEmpty()) {
            refuseStrays(root, inside.get(0));
        }
        return FolderIndex.of(root, inside);
    }

    /** The indices of the images that are not in a part. */
    private static int[] others(int count, int[] part) {
        boolean[] chosen = new boolean[count];
        for (int index : part) {
            chosen[index] = true;
        }
        return IntStream.range(0, count).filter(i -> !chosen[i]).toArray();
    }

    private List<Path> classFolders(Path root) throws IOException {
        Comparator<Path> byName =
                Comparator.comparing(path -> path.getFileName().toString());
        Comparator<Path> natural =
                Comparator.comparing(path -> path.getFileName().toString(), new NaturalOrder());
        try (Stream<Path> inside = Files.list(root)) {
            return inside.filter(Files::isDirectory)
                    .filter(found -> !found.getFileName().toString().startsWith("."))
                    .sorted(classOrder == ClassOrder.NATURAL ? natural : byName)
                    .toList();
        }
    }

    private static List<String> remarks(Path root, List<String> empty) {
        return empty.isEmpty()
                ? List.of()
                : List.of(root + ": no class is made of the "
                        + (empty.size() == 1 ? "folder " : empty.size() + " folders ")
                        + empty.stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (empty.size() > SHOWN ? ", …" : "") + ", which "
                        + (empty.size() == 1 ? "holds" : "hold") + " no images");
    }

    /** Images that would be left out without a word. */
    private static void refuseStrays(Path root, Path aClass) throws IOException {
        List<Path> strays = ImageFile.in(root);
        if (!strays.isEmpty()) {
            throw new DataException(strays.get(0) + ": lies beside folders of classes, such as "
                    + aClass.getFileName() + ", and is of no class. Move it into one of them ("
                    + strays.size() + " images in all), or these folders elsewhere.");
        }
    }

    private Path find(DataLocation location) {
        Path direct = Path.of(folder);
        if (Files.isDirectory(direct)) {
            return direct;
        }
        return location.find(folder)
                .filter(Files::isDirectory)
                .orElseThrow(() -> new DataException(folder
                        + ": there is no such folder here ("
                        + Path.of("").toAbsolutePath() + ") nor in "
                        + location.searchPath().stream().map(Path::toString).collect(Collectors.joining(", "))
                        + ". Put " + ImageFormat.NAMES
                        + " files of any size into one, or give the path of another in dataset.folder."
                        + " To try without: dataset.name=mnist dataset.size=" + size));
    }

    private final class Decoding implements ExampleSource {
        private final FolderIndex index;
        private final int[] chosen;
        private final int[] labels;
        private final ValueRange bounds;
        private final Optional<KeptIndex> kept;
        private final AtomicBoolean told = new AtomicBoolean();
        private final AtomicBoolean toldOfMore = new AtomicBoolean();

        /**
         * Takes the arrays over.
         *
         * @param chosen the indices of the images of this part
         * @param kept the file of the index, if there is one
         */
        private Decoding(FolderIndex index, int[] chosen, int[] labels, ValueRange bounds, Optional<KeptIndex> kept) {
            this.index = index;
            this.chosen = chosen;
            this.labels = labels;
            this.bounds = bounds;
            this.kept = kept;
        }

        /** Refuses a file that is not the one of which the kept index tells. */
        private void requireUnchanged(int image, Path file) {
            try {
                if (kept.isEmpty() || index.isUnchanged(image, file)) {
                    return;
                }
            } catch (IOException e) {
                // Reading the file says what is wrong.
                LOG.debug("{}: cannot be read", file, e);
            }
            boolean removed = kept.get().remove();
            if (Files.exists(file)) {
                throw new DataException(file + ": was changed after its folder was looked through. "
                        + (removed
                                ? "The list of the folder's files was removed and is made anew."
                                : "Remove " + kept.get().file() + ", so that it is made anew.")
                        + " Run the command again; gan resume continues a run.");
            }
        }

        @Override
        public int count() {
            return labels.length;
        }

        @Override
        public int label(int index) {
            return labels[index];
        }

        @Override
        public boolean slow() {
            return true;
        }

        private void tellOfFurtherImages(Path file, ImageFile image) {
            if (image.isOneOfSeveral() && toldOfMore.compareAndSet(false, true)) {
                LOG.info("{}: holds several images; the first is read, here and of other such files", file);
            }
        }

        /** Logs, once, how images are converted that are stored in another number of channels. */
        private void tellOfChannels(ImageFile image) {
            boolean widened = channels == 3 && image.isGrey();
            boolean narrowed = channels == 1 && !told.get() && image.showsColours();
            if ((widened || narrowed) && told.compareAndSet(false, true)) {
                LOG.info(
                        widened
                                ? "image-folder: images that are stored in grey are read as three equal channels;"
                                        + " dataset.channels=1 reads all in grey"
                                : "image-folder: images that show colours are made grey (0.299 R + 0.587 G + 0.114 B);"
                                        + " dataset.channels=3 reads all in colour");
            }
        }

        @Override
        public void read(int index, float[] target, int start) {
            Path file = this.index.file(chosen[index]);
            requireUnchanged(chosen[index], file);
            ImageFile image = ImageFile.read(file);
            tellOfChannels(image);
            tellOfFurtherImages(file, image);
            TensorShape shape = shape();
            int height = cutSide(image.height(), image.width(), shape.height(), shape.width());
            int width = cutSide(image.width(), image.height(), shape.width(), shape.height());
            if (crop == Crop.NONE && (long) image.width() * shape.height() != (long) image.height() * shape.width()) {
                throw otherProportions(file, image, shape);
            }
            int left = (image.width() - width) / 2;
            int top = (image.height() - height) / 2;
            for (int channel = 0; channel < channels; channel++) {
                ImageFile.Shade shade =
                        channels == 1 ? ImageFile.Shade.BRIGHTNESS : ImageFile.Shade.COLOURS.get(channel);
                float[] plane = image.plane(shade, left, top, width, height);
                float[] resized = resized(file, plane, height, width, shape);
                for (int i = 0; i < resized.length; i++) {
                    // A cubic filter overshoots at edges.
                    double share = Math.max(0, Math.min(255, resized[i])) / 255;
                    target[start + channel * resized.length + i] =
                            (float) (bounds.low() + (bounds.high() - bounds.low()) * share);
                }
            }
        }

        /**
         * A side, in pixels, of the largest part of an image with the proportions asked for.
         *
         * @param side this side of the image
         * @param other the other side of the image
         * @param target this side of the image asked for
         * @param otherTarget the other side of the image asked for
         */
        private static int cutSide(int side, int other, int target, int otherTarget) {
            return (int) Math.max(1, Math.min(side, Math.round((double) other * target / otherTarget)));
        }

        private DataException otherProportions(Path file, ImageFile image, TensorShape shape) {
            String has = file + ": has " + image.width() + "×" + image.height() + " pixels and is not ";
            return new DataException(
                    shape.height() == shape.width()
                            ? has + "square. Set dataset.crop to center, or make it square."
                            : has + "of the proportions " + shape.width() + "×" + shape.height()
                                    + " (dataset.width×dataset.size). Set dataset.crop to center, or crop it so.");
        }

        private float[] resized(Path file, float[] plane, int height, int width, TensorShape shape) {
            if (height == shape.height() && width == shape.width()) {
                return plane;
            }
            try {
                return resize.apply(plane, height, width, shape.height(), shape.width());
            } catch (OutOfMemoryError e) {
                throw ImageMemory.ofResizing(file.toString(), width, height, shape.width(), shape.height())
                        .lacking(e);
            }
        }
    }
}
