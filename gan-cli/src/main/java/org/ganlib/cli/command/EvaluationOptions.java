package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.spi.Split;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** With what, on what and how much is evaluated. */
final class EvaluationOptions {
    private static final int DEFAULT_COUNT = 1000;
    private static final int DEFAULT_REAL_COUNT = 10_000;

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
                    "At most so many real examples, drawn at random, where features are compared. Default: 10000; all of a file.")
    private Integer realCount;

    @Option(
            names = "--split",
            paramLabel = "PART",
            description = "Which part of the data features are compared with: training or held-out. Default: training.")
    private String split = "training";

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where latents, random subsets and metrics' own random numbers start. Default: 1.")
    private long seed = 1;

    /** @throws ParameterException if one of them is out of its range */
    void require() {
        requireAtLeastOne("--count", count);
        requireAtLeastOne("--real-count", realCount);
        if (!split.equals("training") && !split.equals("held-out")) {
            throw new ParameterException(spec.commandLine(), "--split: must be training or held-out, was " + split);
        }
    }

    void requireAtLeastOne(String option, Integer value) {
        if (value != null && value < 1) {
            throw new ParameterException(spec.commandLine(), option + ": must be ≥ 1, was " + value);
        }
    }

    /** Nothing measured yet, by the metrics asked for. */
    MetricResults results(PluginCatalog catalog, List<String> settings) {
        return new MetricResults(ChosenMetric.read(catalog, ids, extractor, settings), !ids.isEmpty());
    }

    /** For real examples of a data set. */
    EvaluationSettings settings(Path cache) {
        return settings(DEFAULT_REAL_COUNT, cache);
    }

    /** For real examples that are taken whole unless told. */
    EvaluationSettings settingsOfFile(Path cache) {
        return settings(Integer.MAX_VALUE, cache);
    }

    private EvaluationSettings settings(int defaultRealCount, Path cache) {
        return new EvaluationSettings(
                split.equals("training") ? Split.TRAINING : Split.HELD_OUT,
                realCount == null ? defaultRealCount : realCount,
                cache);
    }

    /** How many examples to draw of a run. */
    int drawn() {
        return count == null ? DEFAULT_COUNT : count;
    }

    /** How many to take of those there are. */
    int taken(int available) {
        return count == null ? available : Math.min(count, available);
    }

    long seed() {
        return seed;
    }
}
