package org.ganlib.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ganlib.plugin.PluginCatalog;

/** The names under which other frameworks and papers know plugins, for messages about unknown ones. */
final class CommonNames {
    private static final Map<String, Map<String, String>> NAMES = Map.of(
            "divergence",
            Map.of(
                    "bce", "gan",
                    "vanilla", "gan",
                    "ns-gan", "gan",
                    "mse", "least-squares",
                    "lsgan", "least-squares",
                    "wgan", "wasserstein",
                    "earth-mover", "wasserstein",
                    "js", "jensen-shannon",
                    "hellinger", "squared-hellinger",
                    "tv", "total-variation"),
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
