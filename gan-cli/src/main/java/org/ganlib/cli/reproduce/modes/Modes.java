package org.ganlib.cli.reproduce.modes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ganlib.cli.reproduce.Reproduction;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.modes.RingRun.Outcome;

/**
 * Eight Gaussians on a ring, learned with each objective by the same networks and optimizers: the
 * modes that are kept, and the share of samples of high quality, over several seeds.
 */
public final class Modes implements Reproduction {
    private static final int MODES = 8;
    /**
     * The share that a perfect sampler has within three standard deviations in the plane, 1 −
     * e^(−4.5).
     */
    private static final double PERFECT_QUALITY = 1 - Math.exp(-4.5);

    private static final String PUBLISHED_NETWORK =
            "{name: mlp, hidden: [128, 128], activation: tanh, weights: orthogonal, weight-scale: 1.4}";

    private static final double ENOUGH_MODES = 7.5;
    private static final double ENOUGH_QUALITY = 0.8;

    @Override
    public String id() {
        return "modes";
    }

    @Override
    public String title() {
        return "Modes kept of eight Gaussians, by objective (least-squares GAN, section 4.3)";
    }

    @Override
    public List<Long> seeds(Scale scale) {
        return switch (scale) {
            case SMOKE -> List.of(1L);
            case REDUCED -> List.of(1L, 2L, 3L, 4L, 5L);
            case PAPER -> List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        };
    }

    private static List<String> protocol(Scale scale) {
        return switch (scale) {
            case SMOKE -> List.of("threads=1", "train.steps=20", "train.sample-every=0", "train.checkpoint-every=0");
            case REDUCED -> List.of("threads=1", "train.sample-every=0", "train.checkpoint-every=0");
            case PAPER ->
                List.of(
                        "threads=1",
                        "train.sample-every=0",
                        "train.checkpoint-every=0",
                        "train.steps=35000",
                        "train.batch=512",
                        "train.ema=0",
                        "model.latent.size=256",
                        "generator=" + PUBLISHED_NETWORK,
                        "critic=" + PUBLISHED_NETWORK,
                        "optimizer.generator={name: adam, learning-rate: 1e-3, beta1: 0.5}",
                        "optimizer.critic={name: adam, learning-rate: 1e-4, beta1: 0.5}");
        };
    }

    @Override
    public List<String> deviations(Scale scale) {
        List<String> deviations = new ArrayList<>(List.of(
                "Modes are counted over 2,500 samples of the trained generator, the mean of the seeds +- its standard error;"
                        + " the paper shows pictures.",
                "The Wasserstein GAN has 5 critic steps and clips to 0.1; all else is alike. kl and pearson were not"
                        + " in the paper."));
        if (scale != Scale.PAPER) {
            deviations.add(
                    "Shorter, with smaller batches and latents, rectifiers for tanh, other rates that fall from a quarter of"
                            + " the steps on, and samples from a moving average of the generator: see experiments/ring-8.yaml.");
        }
        if (scale == Scale.SMOKE) {
            deviations.add("Far too few steps to learn anything: rows show that everything runs.");
        }
        return deviations;
    }

    @Override
    public List<Row> run(Setup setup) {
        RingRun ring = new RingRun(setup.plugins(), protocol(setup.scale()), setup.scale() != Scale.PAPER);
        Map<RingObjective, List<Outcome>> outcomes = new LinkedHashMap<>();
        RingObjective.ALL.forEach(objective -> outcomes.put(objective, new ArrayList<>()));
        // Seed by seed, so that a run that is broken off gives a table of fewer seeds, not of fewer
        // objectives.
        for (long seed : setup.seeds().stream().distinct().toList()) {
            outcomes.forEach((objective, runs) -> {
                Outcome outcome = ring.of(objective, seed);
                runs.add(outcome);
                setup.progress().accept(describe(objective, seed, outcome));
            });
        }
        List<Row> rows = new ArrayList<>();
        outcomes.forEach((objective, runs) -> {
            rows.add(row(objective.name() + "/modes", runs, Outcome::modes));
            rows.add(row(objective.name() + "/high-quality", runs, Outcome::highQuality));
            rows.add(row(objective.name() + "/processor-seconds", runs, Outcome::processorSeconds));
        });
        if (setup.scale() != Scale.SMOKE) {
            rows.addAll(best(outcomes));
        }
        return rows;
    }

    private static Row row(String name, List<Outcome> runs, ToDoubleFunction<Outcome> quantity) {
        long diverged = runs.stream().filter(Outcome::diverged).count();
        return Row.bySeed(
                name, runs.stream().map(quantity::applyAsDouble).toList(), diverged == 0 ? "" : diverged + " diverged");
    }

    /** The claim: of those with enough quality, the one with most modes keeps nearly all. */
    private static List<Row> best(Map<RingObjective, List<Outcome>> outcomes) {
        String name = "none";
        double modes = 0;
        double quality = 0;
        for (Map.Entry<RingObjective, List<Outcome>> entry : outcomes.entrySet()) {
            double itsModes = mean(entry.getValue(), Outcome::modes);
            double itsQuality = mean(entry.getValue(), Outcome::highQuality);
            if (itsQuality >= ENOUGH_QUALITY && itsModes > modes) {
                name = entry.getKey().name();
                modes = itsModes;
                quality = itsQuality;
            }
        }
        return List.of(
                Row.checked("best/modes", MODES, modes, MODES - ENOUGH_MODES, "of " + name),
                Row.checked(
                        "best/high-quality",
                        PERFECT_QUALITY,
                        quality,
                        PERFECT_QUALITY - ENOUGH_QUALITY,
                        "of " + name + "; expected is a perfect sampler's"));
    }

    private static double mean(List<Outcome> runs, ToDoubleFunction<Outcome> quantity) {
        return runs.stream().mapToDouble(quantity).average().orElse(0);
    }

    private static String describe(RingObjective objective, long seed, Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "seed %d, %s: %s, %.1f s of processor time",
                seed,
                objective.name(),
                outcome.diverged()
                        ? "diverged"
                        : String.format(
                                Locale.ROOT,
                                "%.0f modes, %.1f %% of high quality",
                                outcome.modes(),
                                100 * outcome.highQuality()),
                outcome.processorSeconds());
    }
}
