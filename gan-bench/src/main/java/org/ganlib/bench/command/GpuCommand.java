package org.ganlib.bench.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.measure.DeviceMeasurement;
import org.ganlib.bench.measure.DeviceRow;
import org.ganlib.bench.measure.Names;
import org.ganlib.bench.measure.TemporaryFolder;
import org.ganlib.bench.protocol.ContestantFailed;
import org.ganlib.bench.protocol.JavaLauncher;
import org.ganlib.bench.protocol.Launcher;
import org.ganlib.library.Run;
import org.ganlib.library.Workspace;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.NumericPrecision;
import org.ganlib.problem.GanException;
import org.ganlib.spi.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tests and measures the engine on libtorch on one device. */
@Command(
        name = "gpu",
        description = {
            "Tries the engine torch on a device: the contracts of engines, a training of mnist, and steps of"
                    + " mnist-mlp, dcgan-64 and lsgan-112 in each precision beside libtorch on the same device.",
            "Takes at most eight minutes on a card. --device cpu --quick is a dry run without one."
        },
        mixinStandardHelpOptions = true)
final class GpuCommand implements Callable<Integer> {
    private static final List<String> WORKLOADS = List.of("mnist-mlp", "dcgan-64", "lsgan-112");

    private static final List<String> QUICK_WORKLOADS = List.of("toy-2d");

    private static final int MNIST_STEPS = 300;
    private static final int QUICK_MNIST_STEPS = 3;

    /** The largest accepted ratio of the engine's time per step to libtorch's. */
    private static final double MOST_RATIO = 1.1;

    @Spec
    private CommandSpec command;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cuda, cuda:N, mps or cpu. Default: cuda.")
    private String device = "cuda";

    @Option(names = "--quick", description = "The laws alone, three steps of mnist, and one step of toy-2d.")
    private boolean quick;

    @Override
    public Integer call() {
        if (!EngineOptions.isDevice(device) || device.equals(EngineOptions.AUTO)) {
            throw new ParameterException(
                    command.commandLine(), "--device: must be cuda, cuda:N, mps or cpu, was '" + device + "'");
        }
        PrintWriter out = command.commandLine().getOut();
        Launcher launcher = Bench.launcher(JavaLauncher.NURSERY);
        Identity identity = DeviceMeasurement.identify(name(Names.TORCH, NumericPrecision.FLOAT32), launcher);
        if (!identity.usable()) {
            out.println("FAILED " + identity.reason());
            out.flush();
            return 1;
        }
        List<String> failures = new ArrayList<>();
        contracts(out, failures);
        train(out, failures);
        measure(out, launcher, failures);
        failures.forEach(failure -> out.println("FAILED " + failure));
        out.println(failures.isEmpty() ? "everything holds on " + device : failures.size() + " failures");
        out.flush();
        return failures.isEmpty() ? 0 : 1;
    }

    private void contracts(PrintWriter out, List<String> failures) {
        DeviceContracts.Outcome outcome = DeviceContracts.run(device, quick);
        out.printf("contracts of engines on %s: %d of %d hold%n", device, outcome.held(), outcome.tried());
        out.flush();
        failures.addAll(outcome.failures());
    }

    private void train(PrintWriter out, List<String> failures) {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            int steps = quick ? QUICK_MNIST_STEPS : MNIST_STEPS;
            Workspace workspace = Workspace.open();
            long started = System.nanoTime();
            Run run = workspace.train(
                    workspace.experiment(
                            "mnist",
                            List.of("engine=torch", "device=" + device, "train.steps=" + steps, "listeners=[]")),
                    folder.path().resolve("run"));
            out.printf(
                    Locale.ROOT,
                    "mnist: %s after %d steps in %.0f s%n",
                    run.status().name().toLowerCase(Locale.ROOT),
                    run.step(),
                    (System.nanoTime() - started) / 1e9);
            out.flush();
            if (run.status() != RunStatus.FINISHED) {
                failures.add("mnist did not finish");
            }
        } catch (GanException e) {
            failures.add("mnist: " + e.getMessage());
        }
    }

    private void measure(PrintWriter out, Launcher launcher, List<String> failures) {
        out.println("                       engine              libtorch            ratio  first loss  verdict");
        out.println("workload   precision   ms/step  MiB        ms/step  MiB        of ms  apart");
        List<NumericPrecision> precisions = Stream.of(NumericPrecision.values())
                .filter(precision -> precision != NumericPrecision.TF32 || device.startsWith("cuda"))
                .toList();
        Map<String, String> pairs = new LinkedHashMap<>();
        precisions.forEach(precision -> pairs.put(name(Names.TORCH, precision), name(Names.LIBTORCH, precision)));
        for (String workload : quick ? QUICK_WORKLOADS : WORKLOADS) {
            List<DeviceRow> rows;
            try {
                rows = DeviceMeasurement.measure(workload, pairs, quick, launcher);
            } catch (ContestantFailed e) {
                failures.add(workload + ": " + e.getMessage());
                continue; // The other workloads are measured all the same.
            }
            for (int i = 0; i < rows.size(); i++) {
                DeviceRow row = rows.get(i);
                NumericPrecision precision = precisions.get(i);
                String label = precision.name().toLowerCase(Locale.ROOT);
                Optional<String> fault = fault(row, precision);
                fault.ifPresent(text -> failures.add(workload + ", " + label + ": " + text));
                out.printf(
                        Locale.ROOT,
                        "%-10s %-9s %9.2f  %-9.0f %8.2f  %-9.0f %6.2f  %9.1e   %s%n",
                        workload,
                        label,
                        row.engine().millis(),
                        row.engine().mebibytes(),
                        row.peer().millis(),
                        row.peer().mebibytes(),
                        row.ratio(),
                        row.difference(),
                        fault.orElse("ok"));
                out.flush();
            }
        }
    }

    /** The fault of a row; empty if it has none. */
    private Optional<String> fault(DeviceRow row, NumericPrecision precision) {
        if (!row.engine().finite()) {
            return Optional.of("losses are not finite");
        }
        double most = mostDifference(precision);
        // A difference that is not a number is a fault, too.
        if (!(row.difference() <= most)) {
            return Optional.of(String.format(
                    Locale.ROOT, "the first losses are %.1e apart, and may be %.0e", row.difference(), most));
        }
        if (!quick && row.ratio() > MOST_RATIO) {
            return Optional.of("slower than " + MOST_RATIO + " × libtorch");
        }
        return Optional.empty();
    }

    /**
     * The largest accepted difference of first losses, relative to 1 + |loss|: a few rounding errors
     * of a product in that precision.
     */
    private static double mostDifference(NumericPrecision precision) {
        return switch (precision) {
            case FLOAT32 -> 1e-4;
            case TF32 -> 1e-2;
            case BF16 -> 5e-2;
        };
    }

    private String name(String base, NumericPrecision precision) {
        return new OnDevice(base, device, precision).name();
    }
}
