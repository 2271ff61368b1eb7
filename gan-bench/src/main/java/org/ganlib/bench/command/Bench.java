package org.ganlib.bench.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.measure.Benchmark;
import org.ganlib.bench.measure.Names;
import org.ganlib.bench.measure.Plan;
import org.ganlib.bench.measure.WorkloadResult;
import org.ganlib.bench.protocol.ContestantFailed;
import org.ganlib.bench.protocol.JavaLauncher;
import org.ganlib.bench.protocol.Launcher;
import org.ganlib.bench.report.JsonReport;
import org.ganlib.bench.report.Machine;
import org.ganlib.bench.report.Tables;
import org.ganlib.bench.workload.Workloads;
import org.ganlib.file.AtomicFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the engines and libtorch, interleaved, on the same trainings. */
@Command(
        name = "gan-bench/run",
        description = {
            "Measures the engines and libtorch, interleaved, on the same trainings.",
            "Also: gan-bench/run micro [PATTERN] (JMH benchmarks of losses, optimizers, random numbers, metrics)."
        },
        mixinStandardHelpOptions = true,
        subcommands = {MemoryCommand.class, SoakCommand.class, GpuCommand.class, PerformancePageCommand.class},
        footer = {"", "Exit codes: 0 ok; 1 a contestant failed, or two did not train the same; 2 usage."})
public final class Bench implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--quick",
            description = "Few, short windows of our engine and libtorch alone: all workloads within three minutes.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the results to this file.")
    private Path json;

    @Option(
            names = "--scaling",
            description = "Also measure how mnist-mlp's time grows with batch, width and threads (1, 2).")
    private boolean scaling;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "Measure this engine alone: onednn, dl4j or torch. Default: onednn and dl4j.")
    private String engine;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORKLOAD",
            description =
                    "toy-2d, mnist-mlp, dcgan-28, dcgan-64, wgan-mlp, wgan-gp-mlp, wgan-gp-dcgan-28, maxout-mlp, bigan-mnist,"
                            + " lsgan-112, sngan-28; all when none is named.")
    private List<String> workloads = new ArrayList<>();

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr()
                            .println(failure instanceof ContestantFailed ? failure.getMessage() : failure.toString());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() {
        for (String name : workloads) {
            if (!Workloads.names().contains(name)) {
                throw new CommandLine.ParameterException(
                        command.commandLine(), "no workload '" + name + "'. There are " + Workloads.names());
            }
        }
        if (engine != null && !Names.ALL_ENGINES.contains(engine)) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "no engine '" + engine + "'. There are " + Names.ALL_ENGINES);
        }
        PrintWriter out = command.commandLine().getOut();
        Benchmark benchmark = new Benchmark(
                launcher(JavaLauncher.NURSERY),
                quick ? Plan.QUICK : Plan.FULL,
                engine == null ? Names.ENGINES : List.of(engine),
                System.err);
        for (Identity identity : benchmark.identities().values()) {
            if (!identity.usable()) {
                boolean ours = Names.ALL_ENGINES.contains(identity.name());
                out.println((ours ? "engine " : "") + identity.name() + ": " + identity.reason());
            }
        }
        out.flush();
        List<WorkloadResult> results = benchmark.measure(workloads.isEmpty() ? Workloads.names() : workloads);
        List<WorkloadResult> growth = scaling ? benchmark.scaling() : List.of();
        ObjectNode document = new JsonReport(
                        Machine.describe(), benchmark.engine(), benchmark.identities(), results, growth)
                .document();
        out.print(Tables.terminal(document));
        if (json != null) {
            AtomicFile.write(json.toAbsolutePath(), pretty(document));
        }
        List<String> failures = new ArrayList<>();
        results.forEach(r -> failures.addAll(r.failures()));
        growth.forEach(r -> failures.addAll(r.failures()));
        failures.forEach(failure -> out.println("FAILED " + failure));
        out.flush();
        return failures.isEmpty() ? 0 : 1;
    }

    /**
     * Starts contestants of this class path; what they print goes to {@code gan-bench.log} beside
     * it.
     */
    static Launcher launcher(int nurseryMib) {
        Path log = Path.of(System.getProperty("gan-bench.log", "gan-bench.log"));
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JavaLauncher(ContestantProcess.class.getName(), Set.copyOf(Names.ALL_ENGINES), nurseryMib, log);
    }

    private static String pretty(ObjectNode document) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
