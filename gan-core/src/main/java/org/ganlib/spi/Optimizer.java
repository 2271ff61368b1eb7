package org.ganlib.spi;

import org.ganlib.network.ParameterLayout;
import org.ganlib.plugin.PluginKind;
import org.nd4j.linalg.api.buffer.DataType;

/** How a player moves its networks along their gradients. */
@PluginKind("optimizer")
public interface Optimizer {
    /**
     * An updater with fresh state for a network of this layout.
     *
     * @param precision the type of the network's parameters and gradients, and of the updater's state
     */
    ParameterUpdater updaterFor(ParameterLayout layout, DataType precision);
}
