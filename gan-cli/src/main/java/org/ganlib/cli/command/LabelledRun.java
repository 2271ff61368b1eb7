package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.ganlib.cli.option.CheckpointChoice;
import org.ganlib.cli.shell.Json;
import org.ganlib.cli.text.HumanNumber;
import org.ganlib.cli.text.PlainText;
import org.ganlib.evaluate.WholeSet;
import org.ganlib.library.TrainedModel;
import org.ganlib.metrics.latent.LabelledSubset;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Subset;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * The options of commands that ask a run's networks about classes: the run, the network, and the
 * examples whose labels are used.
 */
final class LabelledRun {
    /** The name of the learning rate in JSON, where its value is a text. */
    static final String LEARNING_RATE = "learningRate";

    /** The words that are printed for each result, by the name of the result in JSON. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("labels", "labelled examples"),
            Map.entry("heldOut", "held-out examples"),
            Map.entry("accuracy", "accuracy, layer"),
            Map.entry("pixels", "accuracy, pixels alone"),
            Map.entry(LEARNING_RATE, "learning rate"),
            Map.entry("fineTuned", "accuracy, fine-tuned"),
            Map.entry("fromScratch", "accuracy, from scratch"),
            Map.entry("labelledSubset", "labelled subset"),
            Map.entry("labelledSubsetHash", "labelled subset hash"),
            Map.entry("heldOutSubset", "held-out subset"),
            Map.entry("heldOutSubsetHash", "held-out subset hash"));

    @Mixin
    private CheckpointChoice networks;

    @Parameters(index = "0", paramLabel = "RUN", description = "A run directory, of data with classes.")
    private Path run;

    @Parameters(
            index = "1..*",
            paramLabel = "dataset.key=value",
            description = "Where the data lies now: dataset.file=PATH and the like.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--labels",
            paramLabel = "N",
            required = true,
            description =
                    "How many labelled training examples are learnt from, as equally many of each class as there are.")
    private int labels;

    @Option(
            names = "--network",
            paramLabel = "ROLE",
            description =
                    "critic or encoder. Default: the critic, or the encoder where the critic reads more than examples.")
    private String role;

    @Option(names = "--seed", paramLabel = "S", description = "Which labels, and all else that is drawn. Default: 1.")
    private long seed = 1;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    TrainedModel load() {
        return networks.load(networks.workspace(), run, settings);
    }

    long seed() {
        return seed;
    }

    /** Number of classes; a message where there are none. */
    int classes(TrainedModel model) {
        int classes = model.training().info().classNames().size();
        if (classes < 2) {
            throw new GanException(run + ": needs data with classes, and dataset "
                    + model.data().name() + " has none. Choose a run on labelled data.");
        }
        return classes;
    }

    /** The labelled examples of this seed. */
    Examples labelled(TrainedModel model) {
        int classes = classes(model);
        return LabelledSubset.balanced(WholeSet.read(model.training()), classes, labels, seed, "--labels");
    }

    /** The held-out examples, which must have labels; a random subset of a very large set. */
    Examples heldOut(TrainedModel model) {
        try (Dataset heldOut = model.openHeldOut()) {
            return WholeSet.read(heldOut);
        }
    }

    /** The network asked for, or the one that reads examples alone. */
    Network network(CommandSpec spec, TrainedModel model) {
        Map<NetworkRole, Network> networks = model.networks().all();
        if (role == null) {
            return Stream.of(NetworkRole.CRITIC, NetworkRole.ENCODER)
                    .map(networks::get)
                    .filter(LabelledRun::readsExamplesAlone)
                    .findFirst()
                    .orElseThrow(() -> nothingToAsk(spec, networks));
        }
        return switch (role) {
            case "critic" -> usable(spec, networks, NetworkRole.CRITIC);
            case "encoder" -> usable(spec, networks, NetworkRole.ENCODER);
            default -> throw usage(spec, "--network: must be critic or encoder, was " + role);
        };
    }

    private ParameterException nothingToAsk(CommandSpec spec, Map<NetworkRole, Network> networks) {
        Network critic = networks.get(NetworkRole.CRITIC);
        String reason;
        if (critic == null) {
            reason = "the model has neither a critic nor an encoder";
        } else if (critic.definition().classes(1) > 0) {
            reason =
                    "the critic is told the class of each example, so that its layers could only repeat it, and there is no encoder";
        } else {
            reason = "the critic reads a latent beside each example, and there is no encoder";
        }
        return usage(
                spec,
                run + ": " + reason + ". Choose a run whose model has a critic of examples alone or an"
                        + " encoder, as standard or bigan");
    }

    private Network usable(CommandSpec spec, Map<NetworkRole, Network> networks, NetworkRole wanted) {
        Network network = networks.get(wanted);
        if (network == null) {
            throw usage(
                    spec,
                    "--network: the model of " + run + " has no " + wanted.key()
                            + " that reads examples alone. Choose a run of another model");
        }
        if (!readsExamplesAlone(network)) {
            throw usage(
                    spec,
                    "--network: the " + wanted.key() + " of " + run
                            + " reads more than examples, a latent or the class itself. Choose another network or run");
        }
        return network;
    }

    private static boolean readsExamplesAlone(Network network) {
        return network != null && network.definition().inputs().size() == 1;
    }

    static ParameterException usage(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * Records which labelled examples were used for training, and which held-out ones were used for
     * testing, where these are not all.
     */
    static void addSubsets(Map<String, Object> result, Examples labelled, Examples heldOut) {
        Map<String, String> subsets = new LinkedHashMap<>();
        Subset.describe("labelled", labelled, subsets);
        Subset.describe("heldOut", heldOut, subsets);
        subsets.forEach(
                (name, text) -> result.put(name.replace(" subset", "Subset").replace(" hash", "Hash"), text));
    }

    /** Prints the result as JSON, or as one line per entry, with shares in percent. */
    void print(CommandSpec spec, Map<String, Object> result) {
        if (json) {
            Json.print(spec, result);
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        result.forEach((name, value) -> out.println(String.format(
                Locale.ROOT, "%-24s %s", WORDS.getOrDefault(name, name), PlainText.line(shown(name, value)))));
    }

    private static Object shown(String name, Object value) {
        if (name.equals(LEARNING_RATE)) {
            return SettingText.number(Double.parseDouble(value.toString()));
        }
        return value instanceof Double share
                ? HumanNumber.percent(share)
                : value instanceof Integer count ? HumanNumber.count(count) : value;
    }
}
