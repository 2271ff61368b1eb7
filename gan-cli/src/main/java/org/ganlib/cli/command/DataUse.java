package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ganlib.spi.DataLocation;
import org.ganlib.train.DataRecord;

/**
 * The command line's choices about the data of an existing run.
 *
 * @param location where data files are looked for if the run recorded nothing
 * @param chosen the data directory that the command line names; empty where it names none
 * @param settings {@code dataset.key=value} for settings that name files or folders
 * @param acceptChanged whether to continue with data that differs from what the run was trained on
 */
record DataUse(DataLocation location, Optional<Path> chosen, List<String> settings, boolean acceptChanged) {
    /**
     * The folders where a run's data files are looked for: the directory that the command line
     * names comes before the recorded ones.
     */
    DataLocation locationOf(Optional<DataRecord> record) {
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
