package org.ganlib.cli.reproduce.digits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.cli.learned.FineTuning;
import org.ganlib.cli.reproduce.Lengths;
import org.ganlib.cli.reproduce.Outline;
import org.ganlib.cli.reproduce.PlannedRun;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.SeedResults;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.TrainedReproduction;
import org.ganlib.evaluate.WholeSet;
import org.ganlib.library.TrainedModel;
import org.ganlib.metrics.latent.LabelledSubset;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;

/**
 * The worth of a critic that was trained without labels where labels are few: its network, trained
 * further on 100, 200 and 1,000 labelled digits, against the same network from scratch.
 */
public final class FewLabels extends TrainedReproduction {
    private static final List<Integer> LABELS = List.of(100, 200, 1_000);
    private static final int CLASSES = 10;
    private static final int BATCH = 64;
    private static final double RATE = 2e-4;

    private static final Lengths UPDATES = new Lengths(10, 200, 500);

    /** Convolutional critics of digits, with and without batch norm, and their steps. */
    private static final Map<String, Lengths> EXPERIMENTS = new LinkedHashMap<>();

    static {
        EXPERIMENTS.put("mnist", new Lengths(5, 400, 4_400));
        EXPERIMENTS.put("wgan-gp-mnist", new Lengths(5, 200, 1_800));
    }

    /** The comparison. */
    public FewLabels() {
        super(new Outline(
                "semi-supervised",
                "A trained critic against the same network from scratch where labels are few",
                5,
                5,
                List.of(
                        "Goodfellow et al. (2014, section 7) propose this and measure nothing: every claim is that the trained"
                                + " critic is at least as good, judged by the mean over seeds.",
                        "The critic's last layer is replaced by a softmax over ten classes and trained by Adam at 2e-4 on"
                                + " batches of 64 labels; labels are drawn anew for each seed, as many of each class."),
                "Critics of 5 steps and 10 updates: rows show that everything runs.",
                "Critics of 400 and 200 steps and 200 updates; the experiments have 4,400 and 1,800 steps.",
                "500 updates on the labels."));
    }

    @Override
    public List<Row> run(Setup setup) {
        int updates = (int) UPDATES.at(setup.scale());
        List<PlannedRun> plans = EXPERIMENTS.entrySet().stream()
                .map(experiment -> new PlannedRun(
                        experiment.getKey(),
                        experiment.getKey(),
                        List.of("train.checkpoint-every=500"),
                        experiment.getValue().at(setup.scale()),
                        (workspace, model, seed) -> measure(model, seed, updates)))
                .toList();
        SeedResults results = SeedResults.of(setup, plans);
        List<Row> rows = new ArrayList<>();
        for (String experiment : EXPERIMENTS.keySet()) {
            if (results.has(experiment)) {
                String length = setup.lengthInWords(EXPERIMENTS.get(experiment));
                for (int labels : LABELS) {
                    String prefix = experiment + "/" + labels;
                    rows.add(Row.bySeed(
                            prefix + "-fine-tuned",
                            results.values(experiment, tuned(labels), 0),
                            "share of held-out digits that are classified rightly"
                                    + (length.isEmpty() ? "" : "; " + length)));
                    rows.add(Row.bySeed(prefix + "-scratch", results.values(experiment, scratch(labels), 0), ""));
                    if (setup.scale() != Scale.SMOKE) {
                        rows.add(
                                results.quantityAtLeast(prefix + "-helps", experiment, tuned(labels), scratch(labels)));
                    }
                }
                rows.add(results.processorTime(experiment));
            }
        }
        return rows;
    }

    private static Map<String, Double> measure(TrainedModel model, long seed, int updates) {
        Network critic = model.networks().get(NetworkRole.CRITIC);
        FineTuning tuning = new FineTuning(updates, BATCH, RATE, seed);
        Map<String, Double> measured = new LinkedHashMap<>();
        try (Dataset heldOut = model.openHeldOut()) {
            Examples training = WholeSet.read(model.training());
            Examples tested = WholeSet.read(heldOut);
            for (int labels : LABELS) {
                Examples labelled = LabelledSubset.balanced(training, CLASSES, labels, seed, "labels");
                measured.put(
                        tuned(labels), tuning.accuracyOf(critic, model.engines()::build, CLASSES, labelled, tested));
                measured.put(
                        scratch(labels),
                        tuning.accuracyFromScratch(critic, model.engines()::build, CLASSES, labelled, tested));
            }
        }
        return measured;
    }

    private static String tuned(int labels) {
        return "fine-tuned-" + labels;
    }

    private static String scratch(int labels) {
        return "scratch-" + labels;
    }
}
