package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.cli.evaluate.EvaluationTable;
import org.ganlib.cli.evaluate.FileSubject;
import org.ganlib.cli.evaluate.GivenData;
import org.ganlib.cli.evaluate.MeanOfRepeats;
import org.ganlib.cli.option.ChangedData;
import org.ganlib.cli.option.CheckpointChoice;
import org.ganlib.cli.option.EvaluationOptions;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.config.Experiment;
import org.ganlib.datasets.array.ArrayLayout;
import org.ganlib.evaluate.Evaluation;
import org.ganlib.evaluate.EvaluationProtocol;
import org.ganlib.evaluate.MetricResults;
import org.ganlib.file.NpyArray;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.machine.Backend;
import org.ganlib.plugin.SettingText;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Subset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gan evaluate DIR [--metric ID…]}, and {@code gan evaluate --real … --fake …} for samples
 * of any framework.
 */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures examples drawn from a run's networks, or lying in files, against real ones.",
            "Results are called ID, or ID[EXTRACTOR] where features are compared. 'gan list metric' and 'gan list extractor' show what"
                    + " there is."
        },
        footer = {
            "",
            "Example: gan evaluate runs/mnist --metric 'frechet[mnist-cnn],coverage' coverage.k=3",
            "Example: gan evaluate --real real.npy --fake fake.npy --metric frechet,kernel --json"
        })
public final class EvaluateCommand implements Callable<Integer> {
    /** The number of dimensions of an array of images with channels. */
    private static final int IMAGES = 4;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CheckpointChoice networks;

    @Mixin
    private EvaluationOptions options;

    @Parameters(
            arity = "0..*",
            paramLabel = "[DIR] [ID.key=value]",
            description =
                    "A run directory, unless --real and --fake are given; settings of metrics; real.key=value for --real;"
                            + " dataset.key=value where a run's data lies elsewhere now.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--real",
            paramLabel = "DATA",
            description =
                    "A data set's name, an .npy file ([N, features], [N, channels, height, width] or [N, height, width, channels]), or a folder of images.")
    private String real;

    @Option(
            names = "--fake",
            paramLabel = "DATA",
            description =
                    "An .npy file or a folder of images; a data set's name for its held-out part, or for half of that part"
                            + " where --real is the same data set.")
    private String fake;

