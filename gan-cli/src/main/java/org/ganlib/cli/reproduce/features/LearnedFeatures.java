package org.ganlib.cli.reproduce.features;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.ganlib.cli.reproduce.Reproduction;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.features.EncoderRun.Outcome;

/**
 * BiGAN's encoder beside those of the paper's baselines, trained equally long: the nearest
 * neighbour's accuracy in two feature spaces, and how much of a digit G(E(x)) gives back.
 */
public final class LearnedFeatures implements Reproduction {
    private static final double ENOUGH_ACCURACY = 0.88;
    /** Reconstructions nearer than those of other digits by a factor of 1.5. */
    private static final double ENOUGH_RECONSTRUCTION = 1 / 1.5;

    @Override
    public String id() {
        return "bigan";
    }

    @Override
    public String title() {
        return "Nearest neighbours of digits in feature spaces; reconstructions (BiGAN, table 1)";
    }

    @Override
    public List<Long> seeds(Scale scale) {
        return List.of(1L);
    }

    @Override
    public List<String> deviations(Scale scale) {
        List<String> deviations = new ArrayList<>(List.of(
                "8,000 embedded digits are trained on and are the reference, 2,000 are asked; the paper has 60,000 and 10,000.",
                "The regressors' square is a mean over coordinates, of weight 1; the random encoder is BiGAN's before its"
                        + " first step, its batch norm with mean 0 and variance 1. The paper has neither.",
                "The paper does not name the layer of its numbers; the released code has 97.35 % in the penultimate one and"
                        + " 92.10 % in E(x) after 400 epochs."));
        switch (scale) {
            case SMOKE -> deviations.add("10 steps of networks of 32 units: rows show that everything runs.");
            case REDUCED ->
                deviations.add("7,000 steps, 112 epochs of what there is; the paper has 400 epochs of all.");
            case PAPER -> deviations.add("As many steps as published are 3,000 epochs of what there is.");
        }
        return deviations;
    }

    @Override
    public List<Row> run(Setup setup) {
        EncoderRun run = new EncoderRun(setup.plugins(), FeatureProtocol.of(setup.scale()));
        Map<EncoderVariant, List<Outcome>> outcomes = new LinkedHashMap<>();
        for (long seed : setup.seeds().stream().distinct().toList()) {
            for (EncoderVariant variant : EncoderVariant.ALL) {
                Outcome outcome = run.of(variant, seed);
                outcomes.computeIfAbsent(variant, c -> new ArrayList<>()).add(outcome);
                setup.progress().accept(describe(variant, seed, outcome));
            }
        }
        List<Row> rows = new ArrayList<>();
        outcomes.forEach((variant, runs) -> rows.addAll(rows(variant, runs)));
        rows.add(shown("pixels/accuracy", outcomes.get(EncoderVariant.ALL.get(0)), Outcome::pixels));
        if (setup.scale() != Scale.SMOKE) {
            rows.addAll(claims(outcomes.get(EncoderVariant.ALL.get(0))));
        }
        return rows;
    }

    private static List<Row> rows(EncoderVariant variant, List<Outcome> runs) {
        String name = variant.name();
        Row features = shown(name + "/features", runs, Outcome::features);
        return List.of(
                variant.published().isPresent()
                        ? features.withPublished(variant.published().getAsDouble())
                        : features,
                shown(name + "/latent", runs, Outcome::latent),
                shown(name + "/factor", runs, outcome -> 1 / outcome.reconstruction()),
                shown(name + "/processor-seconds", runs, Outcome::processorSeconds));
    }

    private static List<Row> claims(List<Outcome> bigan) {
        return List.of(
                Row.checked(
                        "claim/features",
                        1,
                        mean(bigan, Outcome::features),
                        1 - ENOUGH_ACCURACY,
                        "BiGAN's accuracy in the penultimate layer; 1 is a perfect classifier's"),
                Row.checked(
                        "claim/reconstruction",
                        0,
                        mean(bigan, Outcome::reconstruction),
                        ENOUGH_RECONSTRUCTION,
                        "squared error of BiGAN's G(E(x)) over that against other digits; 0 is a perfect inverse's"));
    }

    private static Row shown(String name, List<Outcome> runs, ToDoubleFunction<Outcome> quantity) {
        String each = runs.stream()
                .map(run -> String.format(Locale.ROOT, "%.4g", quantity.applyAsDouble(run)))
                .collect(Collectors.joining(" "));
        return Row.shown(name, mean(runs, quantity), "by seed: " + each);
    }

    private static double mean(List<Outcome> runs, ToDoubleFunction<Outcome> quantity) {
        return runs.stream().mapToDouble(quantity).average().orElse(Double.NaN);
    }

    private static String describe(EncoderVariant variant, long seed, Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "seed %d, %s: features %.1f %%, E(x) %.1f %%, reconstruction %.2f times nearer, %.0f s of processor time",
                seed,
                variant.name(),
                100 * outcome.features(),
                100 * outcome.latent(),
                1 / outcome.reconstruction(),
                outcome.processorSeconds());
    }
}
