package org.ganlib.cli.reproduce.digits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.cli.learned.FineTuning;
import org.ganlib.cli.reproduce.PlannedRun;
import org.ganlib.cli.reproduce.Reproduction;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.SeedResults;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.evaluate.WholeSet;
import org.ganlib.library.TrainedModel;
import org.ganlib.metrics.latent.LabelledSubset;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;

/**
 * What a critic that was trained without labels is worth where labels are few: its network, trained
 * further on 100, 200 and 1,000 labelled digits, against the same network from scratch.
 */
public final class FewLabels implements Reproduction {
    private static final List<Integer> LABELS = List.of(100, 200, 1_000);
    private static final int CLASSES = 10;
    private static final int BATCH = 64;
    private static final double RATE = 2e-4;

    /** The critics: those of digits whose layers see an image, with and without batch norm. */
    private static final List<String> EXPERIMENTS = List.of("mnist", "wgan-gp-mnist");

    @Override
    public String id() {
        return "semi-supervised";
    }

    @Override
    public String title() {
        return "A trained critic against the same network from scratch where labels are few";
    }

    @Override
    public List<Long> seeds(Scale scale) {
        return scale == Scale.SMOKE ? List.of(1L) : List.of(1L, 2L, 3L, 4L, 5L);
    }

    @Override
    public boolean takesSteps() {
        return true;
    }

    @Override
    public List<String> deviations(Scale scale) {
        List<String> deviations = new ArrayList<>(
                List.of(
                        "Goodfellow et al. (2014, section 7) propose this and measure nothing: every claim is that the trained critic"
                                + " is at least as good, judged by the mean over seeds.",
                        "The critic's last layer is replaced by a softmax over ten classes. 500 updates of Adam at 2e-4 (10 at"
                                + " smoke scale), 64 labels each; labels are drawn anew for each seed, as many of each class."));
        switch (scale) {
            case SMOKE -> deviations.add("Critics of 5 steps and 10 updates: rows show that everything runs.");
            case REDUCED ->
                deviations.add(
                        "Critics of 400 and 200 steps and 200 updates; the experiments have 4,400 and 1,800 steps.");
            case PAPER -> {}
        }
        return deviations;
    }

    @Override
    public List<Row> run(Setup setup) {
        int updates =
                switch (setup.scale()) {
                    case SMOKE -> 10;
                    case REDUCED -> 200;
                    case PAPER -> 500;
                };
        List<PlannedRun> plans = EXPERIMENTS.stream()
                .map(experiment -> new PlannedRun(
                        experiment,
                        experiment,
                        List.of("train.checkpoint-every=500"),
                        steps(experiment, setup.scale()),
                        (workspace, model, seed) -> measure(model, seed, updates)))
                .toList();
        SeedResults results = SeedResults.of(setup, plans);
        List<Row> rows = new ArrayList<>();
        for (String experiment : EXPERIMENTS) {
            if (results.has(experiment)) {
                for (int labels : LABELS) {
                    String prefix = experiment + "/" + labels;
                    rows.add(Row.bySeed(
                            prefix + "-fine-tuned",
                            results.values(experiment, tuned(labels), 0),
                            "share that is right"));
                    rows.add(Row.bySeed(prefix + "-scratch", results.values(experiment, scratch(labels), 0), ""));
                    if (setup.scale() != Scale.SMOKE) {
                        rows.add(results.quantityAtLeast(
                                prefix + "-helps", experiment, tuned(labels), scratch(labels), 0));
                    }
                }
                rows.add(results.processorTime(experiment));
            }
        }
        return rows;
    }

    private static long steps(String experiment, Scale scale) {
        return switch (scale) {
            case SMOKE -> 5;
            case REDUCED -> experiment.equals("mnist") ? 400 : 200;
            case PAPER -> experiment.equals("mnist") ? 4_400 : 1_800;
        };
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
