package org.ganlib.cli.command;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ganlib.cli.option.PluginPath;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.OutputPath;
import org.ganlib.config.CommentedExperiment;
import org.ganlib.config.Experiment;
import org.ganlib.config.ExperimentReader;
import org.ganlib.file.AtomicFile;
import org.ganlib.library.Workspace;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.NearestNames;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.run.ExperimentSource;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code gan config new [FILE]}, which writes an experiment with comments. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Writes an experiment to start from, with a comment on every setting.",
        footer = {
            "",
            "Example: gan config new my.yaml --model bigan train.steps=500",
            "         gan train my.yaml",
            "         gan config new my-dcgan.yaml generator=dcgan critic=dcgan",
            "         gan config new my-ring.yaml --from ring-8"
        })
final class ConfigNewCommand implements Callable<Integer> {
    private static final String YAML_ENDING = ".*\\.ya?ml";
    private static final String USUAL_MODEL = "standard";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "[FILE] [key=value]",
            description = "A new YAML file (default: standard output), and settings that replace those it would have.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Which game: 'gan list model' shows them. The file has the networks that it needs."
                    + " Default: " + USUAL_MODEL + ".")
    private String model;

    @Option(
            names = "--from",
            paramLabel = "EXPERIMENT",
            description = "Start from a built-in experiment or a YAML file instead.")
    private String from;

    @Override
    public Integer call() {
        List<String> files = arguments.stream().filter(a -> !a.contains("=")).toList();
        List<String> settings = arguments.stream().filter(a -> a.contains("=")).toList();
        if (files.size() > 1) {
            throw usage("one file at a time, were " + files.size() + ": " + String.join(", ", files)
                    + ". Settings are written key=value");
        }
        if (model != null && from != null) {
            throw usage("either --model or --from, not both: an experiment has a model");
        }
        Path file = files.isEmpty() ? null : file(files.get(0));
        Workspace workspace = PluginPath.workspace();
        String text = from == null ? ofModel(workspace.plugins(), settings) : ofExperiment(workspace, settings);
        if (file == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            AtomicFile.write(file, text);
            OutputPath.tell(spec, file);
            spec.commandLine().getErr().println("train it with: gan train " + file);
        }
        return ExitCode.OK;
    }

    private Path file(String name) {
        if (!name.matches(YAML_ENDING)) {
            throw usage("FILE: must end in .yaml or .yml, was " + name + ". Settings are written key=value");
        }
        Path file = Path.of(name);
        OutputPath.check(spec, "FILE", file);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw usage("FILE: " + file + " exists and is not overwritten. Choose another name");
        }
        return file;
    }

    private String ofExperiment(Workspace workspace, List<String> settings) {
        Experiment experiment = workspace.experiment(from, settings).settings();
        return CommentedExperiment.of(
                workspace.plugins(),
                experiment,
                "An experiment that started as " + ExperimentSource.find(from).name() + ".");
    }

    private String ofModel(PluginCatalog catalog, List<String> settings) {
        settings.stream()
                .filter(setting -> setting.startsWith("model=") || setting.startsWith("model.name="))
                .findFirst()
                .ifPresent(setting -> {
                    throw usage(setting + ": say --model "
                            + setting.substring(setting.indexOf('=') + 1)
                            + ", which also writes the networks that it needs");
                });
        String name = model == null ? USUAL_MODEL : model;
        PluginDescriptor<GanModel> chosen = catalog.find(GanModel.class, name)
                .orElseThrow(() -> usage("--model: no model '" + name + "'. Available: "
                        + String.join(", ", NearestNames.nearestFirst(name, catalog.names(GanModel.class)))));
        Experiment experiment = new ExperimentReader(catalog).read("gan config new", yaml(chosen), settings);
        return CommentedExperiment.of(catalog, experiment, "An experiment with the model " + name + ".");
    }

    /** The shortest experiment with that model: digits, multilayer perceptrons and Adam. */
    private static String yaml(PluginDescriptor<GanModel> model) {
        Set<NetworkRole> roles = model.defaults().networks(digits()).stream()
                .map(NetworkSignature::role)
                .collect(Collectors.toSet());
        boolean critic = roles.contains(NetworkRole.CRITIC);
        List<String> lines = new ArrayList<>(List.of("dataset: mnist", "model: " + model.name(), "train: {}"));
        NetworkRole.USUAL.stream().filter(roles::contains).forEach(role -> lines.add(role.key() + ": mlp"));
        lines.add("networks: ["
                + roles.stream()
                        .filter(role -> !NetworkRole.USUAL.contains(role))
                        .map(role -> "{role: " + role.key() + ", architecture: mlp}")
                        .sorted()
                        .collect(Collectors.joining(", "))
                + "]");
        lines.add("optimizer: {generator: adam" + (critic ? ", critic: adam}" : "}"));
        if (critic) {
            lines.add("divergence: gan");
        }
        return String.join("\n", lines);
    }

    /**
     * A description of a data set of digits. From it a model derives the networks that it needs.
     */
    private static DatasetInfo digits() {
        return new DatasetInfo(
                "digits",
                TensorShape.of(1, 28, 28),
                ValueRange.SIGNED,
                OptionalInt.empty(),
                IntStream.range(0, 10).mapToObj(String::valueOf).toList(),
                "",
                "",
                "digits");
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
