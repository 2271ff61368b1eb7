package org.ganlib.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.library.TrainedModel;
import org.ganlib.metrics.latent.LinearReadout;
import org.ganlib.network.Network;
import org.ganlib.spi.Activations;
import org.ganlib.spi.Examples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gan probe RUN --layer L --labels N}. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = {
            "Asks what a trained critic or encoder has learnt of classes.",
            "Prints the held-out accuracy of multinomial logistic regression on the numbers of one of its layers, which stays as it"
                    + " is, learnt from N labels, and that of the same regression on pixels."
        },
        footer = {"", "Example: gan probe runs/bigan-mnist --layer hidden-0 --labels 1000 --json"})
public final class ProbeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LabelledRun run;

    @Option(
            names = "--layer",
            paramLabel = "L",
            description = "Which layer. Default: the one that the last layer reads.")
    private String layer;

    @Override
    public Integer call() {
        try (TrainedModel model = run.load()) {
            int classes = run.classes(model);
            Network network = run.network(spec, model);
            List<String> layers = network.definition().layers();
            String probed = layer == null ? network.definition().penultimate() : layer;
            if (!layers.contains(probed)) {
                throw LabelledRun.usage(
                        spec, "--layer: the " + network.name() + " has no layer '" + probed + "'. Layers: " + layers);
            }
            Examples labelled = run.labelled(model);
            Examples heldOut = run.heldOut(model);
            LinearReadout ofLayer = LinearReadout.of(
                    examples -> Activations.ofLayer(network, examples, probed), classes, labelled, heldOut);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("network", network.name());
            result.put("layer", probed);
            result.put("features", ofLayer.features());
            result.put("labels", labelled.count());
            result.put("heldOut", heldOut.count());
            result.put("seed", run.seed());
            result.put("accuracy", ofLayer.accuracy());
            result.put(
                    "pixels",
                    LinearReadout.ofExamples(classes, labelled, heldOut).accuracy());
            LabelledRun.addSubsets(result, labelled, heldOut);
            run.print(spec, result);
        }
        return ExitCode.OK;
    }
}
