package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import org.ganlib.cli.evaluate.PairedPermutation;
import org.ganlib.cli.option.ChangedData;
import org.ganlib.cli.option.DataDirectory;
import org.ganlib.cli.option.EvaluationOptions;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.cli.text.HumanNumber;
import org.ganlib.cli.text.Paragraph;
import org.ganlib.cli.text.TextTable;
import org.ganlib.evaluate.MetricResults;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.plugin.SettingText;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gan runs compare A B}: whether two runs, or two groups of runs, differ by more than
 * chance.
 */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Measures two runs, or two folders of runs, and tests the differences by a paired permutation test.",
            "Runs in folders are paired by their training seeds: that says whether the experiments differ. Two runs are paired by evaluation"
                    + " seeds: that says whether these two networks differ, and nothing about training them again."
        },
        footer = {
            "",
            "Example: gan runs compare runs/gan-by-seed runs/wgan-by-seed --metric 'frechet[pca],coverage' --json"
        })
public final class RunsCompareCommand implements Callable<Integer> {
    private static final int DEFAULT_REPEATS = 10;

    private static final String EXPLANATION =
            "p is the probability of a difference at least as large if nothing but chance told a from b, by a"
                    + " permutation test of the pairs; adjusted, for the number of metrics asked about (Holm).";

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Mixin
    private ChangedData changed;

    @Mixin
    private EvaluationOptions options;

    @Parameters(index = "0", paramLabel = "A", description = "A run directory, or a folder of them, one for each seed.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "What it is compared with: as many.")
    private Path second;

    @Parameters(index = "2..*", paramLabel = "[ID.key=value]", description = "Settings of metrics.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--repeats",
            paramLabel = "K",
            description =
                    "Evaluate every run K times, with seeds S, S+1, … Default: 10 of two runs, 1 of runs in folders.")
    private Integer repeats;

    @Option(
            names = "--across-data",
            description = "Compare runs though they were trained on different data: each is measured against its own.")
    private boolean acrossData;

    /** The data of the first run that was measured. */
    private DatasetInfo common;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        options.require();
        options.requireRepeats(repeats);
        Workspace workspace = data.workspace(changed.accepted());
        MetricResults ofFirst = options.results(workspace.plugins(), settings);
        MetricResults ofSecond = options.results(workspace.plugins(), settings);
        RunGroup a = RunGroup.of(first, workspace);
        RunGroup b = RunGroup.of(second, workspace);
        if (a.isSingle() != b.isSingle()) {
            throw new ParameterException(
                    spec.commandLine(), "Compare two run directories, or two folders of runs, not one of each.");
        }
        boolean single = a.isSingle();
        int each = repeats != null ? repeats : single ? DEFAULT_REPEATS : 1;
        if (!single) {
            a.requirePartners(b);
        }
        measure(workspace, a, each, ofFirst);
        measure(workspace, b, each, ofSecond);
        options.requireUsed(ofFirst);
        Map<String, Map<String, Object>> report = new LinkedHashMap<>();
        ofFirst.all().forEach((metric, results) -> {
            if (ofSecond.all().containsKey(metric)) {
                double[] x = values(results, single ? 1 : each);
                double[] y = values(ofSecond.all().get(metric), single ? 1 : each);
                report.put(metric.key(), compare(metric.metric().info(), x, y));
            }
        });
        report.values().forEach(row -> row.put("pairs of", single ? "evaluation seeds" : "training seeds"));
        adjust(report);
        if (json) {
            Json.print(spec, report);
        } else {
            print(report);
        }
        return ExitCode.OK;
    }

    private void measure(Workspace workspace, RunGroup group, int each, MetricResults results) {
        for (Path run : group.bySeed().values()) {
            try (TrainedModel model = workspace.load(run)) {
                requireCommonData(run, model.data());
                options.requireRealCount(model.data());
                model.measure(results, options.protocol(), workspace.extractorCache(), each);
            }
        }
    }

    /**
     * Refuses runs with different data: metric values that were measured against different examples
     * do not say which generator is better.
     */
    private void requireCommonData(Path run, DatasetInfo its) {
        if (common == null) {
            common = its;
        }
        boolean same =
                common.fingerprint().equals(its.fingerprint()) && common.shape().equals(its.shape());
        if (!same && !acrossData) {
            throw new DataException(run + ": was trained on other data than " + first + ": " + its.name() + " of "
                    + its.shape() + ", fingerprint " + its.fingerprint() + ", in the place of " + common.name() + " of "
                    + common.shape() + ", fingerprint " + common.fingerprint()
                    + ". Compare runs on the same data, or say --across-data");
        }
    }

    /** The means of groups of consecutive results. */
    private static double[] values(List<MetricResult> results, int each) {
        double[] values = new double[results.size() / each];
        for (int i = 0; i < results.size(); i++) {
            values[i / each] += results.get(i).value() / each;
        }
        return values;
    }

    private Map<String, Object> compare(MetricInfo info, double[] x, double[] y) {
        double[] differences = new double[x.length];
        Arrays.setAll(differences, i -> y[i] - x[i]);
        double difference = DoubleStream.of(differences).sum() / differences.length;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("a", DoubleStream.of(x).sum() / x.length);
        row.put("b", DoubleStream.of(y).sum() / y.length);
        row.put("difference", difference);
        row.put("p", pValue(differences));
        row.put("pairs", differences.length);
        row.put("direction", SettingText.constant(info.direction()));
        row.put("unit", info.unit());
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("a", x);
        values.put("b", y);
        row.put("values", values);
        return row;
    }

    /** NaN where a value is infinite. */
    private double pValue(double[] differences) {
        return DoubleStream.of(differences).allMatch(Double::isFinite)
                ? PairedPermutation.pValue(differences, new RandomStreams(options.seed()).named("permutation"))
                : Double.NaN;
    }

    /**
     * Holm's correction for asking about several metrics at once (A Simple Sequentially Rejective
     * Multiple Test Procedure, 1979).
     */
    private static void adjust(Map<String, Map<String, Object>> report) {
        List<Map<String, Object>> ascending = new ArrayList<>(report.values());
        ascending.sort(Comparator.comparingDouble(row -> number(row, "p")));
        double largest = 0;
        for (int i = 0; i < ascending.size(); i++) {
            double corrected = (ascending.size() - i) * number(ascending.get(i), "p");
            largest = Math.max(largest, Math.min(1, corrected));
            ascending.get(i).put("p adjusted", largest);
        }
    }

    private void print(Map<String, Map<String, Object>> report) {
        TextTable table = new TextTable()
                .text("metric")
                .number("a")
                .number("b")
                .number("b − a")
                .text("better")
                .number("pairs")
                .number("p")
                .number("p adjusted");
        report.forEach((id, row) -> table.row(
                id,
                HumanNumber.text(number(row, "a")),
                HumanNumber.text(number(row, "b")),
                HumanNumber.text(number(row, "difference")),
                (String) row.get("direction"),
                HumanNumber.count((int) row.get("pairs")),
                HumanNumber.text(number(row, "p")),
                HumanNumber.text(number(row, "p adjusted"))));
        PrintWriter out = spec.commandLine().getOut();
        table.lines().forEach(out::println);
        out.println();
        Paragraph.wrap(EXPLANATION, Paragraph.WIDTH).forEach(out::println);
    }

    private static double number(Map<String, Object> row, String name) {
        return (double) row.get(name);
    }
}
