package org.ganlib.spi;

import org.ganlib.network.ParameterLayout;
import org.ganlib.plugin.PluginKind;

/** How a player moves its networks along their gradients. */
@PluginKind("optimizer")
public interface Optimizer {
    /** An updater with fresh state for a network of this layout. */
    ParameterUpdater updaterFor(ParameterLayout layout);
}
