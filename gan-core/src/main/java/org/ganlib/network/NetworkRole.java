package org.ganlib.network;

import java.util.Locale;

/** What a network does in a game; its experiment section and its checkpoint entries carry the lower-case name. */
public enum NetworkRole {
    /** Latents (and labels) to examples. */
    GENERATOR,
    /** Examples (and labels, and latents in a joint game) to one raw, linear score each. */
    CRITIC,
    /** Examples to latents. */
    ENCODER;

    /** The name used in experiments, files and messages. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
