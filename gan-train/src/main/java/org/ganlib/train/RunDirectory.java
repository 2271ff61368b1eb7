package org.ganlib.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.RegularFile;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;

/** The files of one run. Everything needed to repeat it is among them. */
public final class RunDirectory {
    /**
     * The files of a run's own folder from which it goes on or is judged; those of its folders come
     * beside.
     */
    private static final Set<String> OWN_FILES = Set.of(
            ".lock",
            "best.json",
            "config.yaml",
            "data.json",
            "display.json",
            "environment.json",
            "health.jsonl",
            "metrics.jsonl",
            "status.json");

    private static final Pattern CHECKPOINT = Pattern.compile("step-\\d{1,18}\\.zip");
    private static final Pattern SAMPLE = Pattern.compile("step-\\d{1,18}\\.png");

    private static final Set<String> OWN_FOLDERS = Set.of("checkpoints", "samples");

    private final Path root;

    private RunDirectory(Path root) {
        this.root = root;
    }

    /**
     * The directory of a run to come. Touches nothing yet.
     *
     * @throws GanException if something is there already: runs are never overwritten, but for what a run left that ended before its first step
     */
    public static RunDirectory planned(Path root) {
        RunDirectory directory = new RunDirectory(root);
        if (Files.isDirectory(root)) {
            if (!directory.isUnbegun()) {
                throw new GanException(root
                        + ": the folder is not empty, and runs are never overwritten. Choose a new one with --out");
            }
        } else if (Files.exists(root)) {
            throw new GanException(root + ": is a file, not a folder. Choose another place with --out");
        }
        return directory;
    }

    /**
     * True if no step of a run lies here: the folder is missing or empty, or a run ended in it
     * before its first checkpoint, as it does where the disk is full. Such a run has nothing to go
     * on from, and nothing to lose.
     *
     * @throws GanException if the folder cannot be read
     */
    public boolean isUnbegun() {
        if (!Files.isDirectory(root)) {
            return !Files.exists(root);
        }
        List<Path> entries = list(root);
        boolean leftByAStart =
                Files.isRegularFile(lock()) || Set.of(samples(), checkpoints()).containsAll(entries);
        return entries.isEmpty()
                || (leftByAStart
                        && isEmptyFile(metrics())
                        && list(samples()).stream().allMatch(AtomicFile::isUnfinished)
                        && list(checkpoints()).stream().allMatch(AtomicFile::isUnfinished));
    }

    private static boolean isEmptyFile(Path file) {
        try {
            return !Files.exists(file) || (Files.isRegularFile(file) && Files.size(file) == 0);
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw AtomicFile.unwritable(folder, e);
        }
    }

    /**
     * Makes the directory with its folders.
     *
     * @throws GanException if it cannot be made
     */
    public void make() {
        try {
            Files.createDirectories(samples());
            Files.createDirectories(checkpoints());
        } catch (IOException e) {
            throw AtomicFile.unwritable(root, e);
        }
    }

    /**
     * Once its lock is held: checks that no other process was faster to begin a run here.
     *
     * @throws GanException if one was
     */
    public void requireUnused() {
        if (!isUnbegun()) {
            throw new GanException(root + ": another run has just begun here. Choose a new folder with --out");
        }
    }

    /**
     * Opens the directory of an earlier run.
     *
     * @throws DataException if it is no run directory
     */
    public static RunDirectory open(Path root) {
        RunDirectory directory = new RunDirectory(root);
        if (!Files.isDirectory(root)) {
            throw new DataException(root + " is no folder. Give the directory that `gan train` printed as `run:`");
        }
        if (!Files.isReadable(directory.config())) {
            throw new DataException(root + " is no run directory: it has no config.yaml");
        }
        return directory;
    }

    /**
     * The run that consists of this file among others: what somebody else writes must not take its
     * place. Files that are made of a run, such as its report, are not meant.
     *
     * @return the run's directory; empty where the file belongs to no run
     */
    public static Optional<Path> owning(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        for (Path folder = absolute.getParent(); folder != null; folder = folder.getParent()) {
            if (isRun(folder)) {
                Path inside = folder.relativize(absolute);
                String first = inside.getName(0).toString().toLowerCase(Locale.ROOT);
                boolean own = inside.getNameCount() == 1
                        ? OWN_FILES.contains(first)
                                || OWN_FOLDERS.contains(first)
                                || first.startsWith("events.out.tfevents.")
                        : OWN_FOLDERS.contains(first);
                if (own) {
                    return Optional.of(folder);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve("config.yaml")) && Files.isDirectory(folder.resolve("checkpoints"));
    }

    /**
     * Checks that whatever is written to this run ends up in it: a directory that was made by
     * somebody else may hold links to files of this machine in the places of its own, or pipes.
     *
     * @throws DataException if there is a symbolic link in it, which it names with where it leads,
     *     or something else that is neither a file nor a folder
     */
    void requireFilesAndFolders() {
        for (Path folder : List.of(root, samples(), checkpoints())) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(folder)) {
                entries.sorted().forEach(RunDirectory::requireFileOrFolder);
            } catch (IOException e) {
                throw new DataException("cannot list " + folder + ": " + e.getMessage(), e);
            }
        }
    }

