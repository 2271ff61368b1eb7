package org.ganlib.plugin;

/** Plugins that are not public. */
final class HiddenFlavours {
    private HiddenFlavours() {}

    /** A record that nobody can see. */
    @PluginName(value = "secret", summary = "")
    record Secret() implements Flavour {
        /** Public all the same. */
        public Secret {}
    }
}
