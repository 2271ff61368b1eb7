package org.ganlib.spi;

import java.io.IOException;
import java.util.List;
import org.ganlib.plugin.PluginKind;

/** The plugin that opens a data set; its settings say which and how. */
@PluginKind("dataset")
public interface DatasetSource {
    /**
     * Opens one part of the data.
     *
     * @throws org.ganlib.problem.DataException if it is missing or damaged: names the file, the
     *     offset where one is known, and what to do
     * @throws IOException if reading fails
     */
    Dataset open(DataLocation location, Split split) throws IOException;

    /**
     * The same source with every choice fixed that depends on the files of this machine. Otherwise
     * a run's data could change when files appear or vanish later. Paths stay as they are.
     */
    default DatasetSource resolved(DataLocation location) {
        return this;
    }

    /**
     * The files it reads from a data directory, as far as they have fixed names; none for data that
     * is drawn, built in, or named in settings.
     */
    default List<DataFile> files() {
        return List.of();
    }
}
