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
 * What the command line says of the data of a run that is there already.
 *
 * @param location where data files are looked for without a record of the run's
 * @param chosen the data directory that the command line names; empty where it names none
 * @param settings {@code dataset.key=value} for settings that name files or folders
 * @param acceptChanged whether to go on where the data is not what the run was trained on
 */
record DataUse(DataLocation location, Optional<Path> chosen, List<String> settings, boolean acceptChanged) {
    /**
     * Where a run's data files are looked for: a directory the command line names goes before the
     * recorded ones.
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
