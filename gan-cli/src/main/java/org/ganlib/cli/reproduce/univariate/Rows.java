package org.ganlib.cli.reproduce.univariate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.univariate.Objective.Published;
import org.ganlib.metrics.density.ExactDivergence;

/** The findings as rows. */
final class Rows {
    /** The printed optima have four places; how their integrals were taken is not said. */
    private static final double OPTIMUM_TOLERANCE = 5e-4;

    private static final double OPTIMAL_PARAMETER_TOLERANCE = 2e-3;
    /** The published fits are up to 0.105 away from the exact optimum (Jeffrey's sigma). */
    private static final double PARAMETER_TOLERANCE = 0.11;
    /** The published bounds are up to 9.7 % below the exact optimum (Jeffrey). */
    private static final double BOUND_SHARE = 0.10;

    private static final double DIVERGENCE_SHARE = 0.05;
    /** Beside every share, for divergences near 0. */
    private static final double SLACK = 0.005;
    /** The error that quadrature on a grid may add to a bound. */
    private static final double INTEGRATION_TOLERANCE = 1e-4;

    private final Findings findings;
    private final boolean judged;

    Rows(Findings findings, boolean judged) {
        this.findings = findings;
        this.judged = judged;
    }

    List<Row> all() {
        List<Row> rows = new ArrayList<>();
        findings.optima()
                .forEach((objective, optimum) ->
                        objective.published().ifPresent(published -> optimum(objective, published, optimum, rows)));
        for (Objective objective : findings.optima().keySet()) {
            List<Fit> fits = findings.of(objective);
            if (!fits.isEmpty()) {
                learned(objective, fits, rows);
            }
        }
        cross(rows);
        return rows;
    }

    private static void optimum(Objective objective, Published published, Optimum optimum, List<Row> rows) {
        String name = "optimum/" + objective.name() + "/";
        rows.add(optimum(name + "mu", published.optimalMu(), optimum.normal().mean(), OPTIMAL_PARAMETER_TOLERANCE));
        rows.add(optimum(
                name + "sigma", published.optimalSigma(), optimum.normal().std(), OPTIMAL_PARAMETER_TOLERANCE));
        rows.add(optimum(name + "divergence", published.divergence(), optimum.divergence(), OPTIMUM_TOLERANCE));
    }

    private static Row optimum(String name, double published, double ours, double tolerance) {
        return Row.checked(name, published, ours, tolerance, "nearest normal distribution, by integration and search")
                .withPublished(published);
    }

    private void learned(Objective objective, List<Fit> fits, List<Row> rows) {
        Optimum optimum = findings.optima().get(objective);
        double least = optimum.divergence();
        double allowed = DIVERGENCE_SHARE * Math.abs(least) + SLACK;
        int own = Objective.PUBLISHED.indexOf(objective);
        Sample divergence = Sample.of(fits, f -> findings.divergence(objective, f));
        rows.add(learned(
                objective,
                "mu",
                optimum.normal().mean(),
                Sample.of(fits, f -> f.diverged() ? Double.NaN : f.normal().mean()),
                PARAMETER_TOLERANCE,
                Published::mu));
        rows.add(learned(
                objective,
                "sigma",
                optimum.normal().std(),
                Sample.of(fits, f -> f.diverged() ? Double.NaN : f.normal().std()),
                PARAMETER_TOLERANCE,
                Published::sigma));
        rows.add(learned(
                objective,
                "bound",
                least,
                Sample.of(fits, Fit::bound),
                BOUND_SHARE * Math.abs(least) + SLACK,
                Published::bound));
        rows.add(learned(objective, "divergence", least, divergence, allowed, printed -> printed.cross()
                .get(own)));
        if (fits.size() > 1) {
            rows.add(judge(
                    objective,
                    objective.name() + "/divergence-worst",
                    least,
                    divergence.largest(),
                    allowed,
                    "the worst seed"));
        }
        double excess = fits.stream()
                .filter(f -> !f.diverged())
                .mapToDouble(f -> Math.max(0, f.bound() - findings.divergence(objective, f)))
                .max()
                .orElse(0);
        rows.add(Row.checked(
                objective.name() + "/bound-above-divergence",
                0,
                excess,
                INTEGRATION_TOLERANCE,
                "whatever was learned, no critic's bound exceeds the exact divergence"));
    }

    private Row learned(
            Objective objective,
            String quantity,
            double expected,
            Sample ours,
            double tolerance,
            ToDoubleFunction<Published> printed) {
        Row row = judge(objective, objective.name() + "/" + quantity, expected, ours.mean(), tolerance, ours.text())
                .withValues(ours.values());
        return objective
                .published()
                .map(p -> row.withPublished(printed.applyAsDouble(p)))
                .orElse(row);
    }

    /** Only objectives that the paper trained are judged; the others are shown. */
    private Row judge(Objective objective, String name, double expected, double ours, double tolerance, String note) {
        return judged && objective.published().isPresent()
                ? Row.checked(name, expected, ours, tolerance, note)
                : Row.shown(name, ours, note).withExpected(expected);
    }

    private void cross(List<Row> rows) {
        for (Objective trained : Objective.PUBLISHED) {
            List<Double> printed = trained.published().orElseThrow().cross();
            if (findings.of(trained).isEmpty()) {
                continue;
            }
            for (int i = 0; i < printed.size(); i++) {
                Objective measured = Objective.PUBLISHED.get(i);
                double exact = new ExactDivergence(
                                findings.target(),
                                findings.optima().get(trained).normal())
                        .value(findings.divergences().get(measured));
                Sample ours = Sample.of(findings.of(trained), f -> findings.divergence(measured, f));
                rows.add(Row.shown(
                                "cross/" + trained.name() + "/" + measured.name(),
                                ours.mean(),
                                Stream.of(
                                                "trained on " + trained.name() + ", measured by " + measured.name(),
                                                ours.text())
                                        .filter(text -> !text.isEmpty())
                                        .collect(Collectors.joining("; ")))
                        .withValues(ours.values())
                        .withPublished(printed.get(i))
                        .withExpected(exact));
            }
        }
    }

    /**
     * One quantity over the seeds.
     *
     * @param values one per run, NaN for a run that diverged
     * @param seeds the seed of each
     */
    private record Sample(List<Double> values, List<Long> seeds) {
        static Sample of(List<Fit> fits, ToDoubleFunction<Fit> quantity) {
            return new Sample(
                    fits.stream().map(quantity::applyAsDouble).toList(),
                    fits.stream().map(Fit::seed).toList());
        }

        double mean() {
            return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
        }

        double largest() {
            return values.stream().mapToDouble(Double::doubleValue).reduce(Double.NEGATIVE_INFINITY, Math::max);
        }

        String text() {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).isNaN()) {
                    return "seed " + seeds.get(i) + " diverged";
                }
            }
            return values.size() == 1 ? "seed " + seeds.get(0) : "";
        }
    }
}
