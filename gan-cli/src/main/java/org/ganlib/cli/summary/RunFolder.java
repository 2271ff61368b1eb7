package org.ganlib.cli.summary;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;

/**
 * A folder that runs lie in, at whatever depth. Its index, where it has one, saves reading what did
 * not change, and decides nothing.
 */
public final class RunFolder {
    private static final int DEEPEST = 6;

    private final Path folder;
    private final LongSupplier now;

    /**
     * A folder.
     *
     * @throws DataException if it is none
     */
    public RunFolder(Path folder) {
        this(folder, System::currentTimeMillis);
    }

    RunFolder(Path folder, LongSupplier now) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(folder + " is no folder. Give one that runs were written to");
        }
        this.folder = folder;
        this.now = now;
    }

    /**
     * The work that was done to bring an index up to date.
     *
     * @param file the index
     * @param runs in it now
     * @param read because they were new or had changed
     * @param gone runs that are no longer there
     */
    public record Indexing(Path file, int runs, int read, int gone) {}

    /**
     * The runs, in the order of their paths, by the index where there is one, which is brought up
     * to date, and from their own files otherwise. The same either way.
     *
     * @param warning takes a line where the index cannot be used
     */
    public List<RunSummary> runs(Consumer<String> warning) {
        List<Path> directories = directories();
        RunIndex index = new RunIndex(folder);
        if (!index.exists()) {
            return directories.stream().map(RunSummary::of).toList();
        }
        Comparison comparison;
        try {
            comparison = new Comparison(index.read());
        } catch (UnusableIndexException e) {
            warning.accept(index.file() + " " + e.getMessage() + ". The runs' own files were read instead"
                    + (e.isReplaceable() ? "; gan runs index " + folder + " makes it anew" : ""));
            return directories.stream().map(RunSummary::of).toList();
        }
        directories.forEach(comparison::add);
        try {
            comparison.writeTo(index);
        } catch (UnusableIndexException e) {
            warning.accept(index.file() + " stays as it was, because it " + e.getMessage()
                    + ". The list is right all the same");
        }
        return comparison.runs;
    }

    /**
     * Makes the index, or brings it up to date. One that is damaged is made anew.
     *
     * @throws GanException if it cannot be written
     */
    public Indexing index() {
        RunIndex index = new RunIndex(folder);
        try {
            Comparison comparison = new Comparison(index.exists() ? readable(index) : Map.of());
            directories().forEach(comparison::add);
            if (index.exists()) {
                comparison.writeTo(index);
            } else {
                index.write(comparison.changed, Set.of());
            }
            return new Indexing(index.file(), comparison.runs.size(), comparison.read, comparison.known.size());
        } catch (UnusableIndexException e) {
            throw new GanException(
                    index.file() + " " + e.getMessage()
                            + ". Correct that, or delete the file: it holds nothing the runs' own files do not",
                    e);
        }
    }

    private static Map<String, RunIndex.Entry> readable(RunIndex index) throws UnusableIndexException {
        try {
            return index.read();
        } catch (UnusableIndexException e) {
            if (!e.isReplaceable()) {
                throw e;
            }
            try {
                Files.delete(index.file());
            } catch (IOException failed) {
                throw new UnusableIndexException(e.getMessage() + ", and cannot be deleted", false, failed);
            }
            return Map.of();
        }
    }

    /**
     * The run directories in the folder. Symbolic links are followed, but each directory is visited
     * once. A directory inside the folder is listed under its own path, not that of a link.
     * Directories that cannot be read are left out.
     */
    private List<Path> directories() {
        List<Path> found = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        List<Path> starts = List.of(folder);
        while (!starts.isEmpty()) {
            List<Path> links = new ArrayList<>();
            starts.forEach(start -> walk(start, seen, found, links));
            links.sort(Comparator.naturalOrder());
            starts = links;
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /**
     * Walks one directory tree and collects its links for later, because a link's target may also
     * be reached without the link.
     */
    private void walk(Path start, Set<Path> seen, List<Path> found, List<Path> links) {
        int level = start.equals(folder) ? 0 : folder.relativize(start).getNameCount();
        if (level > DEEPEST) {
            return;
        }
        try {
            Path real = start.toRealPath();
            Files.walkFileTree(real, Set.of(), DEEPEST - level, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    if (!seen.add(directory)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    if (isRun(directory)) {
                        found.add(asNamed(directory));
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
                        links.add(asNamed(file));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                /** The path as seen from the start of this walk, which may be a link. */
                private Path asNamed(Path path) {
                    return path.equals(real) ? start : start.resolve(real.relativize(path));
                }
            });
        } catch (IOException e) {
            // The link's target is gone, or a folder was removed meanwhile.
        }
    }

    /**
     * True for a run directory: it has a config.yaml, and a status.json or a checkpoints folder.
     */
    public static boolean isRun(Path directory) {
        return Files.isRegularFile(directory.resolve(RunSummary.CONFIG))
                && (Files.exists(directory.resolve(RunSummary.STATUS))
                        || Files.isDirectory(directory.resolve("checkpoints")));
    }

    /** Compares the entries of an index with the runs that exist. */
    private final class Comparison {
        private final Map<String, RunIndex.Entry> known;
        private final Map<String, RunIndex.Entry> changed = new HashMap<>();
        private final List<RunSummary> runs = new ArrayList<>();
        private int read;

        private Comparison(Map<String, RunIndex.Entry> known) {
            this.known = new HashMap<>(known);
        }

        private void add(Path directory) {
            String path = folder.relativize(directory).toString();
            RunIndex.Entry before = known.remove(path);
            RunStamp stamp = RunStamp.of(directory);
            if (before != null && before.stamp().equals(stamp.text())) {
                runs.add(before.summary());
                return;
            }
            // The stamp is older than what is read now: a change in between is noticed the next
            // time.
            RunSummary summary = RunSummary.of(directory);
            RunIndex.Entry entry = new RunIndex.Entry(stamp.isSettledAt(now.getAsLong()) ? stamp.text() : "", summary);
            runs.add(summary);
            read++;
            if (!entry.equals(before)) {
                changed.put(path, entry);
            }
        }

        private void writeTo(RunIndex index) throws UnusableIndexException {
            if (!changed.isEmpty() || !known.isEmpty()) {
                index.write(changed, known.keySet());
            }
        }
    }
}
