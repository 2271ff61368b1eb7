package org.ganlib.cli.reproduce.modes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ganlib.cli.reproduce.PlannedRun;
import org.ganlib.cli.reproduce.Reproduction;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.SeedResults;
import org.ganlib.cli.reproduce.Setup;
import org.ganlib.evaluate.EvaluationProtocol;
import org.ganlib.library.TrainedModel;
import org.ganlib.library.Workspace;
import org.ganlib.spi.MetricResult;

/**
 * Modes kept of a mixture by the methods of several papers, each with its own networks and settings:
 * captured modes and the share of samples of high quality, among 2,500 samples.
 */
public final class MixtureTable implements Reproduction {
    private static final int SAMPLES = 2_500;
    private static final String MODES = "modes";
    private static final String QUALITY = "high-quality";

    /** Shares of high quality that differ by less are called the same. */
    private static final double QUALITY_MARGIN = 0.03;

    private final String id;
    private final String title;
    private final List<MixtureMethod> methods;
    private final double modesMargin;
    private final List<String> deviations;

    private MixtureTable(
            String id, String title, List<MixtureMethod> methods, double modesMargin, List<String> deviations) {
        this.id = id;
        this.title = title;
        this.methods = methods;
        this.modesMargin = modesMargin;
        this.deviations = deviations;
    }

    /** Eight Gaussians on a ring. */
    public static MixtureTable ring() {
        List<MixtureMethod> methods = new ArrayList<>(List.of(
                MixtureMethod.pacgan(1, "ring-8").published(6.3, 0.5, 0.982, 0.002),
                MixtureMethod.pacgan(2, "ring-8").published(7.9, 0.1, 0.956, 0.02),
                MixtureMethod.veegan("ring-8").published(1, 0, 0.993, 0)));
        methods.addAll(MixtureMethod.leastSquaresStability());
        return new MixtureTable(
                "ring",
                "Modes kept of eight Gaussians on a ring (PacGAN and VEEGAN, tables 1; LSGAN, stability)",
                methods,
                0.5,
                List.of(
                        MixtureMethod.VEEGAN_DEVIATION,
                        "The least-squares paper shows pictures of its stability experiment and no numbers: its rows are"
                                + " judged by their order alone."));
    }

    /** Twenty-five Gaussians on a grid. */
    public static MixtureTable grid() {
        return new MixtureTable(
                "grid",
                "Modes kept of 25 Gaussians on a grid (PacGAN and VEEGAN, tables 1)",
                List.of(
                        MixtureMethod.pacgan(1, "grid-25").published(17.3, 0.8, 0.948, 0.007),
                        MixtureMethod.pacgan(2, "grid-25").published(23.8, 0.7, 0.913, 0.008),
                        MixtureMethod.veegan("grid-25").published(3.3, 0, 0.005, 0),
                        MixtureMethod.veeganInManyDimensions()),
                2,
                List.of(
                        MixtureMethod.VEEGAN_DEVIATION,
                        "VEEGAN's 1,200 dimensions hold ten Gaussians of 700 dimensions, and the paper does not say where;"
                                + " ours hold 25 on a lattice that lies on a plane, counted within 10 standard deviations as"
                                + " there. Its row is shown and not judged."));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<Long> seeds(Scale scale) {
        return switch (scale) {
            case SMOKE -> List.of(1L);
            case REDUCED -> List.of(1L, 2L, 3L);
            case PAPER -> List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        };
    }

    @Override
    public boolean takesSteps() {
        return true;
    }

    @Override
    public List<String> deviations(Scale scale) {
        List<String> all = new ArrayList<>(deviations);
        switch (scale) {
            case SMOKE -> all.add("20 steps: rows show that everything runs.");
            case REDUCED ->
                all.add("One step for each " + MixtureMethod.REDUCTION
                        + " of the published ones, so that numbers in print" + " are shown and not judged.");
            case PAPER -> {}
        }
        return all;
    }

    @Override
    public List<Row> run(Setup setup) {
        List<PlannedRun> plans = methods.stream()
                .map(method -> new PlannedRun(
                        method.name(),
                        method.experiment(),
                        method.settings(setup.scale()),
                        method.steps(setup.scale()),
                        (workspace, model, seed) -> measure(method, workspace, model, seed)))
                .toList();
        SeedResults results = SeedResults.of(setup, plans);
        List<Row> rows = new ArrayList<>();
        List<MixtureMethod> made =
                methods.stream().filter(method -> results.has(method.name())).toList();
        for (MixtureMethod method : made) {
            String steps = method.stepsInWords(setup);
            rows.add(row(setup, results, method, MODES, method.publishedModes(), modesMargin, steps));
            rows.add(row(setup, results, method, QUALITY, method.publishedQuality(), QUALITY_MARGIN, steps));
            rows.add(results.processorTime(method.name()));
        }
        if (setup.scale() != Scale.SMOKE) {
            for (MixtureMethod method : made) {
                method.keepsAtLeastAsManyModesAs()
                        .filter(results::has)
                        .ifPresent(other -> rows.add(results.atLeastAsMuch(
                                method.name() + "/modes-against-" + other, method.name(), other, MODES, 0)));
            }
        }
        return rows;
    }

    private static Row row(
            Setup setup,
            SeedResults results,
            MixtureMethod method,
            String quantity,
            MixtureMethod.Published published,
            double margin,
            String steps) {
        // A training that diverged has kept nothing.
        List<Double> values = results.values(method.name(), quantity, 0);
        String name = method.name() + "/" + quantity;
        if (Double.isNaN(published.mean())) {
            return Row.bySeed(name, values, steps);
        }
        return setup.scale() == Scale.PAPER
                ? Row.reproduced(name, published.mean(), published.error(), values, margin, steps)
                : Row.bySeed(name, values, steps).withPublished(published.mean());
    }

    private static Map<String, Double> measure(
            MixtureMethod method, Workspace workspace, TrainedModel model, long seed) {
        MetricResult result = workspace
                .evaluate(
                        model,
                        EvaluationProtocol.USUAL.withCount(SAMPLES).withSeed(seed),
                        List.of("modes"),
                        List.of(String.format(Locale.ROOT, "modes.radius=%s", method.radius())))
                .get("modes");
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put(MODES, result.value());
        measured.put(QUALITY, result.details().get("high-quality"));
        return measured;
    }
}
