package org.ganlib.cli.reproduce.univariate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.ganlib.cli.reproduce.Row;
import org.ganlib.cli.reproduce.univariate.Objective.Published;
import org.ganlib.metrics.density.ExactDivergence;

/** The findings as rows. */
final class Rows {
    /** The paper prints its optima to four places, its parameters of the mixture to none. */
    private static final double OPTIMUM_TOLERANCE = 5e-4;

    private static final double OPTIMAL_PARAMETER_TOLERANCE = 2e-3;
    /** The published fits are up to 0.105 away from the exact optimum (Jeffrey's sigma). */
    private static final double PARAMETER_TOLERANCE = 0.11;
    /** The published bounds are up to 9.7 % below the exact optimum (Jeffrey). */
    private static final double BOUND_SHARE = 0.10;

    private static final double DIVERGENCE_SHARE = 0.05;
    private static final double INTEGRATION_TOLERANCE = 1e-4;
    private static final double SLACK = 0.005;

    private final Findings findings;
    private final boolean judged;

    Rows(Findings findings, boolean judged) {
        this.findings = findings;
        this.judged = judged;
    }

    List<Row> all() {
        List<Row> rows = new ArrayList<>();
        for (Objective objective : findings.optima().keySet()) {
            if (objective.published().isPresent()) {
                optimum(objective, objective.published().get(), rows);
            }
        }
        for (Objective objective : findings.optima().keySet()) {
            if (!findings.of(objective).isEmpty()) {
                learned(objective, rows);
            }
        }
        cross(rows);
        return rows;
    }

    private void optimum(Objective objective, Published published, List<Row> rows) {
        Optimum optimum = findings.optima().get(objective);
        String name = "optimum/" + objective.name();
        String note = "the least divergence of any normal distribution, by integration and search";
        rows.add(Row.checked(
                        name + "/mu", published.optimalMu(), optimum.normal().mean(), OPTIMAL_PARAMETER_TOLERANCE, note)
                .withPublished(published.optimalMu()));
        rows.add(Row.checked(
                        name + "/sigma",
                        published.optimalSigma(),
                        optimum.normal().std(),
                        OPTIMAL_PARAMETER_TOLERANCE,
                        note)
                .withPublished(published.optimalSigma()));
        rows.add(
                Row.checked(name + "/divergence", published.divergence(), optimum.divergence(), OPTIMUM_TOLERANCE, note)
                        .withPublished(published.divergence()));
    }

    private void learned(Objective objective, List<Row> rows) {
        List<Fit> fits = findings.of(objective);
        Optimum optimum = findings.optima().get(objective);
        double least = optimum.divergence();
        Sample mu = Sample.of(fits, f -> f.diverged() ? Double.NaN : f.normal().mean());
        Sample sigma =
                Sample.of(fits, f -> f.diverged() ? Double.NaN : f.normal().std());
        Sample bound = Sample.of(fits, Fit::bound);
        Sample divergence = Sample.of(fits, f -> findings.divergence(objective, f));
        String name = objective.name();
        double allowed = DIVERGENCE_SHARE * Math.abs(least) + SLACK;
        List<Row> ours = new ArrayList<>(List.of(
                row(objective, name + "/mu", optimum.normal().mean(), mu.mean(), PARAMETER_TOLERANCE, mu.text()),
                row(
                        objective,
                        name + "/sigma",
                        optimum.normal().std(),
                        sigma.mean(),
                        PARAMETER_TOLERANCE,
                        sigma.text()),
                row(
                        objective,
                        name + "/bound",
                        least,
                        bound.mean(),
                        BOUND_SHARE * Math.abs(least) + SLACK,
                        bound.text() + "; what the trained critic reaches there, never more than the divergence"),
                row(objective, name + "/divergence", least, divergence.mean(), allowed, divergence.text())));
        ours.add(Row.checked(
                name + "/bound-above-divergence",
                0,
                fits.stream()
                        .filter(f -> !f.diverged())
                        .mapToDouble(f -> Math.max(0, f.bound() - findings.divergence(objective, f)))
                        .max()
                        .orElse(0),
                INTEGRATION_TOLERANCE,
                "no critic's bound exceeds the exact divergence, whatever was learned"));
        if (fits.size() > 1) {
            ours.add(
                    row(objective, name + "/divergence-worst", least, divergence.largest(), allowed, "the worst seed"));
        }
        if (objective.published().isPresent()) {
            Published published = objective.published().get();
            double[] printed = {published.mu(), published.sigma(), published.bound()};
            for (int i = 0; i < printed.length; i++) {
                ours.set(i, ours.get(i).withPublished(printed[i]));
            }
            int own = Objective.PUBLISHED.indexOf(objective);
            ours.set(3, ours.get(3).withPublished(published.cross().get(own)));
        }
        rows.addAll(ours);
    }

    /** Only what the paper trained is judged. */
    private Row row(Objective objective, String name, double expected, double ours, double tolerance, String note) {
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
                                "trained on " + trained.name() + ", measured by " + measured.name() + "; "
                                        + ours.text())
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

        private double deviation() {
            double mean = mean();
            double squares =
                    values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            return Math.sqrt(squares / (values.size() - 1));
        }

        String text() {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).isNaN()) {
                    return "seed " + seeds.get(i) + " diverged";
                }
            }
            return values.size() == 1
                    ? "seed " + seeds.get(0)
                    : String.format(Locale.ROOT, "mean of %d seeds, deviation %.4f", values.size(), deviation());
        }
    }
}
