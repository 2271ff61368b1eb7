package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ganlib.cli.option.DataDirectory;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.cli.text.Paragraph;
import org.ganlib.cli.text.PlainText;
import org.ganlib.config.Experiment;
import org.ganlib.library.NamedExperiment;
import org.ganlib.library.Workspace;
import org.ganlib.machine.Backend;
import org.ganlib.machine.Engines;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NumericPrecision;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.run.Environment;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Shows what ganlib found on this machine, and how fast its matrix multiplication is.")
public final class DoctorCommand implements Callable<Integer> {
    private static final int NAME_WIDTH = 25;
    private static final int GEMM_SIZE = 1024;
    private static final int GEMM_REPEATS = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "EXPERIMENT",
            description = "Also shows which engine runs each of this experiment's networks, and why.")
    private String experimentName;

    @Mixin
    private DataDirectory data;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "auto, cpu, cuda, cuda:N or mps. Default: the experiment's, or auto.")
    private String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to measure with. Default: what training uses.")
    private Integer threads;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (threads != null && (threads < 1 || threads > Experiment.MOST_THREADS)) {
            throw new ParameterException(
                    spec.commandLine(), "--threads: must be from 1 to " + Experiment.MOST_THREADS + ", was " + threads);
        }
        if (device != null && !EngineOptions.isDevice(device)) {
            throw new ParameterException(
                    spec.commandLine(), "--device: must be auto, cpu, cuda, cuda:N or mps, was '" + device + "'");
        }
        Workspace workspace = data.workspace();
        PluginCatalog catalog = workspace.plugins();
        Optional<NamedExperiment> named = Optional.ofNullable(experimentName)
                .map(workspace::experiment)
                .map(found -> device == null ? found : found.with("device", device));
        Optional<Experiment> experiment = named.map(NamedExperiment::settings);
        String engine = experiment.map(Experiment::engine).orElse(Experiment.AUTO_ENGINE);
        int asked = threads == null ? experiment.map(Experiment::threads).orElse(0) : threads;
        EngineOptions options = new EngineOptions(
                device == null ? experiment.map(Experiment::device).orElse(EngineOptions.AUTO) : device,
                experiment.map(Experiment::precision).orElse(NumericPrecision.FLOAT32));
        Backend backend = Backend.startForTraining(asked, () -> workspace.engines(engine, options));
        Engines chosen = named.map(workspace::engines).orElseGet(() -> workspace.engines(engine, options));
        Map<String, Object> report = new Environment(backend, chosen, catalog).describe();
        report.put("matrix multiplication", String.format(Locale.ROOT, "%.0f GFLOP/s", gemmGflops()));
        for (PluginDescriptor<NetworkEngine> candidate : catalog.all(NetworkEngine.class)) {
            report.put("engine " + candidate.name(), candidate.defaults().examine());
        }
        for (Path directory : data.location().searchPath()) {
            report.put("data in " + directory, Files.isDirectory(directory) ? "present" : "none");
        }
        if (json) {
            Json.print(spec, report);
        } else {
            print(report);
        }
        return ExitCode.OK;
    }

    private void print(Map<String, Object> report) {
        PrintWriter out = spec.commandLine().getOut();
        report.forEach((name, value) -> {
            if (value instanceof Map<?, ?> kinds) {
                kinds.forEach((kind, plugins) -> print(out, String.valueOf(kind), names(plugins)));
            } else {
                print(out, PlainText.line(name), PlainText.line(value));
            }
        });
        out.flush();
    }

    /** Prints a name and, beside it, a text in as many lines as it needs. */
    private static void print(PrintWriter out, String name, String text) {
        String beside = " ".repeat(NAME_WIDTH);
        List<String> lines = Paragraph.indented(beside, text);
        String first = lines.get(0).substring(NAME_WIDTH);
        out.println(String.format(Locale.ROOT, "%-" + (NAME_WIDTH - 1) + "s %s", name, first));
        lines.stream().skip(1).forEach(out::println);
    }

    private static String names(Object plugins) {
        Map<?, ?> byName = (Map<?, ?>) plugins;
        return byName.isEmpty()
                ? "none"
                : byName.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Floating-point operations a second of a square float product, the best of several. */
    private static double gemmGflops() {
        INDArray a = Nd4j.rand(DataType.FLOAT, GEMM_SIZE, GEMM_SIZE);
        INDArray b = Nd4j.rand(DataType.FLOAT, GEMM_SIZE, GEMM_SIZE);
        INDArray product = Nd4j.create(DataType.FLOAT, new long[] {GEMM_SIZE, GEMM_SIZE}, 'f');
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < GEMM_REPEATS; i++) {
            long start = System.nanoTime();
            a.mmuli(b, product);
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        return 2 * Math.pow(GEMM_SIZE, 3) / best / 1e9;
    }
}
