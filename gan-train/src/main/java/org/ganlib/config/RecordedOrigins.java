package org.ganlib.config;

import java.util.Optional;

/** The places where a run found the plugins that it was started with. */
@FunctionalInterface
public interface RecordedOrigins {
    /** Nothing is recorded. */
    RecordedOrigins NONE = (kind, name) -> Optional.empty();

    /**
     * The record of a plugin in the run, as the end of a message: its class, its jar and the hash
     * of the jar.
     *
     * @param kind the word for plugins of its kind
     * @param name its name
     */
    Optional<String> of(String kind, String name);
}
