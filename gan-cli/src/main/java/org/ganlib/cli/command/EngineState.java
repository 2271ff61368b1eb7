package org.ganlib.cli.command;

import java.util.Optional;
import org.ganlib.network.NetworkEngine;
import org.ganlib.plugin.PluginDescriptor;

/**
 * The state of an engine's library on this machine. Both answers leave the library unloaded in this
 * process if it is one that is fetched separately.
 */
final class EngineState {
    private EngineState() {}

    /** The library that an engine lacks, and how to get it; empty for plugins that lack nothing. */
    static Optional<String> missing(PluginDescriptor<?> plugin) {
        return engine(plugin).flatMap(NetworkEngine::missing);
    }

    /** The answer of {@code gan doctor} for an engine, which may take seconds; else empty. */
    static Optional<String> examined(PluginDescriptor<?> plugin) {
        return engine(plugin).map(NetworkEngine::examine);
    }

    private static Optional<NetworkEngine> engine(PluginDescriptor<?> plugin) {
        return NetworkEngine.class.isAssignableFrom(plugin.type())
                ? Optional.of((NetworkEngine) plugin.defaults())
                : Optional.empty();
    }
}