    private static void requireFileOrFolder(Path entry) {
        if (Files.isSymbolicLink(entry)) {
            throw link(entry);
        }
        if (!Files.isDirectory(entry)) {
            RegularFile.require(entry);
        }
    }

    private static DataException link(Path entry) {
        String where;
        try {
            where = Files.readSymbolicLink(entry).toString();
        } catch (IOException e) {
            where = "another place";
        }
        return new DataException(entry + ": is a symbolic link to " + where
                + ". Nothing is written to a run through links. Put the file or folder itself there, or remove the"
                + " link");
    }

    /** The directory itself. */
    public Path root() {
        return root;
    }

    /** The resolved experiment. */
    public Path config() {
        return root.resolve("config.yaml");
    }

    /** Versions, plugins, threads and backend. */
    public Path environment() {
        return root.resolve("environment.json");
    }

    /**
     * The file with the description of the data that sampling and export need, see
     * {@link DataRecord}; runs of older versions have none.
     */
    public Path data() {
        return root.resolve("data.json");
    }

    /** One JSON object per logged step. */
    public Path metrics() {
        return root.resolve("metrics.jsonl");
    }

    /** How the run stands. */
    public Path status() {
        return root.resolve("status.json");
    }

    /** The folder of sample grids. */
    public Path samples() {
        return root.resolve("samples");
    }

    /** The folder of checkpoints. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** Which step was the best by the metric {@code train.best}; there only where one is named. */
    public Path best() {
        return root.resolve("best.json");
    }

    /**
     * Which values pictures show as black and as white; there only where the data's range has no
     * ends.
     */
    public Path display() {
        return root.resolve("display.json");
    }

    /** Held by the process that trains this run; its content names that process. */
    Path lock() {
        return root.resolve(".lock");
    }

    /** The sample grid of a step. */
    public Path sample(long step) {
        return samples().resolve(String.format(Locale.ROOT, "step-%06d.png", step));
    }

    /**
     * The sample grids there are, by step.
     *
     * @throws DataException if the folder cannot be listed
     */
    public List<Path> sampleGrids() {
        if (!Files.isDirectory(samples())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(samples())) {
            return files.filter(f -> SAMPLE.matcher(f.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(RunDirectory::stepOf))
                    .toList();
        } catch (IOException e) {
            throw new DataException("cannot list " + samples() + ": " + e.getMessage(), e);
        }
    }

    /** The checkpoint of a step. */
    public Path checkpoint(long step) {
        return checkpoints().resolve(String.format(Locale.ROOT, "step-%06d.zip", step));
    }

    /** The checkpoint of the latest step; empty when there is none. */
    public Optional<Path> newestCheckpoint() {
        return checkpointsNewestFirst().stream().findFirst();
    }

    /** All checkpoints, that of the latest step first. */
    public List<Path> checkpointsNewestFirst() {
        return filesNewestFirst(checkpoints(), CHECKPOINT);
    }

    /**
     * Deletes all but the newest checkpoints and one more.
     *
     * @param count how many stay; 0 for all
     * @param best the step whose checkpoint stays besides; −1 for none
     */
    void keepNewestCheckpoints(int count, long best) {
        if (count > 0) {
            checkpointsNewestFirst().stream()
                    .skip(count)
                    .filter(f -> stepOf(f) != best)
                    .forEach(RunDirectory::delete);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new GanException(file + ": cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** All sample grids, that of the latest step first. */
    List<Path> samplesNewestFirst() {
        return filesNewestFirst(samples(), SAMPLE);
    }

    private static List<Path> filesNewestFirst(Path folder, Pattern name) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> name.matcher(f.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(RunDirectory::stepOf).reversed())
                    .toList();
        } catch (IOException e) {
            throw new DataException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Tells whether a file has the name of a checkpoint, wherever it lies. */
    static boolean isCheckpointName(Path file) {
        return CHECKPOINT.matcher(file.getFileName().toString()).matches();
    }

    /** The step that the file of a checkpoint or a sample grid is named for. */
    public static long stepOf(Path file) {
        return Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""));
    }
}
