package org.ganlib.spi;

import java.io.IOException;
import org.ganlib.plugin.PluginKind;

/** The plugin that opens a data set; its settings say which and how. */
@PluginKind("dataset")
public interface DatasetSource {
    /**
     * Opens one part of the data.
     *
     * @throws org.ganlib.problem.DataException if it is missing or damaged: names the file, the offset where one is known, and what to do
     * @throws IOException if reading fails
     */
    Dataset open(DataLocation location, Split split) throws IOException;
}
