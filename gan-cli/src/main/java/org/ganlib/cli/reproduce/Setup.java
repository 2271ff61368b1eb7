package org.ganlib.cli.reproduce;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ganlib.plugin.PluginCatalog;

/**
 * The arguments of one run of a reproduction.
 *
 * @param scale the effort to take
 * @param seeds one or more; a reproduction that trains does so once for each
 * @param plugins everything installed
 * @param out an existing directory for figures and other files; empty for none
 * @param progress takes a line about what is going on
 */
public record Setup(
        Scale scale, List<Long> seeds, PluginCatalog plugins, Optional<Path> out, Consumer<String> progress) {
    /** Copies the list. */
    public Setup {
        seeds = List.copyOf(seeds);
    }
}
