package org.ganlib.cli.command;

import java.io.IOException;
import java.util.List;
import org.ganlib.config.RecordReader;
import org.ganlib.fault.Fault;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/** The data sets that are installed. */
final class DataSets {
    private final PluginCatalog catalog = new Session().catalog();

    /** All names, in order. */
    List<String> names() {
        return catalog.names(DatasetSource.class).stream().sorted().toList();
    }

    /** The data set of that name, with settings. */
    DatasetSource source(String name, List<String> settings) {
        return new RecordReader(catalog).readPlugin(DatasetSource.class, name, settings);
    }

    /**
     * Opens it.
     *
     * @throws DataException if it is missing or damaged
     * @throws org.ganlib.problem.GanException if the plugin fails or returns null; names it
     */
    static Dataset open(DatasetSource source, DataLocation location, Split split) {
        return new Fault().with("dataset", source).made("dataset", "open(location, split)", () -> {
            try {
                return source.open(location, split);
            } catch (IOException e) {
                throw new DataException("dataset: cannot be read: " + e.getMessage(), e);
            }
        });
    }
}
