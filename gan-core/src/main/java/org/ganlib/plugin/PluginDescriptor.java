package org.ganlib.plugin;

import java.util.List;

/**
 * An installed plugin.
 *
 * @param kind the SPI interface
 * @param name its name in experiments, unique within the kind
 * @param type the record that implements it
 * @param summary one sentence
 * @param paper its publication; empty if there is none
 * @param facts its formulas and when to use it, a line each; empty when it states none
 * @param settings its settings, in the order of the record's components
 * @param origin the jar or folder it was loaded from
 */
public record PluginDescriptor<S>(
        Class<S> kind,
        String name,
        Class<? extends S> type,
        String summary,
        String paper,
        List<String> facts,
        List<SettingDescriptor> settings,
        String origin) {
    /** A descriptor with unmodifiable lists. */
    public PluginDescriptor {
        facts = List.copyOf(facts);
        settings = List.copyOf(settings);
    }

    /** The word for plugins of this kind. */
    public String kindName() {
        return kind.getAnnotation(PluginKind.class).value();
    }

    /** The plugin with its default settings. */
    public S defaults() {
        return type.cast(Records.defaults(type.asSubclass(Record.class))
                .orElseThrow(() -> new IllegalStateException(type + " has no constructor without arguments")));
    }
}
