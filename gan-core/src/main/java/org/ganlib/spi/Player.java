package org.ganlib.spi;

import java.util.Locale;

/** The two sides of a game; each has its own loss and its own optimizer. */
public enum Player {
    /** Moves the critic. */
    CRITIC,
    /** Moves the generator, and the encoder where there is one. */
    GENERATOR;

    /** The name used in experiments. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
