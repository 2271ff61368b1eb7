package org.ganlib.cli.reproduce;

import java.util.List;
import org.ganlib.config.RecordReader;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.PointwiseDivergence;

/** Where claims get the losses they test: what a user gets by that name. */
interface NamedLosses {
    /** The divergence of that name with these settings, {@code key=value}. */
    Divergence named(String name, String... settings);

    /** The f-divergence of that name. */
    default FDivergence f(String name, String... settings) {
        return (FDivergence) named(name, settings);
    }

    /** The loss of that name, which is a mean of one penalty per score. */
    default PointwiseDivergence pointwise(String name, String... settings) {
        return (PointwiseDivergence) named(name, settings);
    }

    /** The installed plugins. */
    static NamedLosses of(PluginCatalog plugins) {
        RecordReader reader = new RecordReader(plugins);
        return (name, settings) -> reader.readPlugin(Divergence.class, name, List.of(settings));
    }
}
