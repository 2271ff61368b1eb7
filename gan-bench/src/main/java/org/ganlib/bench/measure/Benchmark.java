package org.ganlib.bench.measure;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.TrainingTask;
import org.ganlib.bench.protocol.ContestantFailed;
import org.ganlib.bench.protocol.Launcher;

/** Measures workloads one after the other, and says so while it does. */
public final class Benchmark {
    private static final List<Integer> BATCHES = List.of(25, 50, 100, 200, 400);
    private static final List<Double> WIDTHS = List.of(.5, 1., 2.);
    private static final List<Integer> THREADS = List.of(1, 2);
    private static final String GROWING = "mnist-mlp";

    private final Launcher launcher;
    private final Plan plan;
    private final List<String> engines;
    private final PrintStream progress;
    private final Map<String, Identity> identities = new LinkedHashMap<>();

    /**
     * @param launcher starts contestants
     * @param plan the length of the measurement
     * @param engines the engines to measure, the one users get first
     * @param progress gets a line per workload
     */
    public Benchmark(Launcher launcher, Plan plan, List<String> engines, PrintStream progress) {
        this.launcher = launcher;
        this.engines = List.copyOf(engines);
        this.plan = plan;
        this.progress = progress;
    }

    /** Asks every contestant what it is; those that cannot be used here take no part. */
    public Map<String, Identity> identities() {
        if (identities.isEmpty()) {
            // All processes start at once and are asked one after the other.
            List<Contender> contenders = Stream.concat(
                            engines.stream(), Stream.of(Names.LIBTORCH, Names.LIBTORCH_TUNED))
                    .map(name -> new Contender(name, launcher, 1))
                    .toList();
            contenders.forEach(contender -> identities.put(contender.name(), identify(contender)));
        }
        return identities;
    }

    /** Measures the named workloads on one thread. */
    public List<WorkloadResult> measure(List<String> workloads) {
        return workloads.stream()
                .map(name -> measure(name, 0, 1, 1, plan.company() ? usable() : oneEach()))
                .toList();
    }

    /**
     * Measures the growth of a step's time with batch, width and threads, for the product's best
     * engine and libtorch.
     */
    public List<WorkloadResult> scaling() {
        List<String> two = oneEach();
        List<WorkloadResult> results = new ArrayList<>();
        for (int threads : THREADS) {
            for (int batch : BATCHES) {
                results.add(measure(GROWING, batch, 1, threads, two));
            }
            for (double width : WIDTHS) {
                if (width != 1) {
                    results.add(measure(GROWING, 0, width, threads, two));
                }
            }
        }
        return results;
    }

    /** The product's engine that users get here. */
    public String engine() {
        return engines.stream()
                .filter(name -> identities().get(name).usable())
                .findFirst()
                .orElseThrow(() -> new ContestantFailed("no engine can be used here: " + identities()));
    }

    private List<String> oneEach() {
        return List.of(engine(), Names.LIBTORCH);
    }

    private List<String> usable() {
        return identities().entrySet().stream()
                .filter(entry -> entry.getValue().usable() || !engines.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Identity identify(Contender started) {
        try (Contender contender = started) {
            return contender.identity();
        } catch (ContestantFailed e) {
            return Identity.unusable(started.name(), e.getMessage());
        }
    }

    private WorkloadResult measure(String name, int batch, double width, int threads, List<String> contestants) {
        long started = System.nanoTime();
        try (TemporaryFolder folder = TemporaryFolder.create();
                WorkloadMeasurement measurement = new WorkloadMeasurement(
                        new TrainingTask(name, batch, width, folder.path().toString(), false),
                        contestants,
                        plan,
                        threads,
                        launcher)) {
            WorkloadResult result = measurement.measure();
            progress.printf(
                    Locale.ROOT,
                    "measured %s (batch %d, width %s, %d thread%s) in %.0f s%n",
                    name,
                    result.batch(),
                    width,
                    threads,
                    threads == 1 ? "" : "s",
                    (System.nanoTime() - started) / 1e9);
            return result;
        }
    }
}
