package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.ganlib.cli.evaluate.PairedPermutation;
import org.ganlib.plugin.NearestNames;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.random.RandomStream;

/**
 * The results of several plans, each trained with the same seeds.
 *
 * @param runs the finished trainings in the order of the seeds, by the name of the plan
 */
public record SeedResults(Map<String, List<FinishedRun>> runs) {
    /** The seed of the permutation test, which samples sign choices only with more than 16 pairs. */
    private static final long TEST = 1;

    /**
     * Trains every plan that was asked for with every seed. Seed by seed, so that a reproduction
     * that is broken off has fewer seeds of all plans, not fewer plans.
     *
     * @throws ConfigurationException if a training was asked for that is not among the plans
     */
    public static SeedResults of(Setup setup, List<PlannedRun> all) {
        List<PlannedRun> plans = asked(setup, all);
        KeptRuns kept = new KeptRuns(setup);
        Map<String, List<FinishedRun>> runs = new LinkedHashMap<>();
        plans.forEach(plan -> runs.put(plan.name(), new ArrayList<>()));
        for (long seed : setup.seeds()) {
            for (PlannedRun plan : plans) {
                FinishedRun run = kept.finish(plan, seed);
                runs.get(plan.name()).add(run);
                setup.progress().accept(describe(plan, run));
            }
        }
        return new SeedResults(runs);
    }

    private static List<PlannedRun> asked(Setup setup, List<PlannedRun> all) {
        List<String> names = all.stream().map(PlannedRun::name).toList();
        for (String name : setup.only()) {
            if (!names.contains(name)) {
                throw new ConfigurationException(
                        "command line",
                        List.of("--only: no training '" + name + "'. Available: "
                                + String.join(", ", NearestNames.nearestFirst(name, names))));
            }
        }
        return setup.only().isEmpty()
                ? all
                : all.stream()
                        .filter(plan -> setup.only().contains(plan.name()))
                        .toList();
    }

    /** Returns true if the plan was carried out. */
    public boolean has(String plan) {
        return runs.containsKey(plan);
    }

    private static String describe(PlannedRun plan, FinishedRun run) {
        String found = run.diverged()
                ? "diverged"
                : run.measured().entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%s %.4g", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "seed %d, %s: %s, %.0f s of processor time",
                run.seed(),
                plan.name(),
                found,
                run.processorSeconds());
    }

    /**
     * A number that was measured of each training of a plan, in the order of the seeds.
     *
     * @param ifDiverged the value to take for a training that diverged
     */
    public List<Double> values(String plan, String quantity, double ifDiverged) {
        return runs.get(plan).stream()
                .map(run -> run.value(quantity, ifDiverged))
                .toList();
    }

    /** A row with the processor time of a plan's trainings. */
    public Row processorTime(String plan) {
        return Row.bySeed(
                plan + "/processor-seconds",
                runs.get(plan).stream().map(FinishedRun::processorSeconds).toList(),
                "");
    }

    /**
     * A claim: of a quantity, one plan has at least as much as another, in the mean over seeds. The
     * note has the p-value of the paired permutation test.
     *
     * @param ifDiverged the value to take for a training that diverged; where both are infinite, the
     *     claim fails
     */
    public Row atLeastAsMuch(String name, String more, String less, String quantity, double ifDiverged) {
        List<Double> differences = differences(values(more, quantity, ifDiverged), values(less, quantity, ifDiverged));
        return claimed(name, differences, quantity + " of " + more + " minus that of " + less);
    }

    /**
     * A claim about one plan: one quantity is at least as large as another, in the mean over seeds,
     * with the p-value of the paired permutation test. It fails if a training diverged.
     */
    public Row quantityAtLeast(String name, String plan, String more, String less) {
        List<Double> differences = differences(values(plan, more, Double.NaN), values(plan, less, Double.NaN));
        return claimed(name, differences, more + " minus " + less);
    }

    private static List<Double> differences(List<Double> more, List<Double> less) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < more.size(); i++) {
            differences.add(more.get(i) - less.get(i));
        }
        return differences;
    }

    private static Row claimed(String name, List<Double> differences, String what) {
        double[] pairs = differences.stream().mapToDouble(Double::doubleValue).toArray();
        String test = DoubleStream.of(pairs).allMatch(Double::isFinite)
                ? String.format(
                        Locale.ROOT,
                        "paired permutation test p = %.3g",
                        PairedPermutation.pValue(pairs, new RandomStream(TEST)))
                : "a training diverged";
        return Row.atLeast(name, 0, differences, what + ", seed by seed; " + test);
    }
}
