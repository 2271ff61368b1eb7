package org.ganlib.cli.reproduce.features;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.cli.reproduce.Outline;
import org.ganlib.cli.reproduce.PlannedRun;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.SeedResults;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.TrainedReproduction;
import org.ganlib.library.TrainedModel;
import org.ganlib.metrics.latent.EncoderNeighbour;
import org.ganlib.metrics.latent.Reconstruction;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricResult;

/**
 * BiGAN's encoder beside those of the paper's baselines, trained equally long: the nearest
 * neighbour's accuracy in two feature spaces, and how much of a digit G(E(x)) gives back.
 */
public final class LearnedFeatures extends TrainedReproduction {
    private static final String FEATURES = "features";
    private static final String LATENT = "latent";
    private static final String PIXELS = "pixels";
    private static final String FACTOR = "factor";

    private static final double ENOUGH_ACCURACY = 0.88;
    /** Reconstructions nearer than those of other digits by this factor. */
    private static final double ENOUGH_RECONSTRUCTION = 1.5;

    /** Accuracies that differ by less are called the same. */
    private static final double MARGIN = 0.01;

    /** The table. */
    public LearnedFeatures() {
        super(new Outline(
                "bigan",
                "Nearest neighbours of digits in feature spaces; reconstructions (BiGAN, table 1)",
                1,
                1,
                List.of(
                        "8,000 embedded digits are trained on and are the reference, 2,000 are asked; the paper has 60,000 and"
                                + " 10,000.",
                        "The regressors' loss is a mean square over coordinates; that of the released code is a"
                                + " cross-entropy.",
                        "The paper does not name the layer of its numbers; the released code has 97.35 % in the penultimate one"
                                + " and 92.10 % in E(x) after 400 epochs. Its penultimate layer has 96.84, 96.28 and 97.14 %"
                                + " after 0, 25 and 200 epochs."),
                "10 steps of networks of 32 units: rows show that everything runs.",
                "800 steps, 13 epochs of what there is; the paper has 400 epochs of all. Nothing is judged.",
                "As many steps as published are 3,000 epochs of what there is."));
    }

    @Override
    public List<Row> run(Setup setup) {
        FeatureProtocol protocol = FeatureProtocol.of(setup.scale());
        List<PlannedRun> plans = EncoderVariant.ALL.stream()
                .map(variant -> new PlannedRun(
                        variant.name(),
                        variant.experiment(),
                        protocol.overrides(variant),
                        protocol.steps(),
                        variant.equals(EncoderVariant.BIGAN) ? protocol.earlier() : List.of(),
                        (workspace, model, seed) -> measure(model, seed)))
                .toList();
        SeedResults results = SeedResults.of(setup, plans);
        List<Row> rows = new ArrayList<>();
        EncoderVariant.ALL.stream()
                .filter(variant -> results.has(variant.name()))
                .forEach(variant -> rows.addAll(rows(setup, variant, results)));
        if (results.has(EncoderVariant.BIGAN.name())) {
            rows.addAll(rowsOfBigan(setup, protocol, results));
        }
        return rows;
    }

    private static List<Row> rows(Setup setup, EncoderVariant variant, SeedResults results) {
        String name = variant.name();
        List<Double> features = results.values(name, FEATURES, 0);
        String length = setup.lengthInWords(FeatureProtocol.LENGTHS);
        Row first = Row.bySeed(name + "/features", features, length);
        if (variant.published().isPresent()) {
            double published = variant.published().getAsDouble();
            first = setup.scale() == Scale.PAPER
                    ? Row.reproduced(name + "/features", published, 0, features, MARGIN, length)
                    : first.withPublished(published);
        }
        return List.of(
                first,
                Row.bySeed(name + "/latent", results.values(name, LATENT, 0), ""),
                Row.bySeed(name + "/factor", results.values(name, FACTOR, 1), ""),
                results.processorTime(name));
    }

    private static List<Row> rowsOfBigan(Setup setup, FeatureProtocol protocol, SeedResults results) {
        String bigan = EncoderVariant.BIGAN.name();
        List<Row> rows = new ArrayList<>();
        for (long step : protocol.earlier()) {
            if (step < setup.steps(protocol.steps())) {
                rows.add(Row.bySeed(
                        bigan + "/features-after-" + step,
                        results.values(bigan, PlannedRun.earlier(step, FEATURES), 0),
                        "accuracy in the penultimate layer after " + step + " steps"));
            }
        }
        rows.add(Row.bySeed("pixels/accuracy", results.values(bigan, PIXELS, 0), ""));
        if (setup.scale() == Scale.PAPER) {
            rows.add(Row.atLeast(
                    "claim/features",
                    ENOUGH_ACCURACY,
                    results.values(bigan, FEATURES, 0),
                    "BiGAN's accuracy in the penultimate layer"));
            rows.add(Row.atLeast(
                    "claim/reconstruction",
                    ENOUGH_RECONSTRUCTION,
                    results.values(bigan, FACTOR, 1),
                    "how many times nearer BiGAN's G(E(x)) is to x than to other digits, in squared error"));
        }
        return rows;
    }

    private static Map<String, Double> measure(TrainedModel model, long seed) {
        Dataset data = model.training();
        try (Dataset heldOut = model.openHeldOut()) {
            MetricContext digits = new EncodedDigits(
                    data.info(),
                    data.read(0, data.info().examples().orElseThrow()),
                    heldOut.read(0, heldOut.info().examples().orElseThrow()),
                    Optional.of(model.encoder().orElseThrow()),
                    new RandomStream(seed),
                    seed);
            MetricResult neighbour = new EncoderNeighbour().evaluate(digits);
            MetricResult reconstruction = new Reconstruction().evaluate(digits);
            Map<String, Double> measured = new LinkedHashMap<>();
            measured.put(FEATURES, neighbour.details().get("accuracy/features"));
            measured.put(LATENT, neighbour.details().get("accuracy/latent"));
            measured.put(PIXELS, neighbour.details().get("accuracy/pixels"));
            measured.put(FACTOR, 1 / reconstruction.value());
            return measured;
        }
    }
}
