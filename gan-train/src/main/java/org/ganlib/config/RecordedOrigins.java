package org.ganlib.config;

import java.util.Optional;

/** Where a run found the plugins that it was started with. */
@FunctionalInterface
public interface RecordedOrigins {
    /** Nothing is recorded. */
    RecordedOrigins NONE = (kind, name) -> Optional.empty();

    /**
     * What the run recorded of a plugin, as the end of a message: its class, its jar and the hash
     * of the jar.
     *
     * @param kind what plugins of its kind are called
     * @param name its name
     */
    Optional<String> of(String kind, String name);
}
