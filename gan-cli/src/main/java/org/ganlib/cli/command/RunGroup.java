package org.ganlib.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ganlib.library.Workspace;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;

/**
 * One run, or the runs in a folder: the same experiment with different seeds.
 *
 * @param path the path that the command line named
 * @param bySeed run directories by the seed they were trained with
 */
record RunGroup(Path path, SortedMap<Long, Path> bySeed) {
    /**
     * Looks at a path.
     *
     * @throws DataException if there is no run
     * @throws GanException if two runs have one seed
     */
    static RunGroup of(Path path, Workspace workspace) {
        SortedMap<Long, Path> bySeed = new TreeMap<>();
        for (Path run : runs(path)) {
            Path other = bySeed.put(workspace.recorded(run, List.of()).seed(), run);
            if (other != null) {
                throw new GanException(other + " and " + run
                        + " were trained with the same seed. A group has one run for each seed; move one away.");
            }
        }
        return new RunGroup(path, bySeed);
    }

    private static List<Path> runs(Path path) {
        if (isRun(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new DataException(path + ": there is no such run directory.");
        }
        try (Stream<Path> inside = Files.list(path)) {
            List<Path> runs = inside.filter(RunGroup::isRun).sorted().toList();
            if (runs.isEmpty()) {
                throw new DataException(
                        path + ": is no run directory and has none inside: a run directory has a config.yaml.");
            }
            return runs;
        } catch (IOException e) {
            throw new DataException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isRun(Path path) {
        return Files.isRegularFile(path.resolve("config.yaml"));
    }

    /** Returns true if it is a single run. */
    boolean isSingle() {
        return isRun(path);
    }

    /**
     * @throws GanException if a run of either group has no partner of the same seed in the other
     */
    void requirePartners(RunGroup other) {
        Set<Long> alone = new TreeSet<>(bySeed.keySet());
        alone.addAll(other.bySeed.keySet());
        alone.removeIf(seed -> bySeed.containsKey(seed) && other.bySeed.containsKey(seed));
        if (!alone.isEmpty()) {
            throw new GanException(path + " and " + other.path
                    + ": runs are compared in pairs of one seed, but only one of the groups has " + alone
                    + ". Train the others or move these away.");
        }
    }
}
