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
     * The files directly in a run's folder that a continued run reads or that its results are
     * judged by. The files in its subfolders are not listed here.
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
     * The directory of a planned run. Nothing is created yet.
     *
     * @throws GanException if something is there already: a run is never overwritten, unless it
     *     ended before its first step
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
     * True if the folder holds no step of a run: it is missing or empty, or its run ended before
     * the first checkpoint, for example because the disk was full. Such a run cannot be continued
     * and has nothing to lose.
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
     * Creates the directory with its folders.
     *
     * @throws GanException if it cannot be created
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
     * Checks that no other process has begun a run here meanwhile. The caller holds the lock.
     *
     * @throws GanException if one has
     */
    public void requireUnused() {
        if (!isUnbegun()) {
            throw new GanException(root + ": another run has just begun here. Choose a new folder with --out");
        }
    }

    /**
     * Opens the directory of an earlier run.
     *
     * @throws DataException if the folder is no run directory
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
     * The run that this file is a part of. Other output must not overwrite such a file. Files that
     * are generated from a run, such as its report, do not count.
     *
     * @return the run's directory; empty if the file is no part of a run
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
     * Checks that everything written to this run stays inside it. In a directory from somebody
     * else, there may be links to other files of this machine, or pipes, under the names of its
     * files.
     *
     * @throws DataException if there is a symbolic link in it (the message names it and its
     *     target), or something else that is neither a file nor a folder
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

    /** The run directory itself. */
    public Path root() {
        return root;
    }

    /** The file of the resolved experiment. */
    public Path config() {
        return root.resolve("config.yaml");
    }

    /** The file that records versions, plugins, threads and backend. */
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

    /** The file with one JSON object per logged step. */
    public Path metrics() {
        return root.resolve("metrics.jsonl");
    }

    /** The file with the run's status. */
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

    /**
     * The file that names the best step by the metric {@code train.best}; it exists only if one is
     * set.
     */
    public Path best() {
        return root.resolve("best.json");
    }

    /**
     * The file that records which values pictures show as black and as white; it exists only if the
     * data's range is unbounded.
     */
    public Path display() {
        return root.resolve("display.json");
    }

    /**
     * The lock file, held by the process that trains this run; its content is that process's
     * number.
     */
    Path lock() {
        return root.resolve(".lock");
    }

    /** The file of the sample grid of a step. */
    public Path sample(long step) {
        return samples().resolve(String.format(Locale.ROOT, "step-%06d.png", step));
    }

    /**
     * All sample grids, by step.
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

    /** The file of the checkpoint of a step. */
    public Path checkpoint(long step) {
        return checkpoints().resolve(String.format(Locale.ROOT, "step-%06d.zip", step));
    }

    /** The checkpoint of the latest step; empty if there is none. */
    public Optional<Path> newestCheckpoint() {
        return checkpointsNewestFirst().stream().findFirst();
    }

    /** All checkpoints, the latest step first. */
    public List<Path> checkpointsNewestFirst() {
        return filesNewestFirst(checkpoints(), CHECKPOINT);
    }

    /**
     * Deletes all checkpoints except the newest ones and the best one.
     *
     * @param count the number of newest checkpoints to keep; 0 for all
     * @param best the step whose checkpoint is kept in addition; −1 for none
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

    /** All sample grids, the latest step first. */
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

    /** Tells whether a file has the name of a checkpoint, in whatever folder. */
    static boolean isCheckpointName(Path file) {
        return CHECKPOINT.matcher(file.getFileName().toString()).matches();
    }

    /** The step in the name of a checkpoint or sample grid. */
    public static long stepOf(Path file) {
        return Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""));
    }
}
