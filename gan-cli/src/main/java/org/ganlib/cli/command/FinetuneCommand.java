package org.ganlib.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ganlib.cli.learned.FineTuning;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.library.TrainedModel;
import org.ganlib.network.Network;
import org.ganlib.spi.Examples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gan finetune RUN --labels N}. */
@Command(
        name = "finetune",
        mixinStandardHelpOptions = true,
        description = {
            "Asks what a trained critic or encoder is worth where labels are few.",
            "Its last layer is replaced by a softmax over the classes, and all of it trained on N labels; the same network is"
                    + " trained from scratch, equally long, on the same labels. Prints both held-out accuracies."
        },
        footer = {"", "Example: gan finetune runs/mnist --labels 100 --json"})
public final class FinetuneCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabelledRun run;

    @Option(names = "--steps", paramLabel = "N", description = "Updates of each training. Default: 500.")
    private int steps = 500;

    @Option(names = "--batch", paramLabel = "N", description = "Labelled examples per update. Default: 64.")
    private int batch = 64;

    @Option(names = "--learning-rate", paramLabel = "R", description = "Adam's. Default: 0.0002.")
    private double learningRate = 2e-4;

    @Override
    public Integer call() {
        requireAtLeast("--steps", steps, 1);
        if (steps > MOST_STEPS) {
            throw LabelledRun.usage(spec, "--steps: must be ≤ " + MOST_STEPS + ", was " + steps);
        }
        // Batch norm makes nothing of a single example.
        requireAtLeast("--batch", batch, 2);
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw LabelledRun.usage(spec, "--learning-rate: must be > 0 and finite, was " + learningRate);
        }
        try (TrainedModel model = run.load()) {
            int classes = run.classes(model);
            Network network = run.network(spec, model);
            Examples labelled = run.labelled(model);
            Examples heldOut = run.heldOut(model);
            FineTuning tuning = new FineTuning(steps, batch, learningRate, run.seed());
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("network", network.name());
            result.put("labels", labelled.count());
            result.put("heldOut", heldOut.count());
            result.put("steps", steps);
            result.put("batch", Math.min(batch, labelled.count()));
            result.put(LabelledRun.LEARNING_RATE, String.valueOf(learningRate));
            result.put("seed", run.seed());
            result.put("fineTuned", tuning.accuracyOf(network, model.engines()::build, classes, labelled, heldOut));
            result.put(
                    "fromScratch",
                    tuning.accuracyFromScratch(network, model.engines()::build, classes, labelled, heldOut));
            LabelledRun.addSubsets(result, labelled, heldOut);
            run.print(spec, result);
        }
        return ExitCode.OK;
    }

    private void requireAtLeast(String option, int value, int least) {
        if (value < least) {
            throw LabelledRun.usage(spec, option + ": must be ≥ " + least + ", was " + value);
        }
    }
}
