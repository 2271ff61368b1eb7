package org.ganlib.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ganlib.plugin.PluginCatalog;

/** The names under which other frameworks and papers know plugins, for messages about unknown ones. */
final class CommonNames {
    private static final Map<String, Map<String, String>> NAMES = Map.of(
            "divergence",
            Map.ofEntries(
                    Map.entry("bce", "gan"),
                    Map.entry("vanilla", "gan"),
                    Map.entry("ns-gan", "gan"),
                    Map.entry("mse", "least-squares"),
                    Map.entry("lsgan", "least-squares"),
                    Map.entry("wgan", "wasserstein"),
                    Map.entry("earth-mover", "wasserstein"),
                    Map.entry("js", "jensen-shannon"),
                    Map.entry("hellinger", "squared-hellinger"),
                    Map.entry("tv", "total-variation"),
                    Map.entry("geometric-gan", "hinge"),
                    Map.entry("rgan", "relativistic"),
                    Map.entry("rpgan", "relativistic"),
                    Map.entry("ragan", "relativistic-average")),
            "metric",
            Map.of(
                    "fid", "frechet",
                    "frechet-distance", "frechet",
                    "frechet-inception-distance", "frechet",
                    "kid", "kernel",
                    "inception-score", "classifier-score",
                    "is", "classifier-score",
                    "swd", "sliced-wasserstein",
                    "ppl", "perceptual-path-length"),
            "constraint",
            Map.of(
                    "gp", "gradient-penalty",
                    "wgan-gp", "gradient-penalty",
                    "clip", "weight-clip",
                    "clipping", "weight-clip"));

    private CommonNames() {}

    /** The name that a plugin has here, if it is known elsewhere as {@code name} in any case. */
    static Optional<String> find(Class<?> kind, String name) {
        return Optional.ofNullable(NAMES.getOrDefault(PluginCatalog.kindName(kind), Map.of())
                .get(name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-')));
    }
}
