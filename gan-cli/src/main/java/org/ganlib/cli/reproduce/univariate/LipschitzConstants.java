package org.ganlib.cli.reproduce.univariate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ganlib.cli.reproduce.Reproduction;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.cli.reproduce.TemporaryFolder;
import org.ganlib.cli.reproduce.Training;
import org.ganlib.cli.reproduce.univariate.SlopeWatch.Moment;
import org.ganlib.datasets.synthetic.Gaussian1d;

/**
 * The same Wasserstein critic of numbers under each constraint: how steep it becomes, and how much
 * of the exact distance it finds. By Kantorovich and Rubinstein's duality its estimate, divided by
 * its Lipschitz constant, is never more than the distance.
 */
public final class LipschitzConstants implements Reproduction {
    private static final Grid GRID = new Grid(-40, 40, 16_001);
    private static final int EVERY = 10;

    /** The error of the integrals. */
    private static final double TOLERANCE = 1e-3;

    private static final Map<String, String> CONSTRAINTS = constraints();

    private static Map<String, String> constraints() {
        Map<String, String> constraints = new LinkedHashMap<>();
        constraints.put("weight-clip", "{name: weight-clip, limit: 0.1}");
        constraints.put("gradient-penalty", "{name: gradient-penalty}");
        constraints.put("gradient-penalty-one-sided", "{name: gradient-penalty, one-sided: true}");
        constraints.put("dragan", "{name: dragan}");
        constraints.put("r1", "{name: r1}");
        constraints.put("r2", "{name: r2}");
        constraints.put("zero-centred", "{name: zero-centred}");
        constraints.put("spectral-norm", "{name: spectral-norm}");
        constraints.put("spectral-projection", "{name: spectral-projection}");
        return constraints;
    }

    @Override
    public String id() {
        return "lipschitz";
    }

    @Override
    public String title() {
        return "The Lipschitz constant of one critic under each constraint";
    }

    @Override
    public List<Long> seeds(Scale scale) {
        return scale == Scale.SMOKE ? List.of(1L) : List.of(1L, 2L, 3L);
    }

    @Override
    public List<String> deviations(Scale scale) {
        List<String> deviations = new ArrayList<>(List.of(
                "No paper compares them on one critic: the experiment is gaussian-1d, a critic of 1, 32, 32 and 1"
                        + " units, each constraint with its default settings, clipping with a limit of 0.1."));
        if (scale == Scale.SMOKE) {
            deviations.add("Forty steps show that everything runs, and how steep critics are that hardly trained.");
        }
        return deviations;
    }

    @Override
    public List<Row> run(Setup setup) {
        List<Row> rows = new ArrayList<>();
        try (TemporaryFolder folder = new TemporaryFolder()) {
            CONSTRAINTS.forEach((name, settings) -> {
                List<List<Moment>> runs = new ArrayList<>();
                for (long seed : setup.seeds()) {
                    List<Moment> moments =
                            train(setup, settings, seed, folder.path().resolve(name + "-" + seed));
                    runs.add(moments);
                    setup.progress()
                            .accept(String.format(
                                    Locale.ROOT,
                                    "%s, seed %d: Lipschitz constant %.3f, distance %.3f",
                                    name,
                                    seed,
                                    last(moments).slope(),
                                    last(moments).distance()));
                }
                rows.addAll(rows(name, runs));
            });
        }
        return rows;
    }

    private static List<Moment> train(Setup setup, String constraint, long seed, Path folder) {
        Training training = new Training(
                setup.plugins(),
                "gaussian-1d",
                List.of(
                        "constraint=" + constraint,
                        "seed=" + seed,
                        "train.steps=" + (setup.scale() == Scale.SMOKE ? 40 : 600),
                        "threads=1"));
        SlopeWatch watch = new SlopeWatch(
                Fitting.density((Gaussian1d) training.experiment().dataset()), GRID, EVERY);
        training.run(folder, watch);
        return watch.moments();
    }

    private static List<Row> rows(String name, List<List<Moment>> runs) {
        int moments = runs.stream().mapToInt(List::size).sum();
        double excess = runs.stream()
                .flatMap(List::stream)
                .mapToDouble(moment -> moment.estimate() - moment.distance())
                .reduce(0, Math::max);
        return List.of(
                Row.checked(
                        name + "/excess",
                        0,
                        excess,
                        TOLERANCE,
                        "the most by which the estimate over the Lipschitz constant exceeded the exact distance, of "
                                + moments + " moments"),
                bySeed(
                        name + "/lipschitz",
                        runs,
                        run -> last(run).slope(),
                        "the critic's largest slope after the last step"),
                bySeed(
                        name + "/share",
                        runs,
                        run -> run.stream()
                                .mapToDouble(moment -> moment.estimate() / moment.distance())
                                .average()
                                .orElseThrow(),
                        "the estimate over the Lipschitz constant, as a share of the distance; mean of all moments"),
                bySeed(
                        name + "/distance",
                        runs,
                        run -> last(run).distance(),
                        "the exact distance after the last step"));
    }

    private static Row bySeed(
            String name, List<List<Moment>> runs, ToDoubleFunction<List<Moment>> quantity, String note) {
        return Row.bySeed(name, runs.stream().map(quantity::applyAsDouble).toList(), note);
    }

    private static Moment last(List<Moment> moments) {
        return moments.get(moments.size() - 1);
    }
}