    @Option(
            names = "--held-out",
            paramLabel = "DATA",
            description =
                    "Real examples that the model has not seen: an .npy file, a folder, or a data set's name for its held-out part."
                            + " Default: --real's own; a single file has none.")
    private String heldOut;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description =
                    "Order of the dimensions of images in .npy files: auto (the one of at most 4 has the channels),"
                            + " channels-first or channels-last. Default: auto.")
    private String layout;

    @Option(
            names = "--repeats",
            paramLabel = "K",
            description =
                    "Evaluate K times (at most 1000), with seeds S, S+1, …, or on K disjoint parts of --fake: mean, standard error,"
                            + " bootstrap interval.")
    private int repeats = 1;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(
            names = "--details",
            description = "Also print each metric's further numbers, and hashes; --json has them in full.")
    private boolean details;

    private Optional<String> subtracted = Optional.empty();

    @Override
    public Integer call() {
        Arguments given = Arguments.of(arguments);
        requireUsage(given);
        Workspace workspace = networks.workspace();
        MetricResults results = options.results(workspace.plugins(), given.metricSettings());
        if (given.run().isPresent()) {
            evaluateRun(workspace, Path.of(given.run().get()), given.dataSettings(), results);
        } else {
            evaluateFiles(workspace, given, results);
        }
        options.requireUsed(results);
        if (json) {
            Map<String, Object> report = new LinkedHashMap<>();
            results.all()
                    .forEach((metric, measured) ->
                            report.put(metric.key(), describe(metric.metric().info(), measured, mean(measured))));
            Json.print(spec, report);
        } else {
            EvaluationTable table = new EvaluationTable(details, options.seed(), subtracted);
            results.all()
                    .forEach((metric, measured) ->
                            table.add(metric.key(), metric.metric().info(), measured, mean(measured)));
            table.lines().forEach(spec.commandLine().getOut()::println);
        }
        return ExitCode.OK;
    }

    /** The run directory, settings of metrics, and settings of the data set that --real names. */
    private record Arguments(
            Optional<String> run,
            List<String> metricSettings,
            List<String> realSettings,
            List<String> dataSettings,
            int runs) {
        private static Arguments of(List<String> arguments) {
            List<String> runs = arguments.stream().filter(a -> !a.contains("=")).toList();
            List<String> settings =
                    arguments.stream().filter(a -> a.contains("=")).toList();
            return new Arguments(
                    runs.stream().findFirst(),
                    settings.stream()
                            .filter(s -> !s.startsWith("real.") && !s.startsWith("dataset."))
                            .toList(),
                    settings.stream()
                            .filter(s -> s.startsWith("real."))
                            .map(s -> s.substring("real.".length()))
                            .toList(),
                    settings.stream().filter(s -> s.startsWith("dataset.")).toList(),
                    runs.size());
        }
    }

    private void requireUsage(Arguments given) {
        if (details && json) {
            throw usage("--details: --json has every number and hash. Leave it out");
        }
        if (given.runs() > 1) {
            throw usage("one run directory at a time, were " + given.runs()
                    + ". A metric is named as --metric ID, its setting as ID.key=value");
        }
        if (given.run().isPresent() && (real != null || fake != null)) {
            throw usage("either a run directory or --real and --fake, not both");
        }
        for (String named : Arrays.asList(real, fake, heldOut, given.run().orElse(null))) {
            if (named != null && named.isBlank()) {
                throw usage("--real, --fake, --held-out and the run directory: must name something, one was empty");
            }
        }
        if (given.run().isPresent() && heldOut != null) {
            throw usage("--held-out goes with --real and --fake; a run's data has its own held-out part");
        }
        if (given.run().isPresent() && layout != null) {
            throw usage("--layout goes with --real and --fake; a run's data has its own setting dataset.layout");
        }
        if (given.run().isEmpty() && (real == null || fake == null)) {
            throw usage("give a run directory, or both --real and --fake");
        }
        if (given.run().isPresent() && !given.realSettings().isEmpty()) {
            throw usage("real." + given.realSettings().get(0) + ": goes with --real; a run has its own data");
        }
        if (given.run().isEmpty() && !given.dataSettings().isEmpty()) {
            throw usage(
                    given.dataSettings().get(0) + ": goes with a run directory; settings of --real start with real.");
        }
        options.require();
        if (given.run().isEmpty()) {
            requireUsageOfFiles(given);
        }
        options.requireRepeats(repeats);
    }

    private void requireUsageOfFiles(Arguments given) {
        if (networks.isMade()) {
            throw usage("--checkpoint goes with a run directory; --fake names the examples themselves");
        }
        if (networks.acceptsChangedData()) {
            throw usage(ChangedData.OPTION + " goes with a run directory; --real names the data itself");
        }
        if (GivenData.isFile(real)) {
            if (!given.realSettings().isEmpty()) {
                throw usage("real." + given.realSettings().get(0)
                        + ": --real names a file, which has no settings. Name a data set, such as npy, to give some");
            }
            options.requireNoSplit();
        }
        if (layout() != ArrayLayout.AUTO) {
            requireImages();
        }
    }

    /**
     * Checks that --layout can have an effect: at least one of the files must hold images with
     * channels.
     */
    private void requireImages() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        Stream.of(real, fake, heldOut)
                .filter(named -> named != null && GivenData.isArray(named))
                .forEach(named -> shapes.put(named, NpyArray.shapeOf(Path.of(named))));
        if (shapes.values().stream().noneMatch(shape -> shape.size() == IMAGES)) {
            String given = shapes.entrySet().stream()
                    .map(file -> file.getKey() + " has " + file.getValue())
                    .collect(Collectors.joining(", "));
            throw usage("--layout: is the order of the dimensions of images in .npy files, and "
                    + (given.isEmpty() ? "none is given" : given) + ". Leave it out");
        }
    }

    private ArrayLayout layout() {
        return Arrays.stream(ArrayLayout.values())
                .filter(known -> layout == null
                        ? known == ArrayLayout.AUTO
                        : SettingText.constant(known).equals(layout))
                .findFirst()
                .orElseThrow(() -> usage("--layout: must be auto, channels-first or channels-last, was " + layout));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void evaluateRun(Workspace workspace, Path run, List<String> dataSettings, MetricResults results) {
        try (TrainedModel model = networks.load(workspace, run, dataSettings)) {
            options.requireRealCount(model.data());
            model.measure(results, options.protocol(), workspace.extractorCache(), repeats);
        }
    }

    private void evaluateFiles(Workspace workspace, Arguments given, MetricResults results) {
        Backend.start(0);
        FileSubject.Given named = new FileSubject.Given(
                real,
                given.realSettings(),
                heldOut,
                fake,
                layout(),
                () -> workspace.engines(Experiment.AUTO_ENGINE),
                options.seed());
        try (FileSubject subject = named.open(workspace.plugins(), networks.location())) {
            subtracted = subject.subtracted();
            options.requireRealCount(subject.data());
            Examples all = subject.generated();
            Examples generated = Subset.some(all, options.taken(all.count()), options.seed(), "generated");
            if (repeats > generated.count()) {
                throw usage("--repeats: must be ≤ " + generated.count() + ", the number of examples, was " + repeats);
            }
            // All real examples of a file are used, but only a subset of a data set.
            int mostReal = subject.isDataset() ? EvaluationProtocol.USUAL.realCount() : Integer.MAX_VALUE;
            for (Subset part : Subset.divide(generated, repeats, options.seed(), "parts")) {
                Examples some = part.of(generated);
                EvaluationProtocol protocol = options.protocol(some.count(), mostReal);
                try (Evaluation evaluation =
                        new Evaluation(subject, () -> some, protocol, workspace.extractorCache())) {
                    results.add(evaluation);
                }
            }
        }
    }

    private Optional<MeanOfRepeats> mean(List<MetricResult> results) {
        return results.size() == 1
                ? Optional.empty()
                : Optional.of(MeanOfRepeats.of(values(results), new RandomStreams(options.seed()).named("bootstrap")));
    }

    private static double[] values(List<MetricResult> results) {
        return results.stream().mapToDouble(MetricResult::value).toArray();
    }

    private Map<String, Object> describe(MetricInfo info, List<MetricResult> results, Optional<MeanOfRepeats> mean) {
        MetricResult first = results.get(0);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("value", mean.map(MeanOfRepeats::mean).orElse(first.value()));
        mean.ifPresent(interval -> {
            content.put("standardError", interval.standardError());
            content.put("interval", List.of(interval.low(), interval.high()));
            content.put("values", values(results));
        });
        content.put("unit", info.unit());
        content.put("direction", SettingText.constant(info.direction()));
        content.put("samples", first.samples());
        content.put("protocol", info.protocol());
        content.put("bias", info.bias());
        content.put("seed", options.seed());
        subtracted.ifPresent(text -> content.put("subtracted", text));
        content.put("details", first.details());
        content.put("provenance", first.provenance());
        return content;
    }
}
