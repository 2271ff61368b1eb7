package org.ganlib.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ganlib.evaluate.ChosenMetric;
import org.ganlib.evaluate.EvaluationProtocol;
import org.ganlib.evaluate.MetricResults;
import org.ganlib.machine.MemoryEstimate;
import org.ganlib.network.EngineOptions;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Split;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options of an evaluation: metrics, extractor, part of the data, numbers of examples and seed.
 */
public final class EvaluationOptions {
    private static final int MOST_REPEATS = 1000;
    private static final int MOST_DRAWN = 1_000_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--metric",
            split = ",",
            paramLabel = "ID",
            description = "Which metrics: ID or ID[EXTRACTOR]. Default: all installed ones that apply.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--extractor",
            paramLabel = "NAME",
            description = "Whose features are compared: pixels, pca, mnist-cnn, dl4j:FILE, onnx:FILE. Default: pixels.")
    private String extractor;

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "How many examples to draw of a run (default: 1000), or take of --fake at random (default: all).")
    private Integer count;

    @Option(
            names = "--real-count",
            paramLabel = "N",
            description =
                    "Maximum number of real examples, drawn at random, where features are compared. Default: 10000; all of a file.")
    private Integer realCount;

    @Option(
            names = "--split",
            paramLabel = "PART",
            description = "Which part of the data features are compared with: training or held-out. Default: training.")
    private String split;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where latents, random subsets and metrics' own random numbers start. Default: 1.")
    private long seed = 1;

    /**
     * Checks the ranges of the options.
     *
     * @throws ParameterException if one of them is out of its range
     */
    public void require() {
        requireAtLeastOne("--count", count);
        requireAtLeastOne("--real-count", realCount);
        if (split != null && !split.equals("training") && !split.equals("held-out")) {
            throw new ParameterException(spec.commandLine(), "--split: must be training or held-out, was " + split);
        }
    }

    /**
     * Refuses an option that chooses a part of the data where the data is a file.
     *
     * @throws ParameterException if the option was given: a file has no parts
     */
    public void requireNoSplit() {
        if (split != null) {
            throw new ParameterException(
                    spec.commandLine(), "--split: --real names a file, which has no parts. Leave it out");
        }
    }

    /**
     * Checks the number of repetitions.
     *
     * @throws ParameterException if the number of repetitions is below 1, or above what anybody
     *     would wait for
     */
    public void requireRepeats(Integer repeats) {
        requireAtLeastOne("--repeats", repeats);
        if (repeats != null && repeats > MOST_REPEATS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--repeats: must be ≤ " + MOST_REPEATS + ", was " + repeats
                            + ". The standard error falls with its root alone");
        }
    }

    /**
     * Checks, before anything is measured, that the real examples asked for can be held.
     *
     * @throws ParameterException if the data set is endless and the number is too large
     * @throws org.ganlib.problem.GanException if they do not fit into memory; the message says how
     *     much they need
     */
    public void requireRealCount(DatasetInfo data) {
        if (realCount == null) {
            return;
        }
        if (data.examples().isEmpty() && realCount > MOST_DRAWN) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--real-count: must be ≤ " + MOST_DRAWN + " of data without end, as " + data.name() + ", was "
                            + realCount);
        }
        MemoryEstimate.ofProcess(EngineOptions.CPU)
                .requireExamples(
                        "--real-count=" + realCount,
                        Math.min(realCount, data.examples().orElse(realCount)),
                        data.shape(),
                        "Take fewer");
    }

    private void requireAtLeastOne(String option, Integer value) {
        if (value != null && value < 1) {
            throw new ParameterException(spec.commandLine(), option + ": must be ≥ 1, was " + value);
        }
    }

    /** Empty results for the metrics that the command line names. */
    public MetricResults results(PluginCatalog catalog, List<String> settings) {
        List<ChosenMetric> chosen = ChosenMetric.read(catalog, ids, extractor, settings);
        boolean ignored =
                IntStream.range(0, ids.size()).allMatch(i -> chosen.get(i).ignoresOption(ids.get(i), settings));
        if (extractor != null && !ids.isEmpty() && ignored) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--extractor: " + String.join(", ", ids)
                            + " would not use it: no features are compared, or others are named. Leave it out");
        }
        return new MetricResults(chosen, !ids.isEmpty());
    }

    /**
     * Checks, after all metrics have run, that the options that choose the real examples had an
     * effect.
     *
     * @throws ParameterException if one was given, but no metric used such examples
     */
    public void requireUsed(MetricResults results) {
        if ((split != null || realCount != null) && !results.comparedWithPart()) {
            throw new ParameterException(
                    spec.commandLine(),
                    (split != null ? "--split: " : "--real-count: ") + String.join(", ", ids)
                            + " did not use it: no features of real examples are compared. Leave it out");
        }
    }

    /** The protocol of an evaluation of a run. */
    public EvaluationProtocol protocol() {
        return protocol(count == null ? EvaluationProtocol.USUAL.count() : count, EvaluationProtocol.USUAL.realCount());
    }

    /**
     * The protocol of an evaluation of given examples.
     *
     * @param generated the number of generated examples
     * @param mostReal the maximum number of real examples if the user stated none
     */
    public EvaluationProtocol protocol(int generated, int mostReal) {
        return new EvaluationProtocol(
                generated,
                realCount == null ? mostReal : realCount,
                split == null || split.equals("training") ? Split.TRAINING : Split.HELD_OUT,
                seed);
    }

    /** The number of examples to take from those available. */
    public int taken(int available) {
        return count == null ? available : Math.min(count, available);
    }

    public long seed() {
        return seed;
    }
}
