package org.ganlib.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ganlib.spi.DataLocation;
import org.ganlib.train.DataRecord;

/**
 * The user's choices about the data of an existing run.
 *
 * @param location the directories in which data files are looked for if the run recorded nothing
 * @param chosen the data directory that the command line names; empty where it names none
 * @param settings {@code dataset.key=value} for settings that name files or folders
 * @param acceptChanged true to continue with data that differs from what the run was trained on
 */
public record DataUse(DataLocation location, Optional<Path> chosen, List<String> settings, boolean acceptChanged) {
    private static final Path SYSTEM = Path.of("/usr/share/datasets");

    /**
     * The usual places: the system's data sets, then the data directory. That is the chosen one, or
     * the one that the environment variable {@code GAN_DATA_DIR} names, or {@code ganlib} in the
     * user's cache folder. A variable that is set but empty counts as unset, because an empty path
     * would be the current folder.
     *
     * @param chosen the data directory that the user chose; empty if none
     * @param environment the environment variables
     */
    public static DataUse usual(Optional<Path> chosen, Map<String, String> environment) {
        Path directory = chosen.or(() -> variable(environment, "GAN_DATA_DIR"))
                .orElseGet(() -> variable(environment, "XDG_CACHE_HOME")
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("ganlib"));
        return new DataUse(new DataLocation(List.of(SYSTEM, directory), directory), chosen, List.of(), false);
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /** The same choices, with changed data accepted or not. */
    public DataUse withAcceptChanged(boolean accept) {
        return new DataUse(location, chosen, settings, accept);
    }

    /** The same choices with these settings. */
    public DataUse withSettings(List<String> other) {
        return new DataUse(location, chosen, other, acceptChanged);
    }

    /**
     * The folders where a run's data files are looked for: the directory that the command line
     * names comes before the recorded ones.
     */
    public DataLocation locationOf(Optional<DataRecord> record) {
        List<Path> recorded = record.map(DataRecord::dataDirectories).orElse(List.of());
        Set<Path> search = new LinkedHashSet<>();
        List<Path> usual = new ArrayList<>(location.searchPath());
        if (chosen.isEmpty()) {
            Path last = usual.remove(usual.size() - 1);
            search.addAll(usual);
            search.addAll(recorded);
            search.add(last);
        } else {
            search.addAll(usual);
            search.addAll(recorded);
        }
        return new DataLocation(List.copyOf(search), location.directory());
    }
}
