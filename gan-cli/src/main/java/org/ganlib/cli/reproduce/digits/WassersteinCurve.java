package org.ganlib.cli.reproduce.digits;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ganlib.cli.evaluate.RankCorrelation;
import org.ganlib.cli.report.RunHistory;
import org.ganlib.cli.reproduce.Lengths;
import org.ganlib.cli.reproduce.Outline;
import org.ganlib.cli.reproduce.PlannedRun;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.SeedResults;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.TrainedReproduction;
import org.ganlib.evaluate.EvaluationProtocol;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;

/**
 * The pictures of the Wasserstein GAN's paper as numbers: the critic's estimate falls as samples
 * become better (figure 3), and a Wasserstein GAN trains three generators, two of which have no
 * batch norm, beside standard GANs of the same generators (figures 5 to 7).
 */
public final class WassersteinCurve extends TrainedReproduction {
    private static final String SPEARMAN = "spearman";
    private static final String ENERGY = "energy";
    private static final int SAMPLES = 2_000;
    private static final int SMOKE_SAMPLES = 100;

    /** The energy distance between the digits and copies of their mean. */
    private static final double ENERGY_OF_MEAN_DIGIT = 0.95;

    /** The least rank correlation that counts as following the quality. */
    private static final double LEAST_CORRELATION = 0.7;

    private static final String CONVOLUTIONAL = "{name: dcgan, width: 24, batch-norm: true}";
    private static final String WITHOUT_NORM = "{name: dcgan, width: 24, constant-width: true, batch-norm: false}";
    private static final String PERCEPTRON =
            "{name: mlp, hidden: [512, 512, 512, 512], activation: relu, batch-norm: false}";

    /** The settings of the standard GAN that is compared: its generator is the same. */
    private static final List<String> STANDARD = List.of(
            "divergence={name: gan, generator-objective: non-saturating}",
            "constraint=none",
            "schedule={name: regular, critic-steps: 1}",
            "optimizer={generator: {name: adam, learning-rate: 2e-4, beta1: 0.5},"
                    + " critic: {name: adam, learning-rate: 2e-4, beta1: 0.5}}");

    private static final Lengths LENGTHS = new Lengths(4, 200, 1_200);

    /** Steps between two measurements of the estimate. */
    private static final Lengths EVERY = new Lengths(2, 20, 60);

    /** The comparison. */
    public WassersteinCurve() {
        super(new Outline(
                "wgan",
                "The estimate against quality; generators without batch norm (WGAN, figures 3 to 7)",
                3,
                3,
                List.of(
                        "8,000 embedded digits of 28x28 pixels for photographs of bedrooms of 64x64, a critic of 32 channels for"
                                + " 64, rates of 5e-4 for 5e-5: the experiment wgan-mnist.",
                        "The paper shows pictures. Quality is the energy distance of 2,000 samples from the training digits here"
                                + " (1,000 while training, every 60 steps, 20 at the reduced scale), and the mean digit alone has"
                                + " 0.95.",
                        "Generators: DCGAN with 24 channels; the same at constant width without batch norm; four layers of 512"
                                + " without batch norm. The standard GAN has as many generator steps and one critic step to"
                                + " each."),
                "A few steps: rows show that everything runs.",
                "200 generator steps; wgan-mnist has 1,200.",
                "1,200 generator steps, as wgan-mnist has; the paper's curves have hundreds of thousands."));
    }

    @Override
    public List<Row> run(Setup setup) {
        SeedResults results = SeedResults.of(setup, plans(setup.scale()));
        String length = setup.lengthInWords(LENGTHS);
        List<Row> rows = new ArrayList<>();
        if (results.has("estimate")) {
            List<Double> correlations = results.values("estimate", SPEARMAN, -1);
            rows.add(
                    setup.scale() == Scale.SMOKE
                            ? Row.bySeed("estimate/spearman", correlations, "")
                            : Row.atLeast(
                                    "estimate/spearman",
                                    LEAST_CORRELATION,
                                    correlations,
                                    "rank correlation of wasserstein/filtered with the energy distance"));
            rows.add(Row.bySeed(
                    "estimate/energy", results.values("estimate", ENERGY, Double.POSITIVE_INFINITY), length));
            rows.add(results.processorTime("estimate"));
        }
        for (String generator : generators().keySet()) {
            addFigure(setup, results, generator, rows);
        }
        return rows;
    }

