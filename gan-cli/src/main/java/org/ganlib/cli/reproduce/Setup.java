package org.ganlib.cli.reproduce;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.ganlib.library.Workspace;
import org.ganlib.plugin.PluginCatalog;

/**
 * The arguments of one run of a reproduction.
 *
 * @param scale the effort to take
 * @param seeds one or more; a reproduction that trains does so once for each
 * @param steps the most steps of a training; empty for as many as the scale has
 * @param only the names of the trainings to make; empty for all
 * @param workspace everything installed, and where data lies
 * @param out an existing directory for figures and the runs of trainings; empty for none
 * @param progress takes a line about what is going on
 */
public record Setup(
        Scale scale,
        List<Long> seeds,
        OptionalLong steps,
        List<String> only,
        Workspace workspace,
        Optional<Path> out,
        Consumer<String> progress) {
    /** Copies the lists. */
    public Setup {
        seeds = List.copyOf(seeds);
        only = List.copyOf(only);
    }

    /** The number of steps that are trained where the scale has {@code planned}. */
    public long steps(long planned) {
        return Math.min(planned, steps.orElse(planned));
    }

    /** The length of a training, beside the published one where it is another: 6 of 400,000 steps. */
    public String lengthInWords(Lengths lengths) {
        long trained = steps(lengths.at(scale));
        return trained == lengths.paper()
                ? ""
                : String.format(Locale.ROOT, "%,d of %,d steps", trained, lengths.paper());
    }

    /** Everything installed. */
    public PluginCatalog plugins() {
        return workspace.plugins();
    }
}
