package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ganlib.config.RecordReader;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan evaluate DIR [--metric ID…]}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures examples drawn from a run's networks against its data.")
public final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Parameters(paramLabel = "DIR", description = "A run directory.")
    private Path run;

    @Option(
            names = "--metric",
            split = ",",
            paramLabel = "ID",
            description = "Which metrics, with their defaults. Default: all that are installed.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--count", paramLabel = "N", description = "How many examples to draw. Default: 1000.")
    private int count = 1000;

    @Option(names = "--seed", paramLabel = "S", description = "Where the latents start. Default: 1.")
    private long seed = 1;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Default: the run's newest.")
    private Path checkpoint;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Session session = new Session();
        List<String> wanted = ids.isEmpty() ? session.catalog().names(Metric.class) : ids;
        List<Metric> metrics = wanted.stream()
                .map(id -> new RecordReader(session.catalog()).readPlugin(Metric.class, id, List.of()))
                .toList();
        Map<String, Object> report = new LinkedHashMap<>();
        try (TrainedModel model = TrainedModel.load(session, run, checkpoint, data.location());
                RunMetricContext context = new RunMetricContext(model, count, seed)) {
            for (Metric metric : metrics) {
                String id = metric.getClass().getAnnotation(PluginName.class).value();
                report.put(id, describe(metric.info(), metric.evaluate(context.named(id))));
            }
        }
        if (json) {
            Json.print(spec, report);
        } else {
            print(report);
        }
        return ExitCode.OK;
    }

    private Map<String, Object> describe(MetricInfo info, MetricResult result) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("value", result.value());
        content.put("unit", info.unit());
        content.put("samples", result.samples());
        content.put("protocol", info.protocol());
        content.put("seed", seed);
        content.put("details", result.details());
        content.put("provenance", result.provenance());
        return content;
    }

    private void print(Map<String, Object> report) {
        PrintWriter out = spec.commandLine().getOut();
        report.forEach((id, content) -> {
            out.println(id);
            ((Map<?, ?>) content).forEach((name, value) -> {
                if (value instanceof Map<?, ?> more) {
                    more.forEach((k, v) -> out.println("    " + k + ": " + v));
                } else {
                    out.println("  " + name + ": " + value);
                }
            });
        });
    }
}