    private static void addFigure(Setup setup, SeedResults results, String generator, List<Row> rows) {
        String length = setup.lengthInWords(LENGTHS);
        List<String> both = List.of(generator + "-wgan", generator + "-gan");
        for (String plan : both) {
            if (results.has(plan)) {
                rows.add(Row.bySeed(plan + "/energy", results.values(plan, ENERGY, Double.POSITIVE_INFINITY), length));
                rows.add(results.processorTime(plan));
            }
        }
        if (setup.scale() != Scale.SMOKE && results.has(both.get(0))) {
            rows.add(Row.atLeast(
                    both.get(0) + "/trains",
                    0,
                    results.values(both.get(0), ENERGY, Double.POSITIVE_INFINITY).stream()
                            .map(energy -> ENERGY_OF_MEAN_DIGIT - energy)
                            .toList(),
                    String.format(
                            Locale.ROOT,
                            "%.2f, the energy distance of the mean digit, less its own",
                            ENERGY_OF_MEAN_DIGIT)));
        }
        if (setup.scale() != Scale.SMOKE && both.stream().allMatch(results::has)) {
            rows.add(results.atLeastAsMuch(
                    both.get(0) + "/energy-against-gan", both.get(1), both.get(0), ENERGY, Double.POSITIVE_INFINITY));
        }
    }

    private static List<PlannedRun> plans(Scale scale) {
        long steps = LENGTHS.at(scale);
        int samples = scale == Scale.SMOKE ? SMOKE_SAMPLES : SAMPLES;
        PlannedRun.Measurement measurement = (workspace, model, seed) -> measure(workspace, model, seed, samples);
        // The short run has no time for the warm-up of the experiment.
        List<String> common = scale == Scale.SMOKE
                ? List.of("train.batch=8", "schedule.warm-up-steps=0", "train.log-every=1")
                : List.of();
        List<PlannedRun> plans = new ArrayList<>();
        List<String> watched = new ArrayList<>(common);
        watched.addAll(List.of("metrics=[energy]", "train.evaluate-every=" + EVERY.at(scale)));
        plans.add(new PlannedRun(
                "estimate",
                "wgan-mnist",
                watched,
                steps,
                (workspace, model, seed) -> measureCurve(workspace, model, seed, samples)));
        generators().forEach((name, generator) -> {
            List<String> wasserstein = new ArrayList<>(common);
            wasserstein.add("generator=" + generator);
            plans.add(new PlannedRun(name + "-wgan", "wgan-mnist", wasserstein, steps, measurement));
            List<String> standard = new ArrayList<>(STANDARD);
            standard.add("train.batch=" + (scale == Scale.SMOKE ? 8 : 64));
            standard.add("generator=" + generator);
            plans.add(new PlannedRun(name + "-gan", "wgan-mnist", standard, steps, measurement));
        });
        return plans;
    }

    /** The generators of figures 5, 6 and 7. */
    private static Map<String, String> generators() {
        Map<String, String> generators = new LinkedHashMap<>();
        generators.put("dcgan", CONVOLUTIONAL);
        generators.put("without-norm", WITHOUT_NORM);
        generators.put("mlp", PERCEPTRON);
        return generators;
    }

    private static Map<String, Double> measureCurve(Workspace workspace, TrainedModel model, long seed, int samples) {
        Map<String, Double> measured = measure(workspace, model, seed, samples);
        // The checkpoint lies in a folder of the run directory.
        Path run = model.checkpoint().orElseThrow().toAbsolutePath().getParent().getParent();
        List<List<Double>> logged =
                RunHistory.read(run.resolve("metrics.jsonl")).together("wasserstein/filtered", "metric/energy[pixels]");
        // A training that was cut to fewer steps than there are between measurements has no correlation.
        boolean several = logged.get(0).size() > 1;
        measured.put(SPEARMAN, several ? RankCorrelation.of(logged.get(0), logged.get(1)) : Double.NaN);
        return measured;
    }

    private static Map<String, Double> measure(Workspace workspace, TrainedModel model, long seed, int samples) {
        EvaluationProtocol protocol =
                EvaluationProtocol.USUAL.withCount(samples).withSeed(seed);
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put(
                ENERGY,
                workspace
                        .evaluate(model, protocol, List.of(ENERGY), List.of())
                        .values()
                        .iterator()
                        .next()
                        .value());
        return measured;
    }
}
