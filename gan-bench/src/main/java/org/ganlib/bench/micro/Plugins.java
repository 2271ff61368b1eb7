package org.ganlib.bench.micro;

import java.util.List;
import org.ganlib.config.PluginKinds;
import org.ganlib.plugin.PluginCatalog;

/** Installed plugins by name, with their default settings. */
final class Plugins {
    private static final PluginCatalog CATALOG = PluginCatalog.load(Plugins.class.getClassLoader(), PluginKinds.all());

    private Plugins() {}

    static <S> S named(Class<S> kind, String name) {
        return CATALOG.find(kind, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no " + PluginCatalog.kindName(kind) + " '" + name + "'. There are " + CATALOG.names(kind)))
                .defaults();
    }

    static List<String> names(Class<?> kind) {
        return CATALOG.names(kind);
    }
}
