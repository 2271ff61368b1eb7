package org.ganlib.cli.command;

import java.util.List;
import org.ganlib.cli.option.PluginPath;
import org.ganlib.config.RecordReader;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.spi.DatasetSource;

/** The data sets that are installed. */
final class DataSets {
    private final PluginCatalog catalog = PluginPath.workspace().plugins();

    /** All names, in order. */
    List<String> names() {
        return catalog.names(DatasetSource.class).stream().sorted().toList();
    }

    /** The data set of that name, with settings. */
    DatasetSource source(String name, List<String> settings) {
        return new RecordReader(catalog).readPlugin(DatasetSource.class, name, settings);
    }
}
