package org.ganlib.cli.reproduce.univariate;

import java.util.List;
import java.util.Optional;

/**
 * A divergence of the table as training objective.
 *
 * @param name its plugin
 * @param published the paper's line for it; empty for rows of the table that the paper did not
 *     train
 */
record Objective(String name, Optional<Published> published) {
    /** Those the paper trained, in the paper's order. */
    static final List<Objective> PUBLISHED = List.of(
            published("kl", .2831, .2801, 1.0100, 1.0335, 1.8308, 1.8236, .2831, .3419, .1336, .6251, .7494),
            published("reverse-kl", .2480, .2415, 1.5782, 1.5624, 1.6319, 1.6403, .3527, .2483, .1349, .6011, 1.3897),
            published(
                    "jensen-shannon", .1280, .1226, 1.3070, 1.2854, 1.7542, 1.7659, .2965, .2794, .1281, .5759, .9285),
            published("jeffrey", .5705, .5151, 1.3218, 1.2295, 1.7034, 1.8087, .2906, .2970, .1289, .5876, .8672),
            published("pearson", .6457, .6379, .5737, .6157, 1.9274, 1.9031, .3060, .5254, .1606, .8313, .6467));

    /** The rest of the divergence table. */
    static final List<Objective> OTHERS = List.of(
            new Objective("gan", Optional.empty()),
            new Objective("squared-hellinger", Optional.empty()),
            new Objective("neyman", Optional.empty()),
            new Objective("weighted-jensen-shannon", Optional.empty()),
            new Objective("alpha", Optional.empty()),
            new Objective("total-variation", Optional.empty()));

    /**
     * The numbers that the paper prints for one objective.
     *
     * @param divergence D(P‖Q*), the exact divergence at the exact optimum
     * @param bound F̂, the variational bound at the learned parameters
     * @param optimalMu μ* of the exact optimum
     * @param mu μ̂ as learned
     * @param optimalSigma σ* of the exact optimum
     * @param sigma σ̂ as learned
     * @param cross the exact divergences at the learned parameters, in the order of {@link
     *     Objective#PUBLISHED}
     */
    record Published(
            double divergence,
            double bound,
            double optimalMu,
            double mu,
            double optimalSigma,
            double sigma,
            List<Double> cross) {}

    @SuppressWarnings("TooManyParameters") // A line of the paper's two tables, in the order it is printed.
    private static Objective published(
            String name,
            double divergence,
            double bound,
            double optimalMu,
            double mu,
            double optimalSigma,
            double sigma,
            Double... cross) {
        return new Objective(
                name,
                Optional.of(new Published(divergence, bound, optimalMu, mu, optimalSigma, sigma, List.of(cross))));
    }
}
