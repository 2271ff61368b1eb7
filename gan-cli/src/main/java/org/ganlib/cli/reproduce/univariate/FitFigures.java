package org.ganlib.cli.reproduce.univariate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.ganlib.cli.render.LineFigure;
import org.ganlib.cli.render.LineFigure.Look;
import org.ganlib.metrics.density.KnownDensity;
import org.ganlib.metrics.density.Normal;

/** The density of the data beside the density of the fit, for each objective. */
final class FitFigures {
    private static final Grid GRID = new Grid(-4, 8, 601);

    private final Findings findings;

    FitFigures(Findings findings) {
        this.findings = findings;
    }

    /** Writes {@code fit-OBJECTIVE.png} for each, and {@code fits.png} with those the paper trained. */
    void write(Path folder) {
        List<LineFigure> published = new ArrayList<>();
        for (Objective objective : findings.optima().keySet()) {
            Optional<Fit> fit =
                    findings.of(objective).stream().filter(f -> !f.diverged()).findFirst();
            if (fit.isEmpty()) {
                continue;
            }
            LineFigure figure = figure(objective, fit.get());
            figure.write(folder.resolve("fit-" + objective.name() + ".png"));
            if (objective.published().isPresent()) {
                published.add(figure);
            }
        }
        if (!published.isEmpty()) {
            LineFigure.write(folder.resolve("fits.png"), published, 2);
        }
    }

    private LineFigure figure(Objective objective, Fit fit) {
        Normal optimum = findings.optima().get(objective).normal();
        return new LineFigure(objective.name(), "x", "density", GRID.points(), 0.6)
                .add("data P", values(findings.target()), Look.GROUND)
                .add("learned " + text(fit.normal()), values(fit.normal()), Look.MAIN)
                .add("exact optimum " + text(optimum), values(optimum), Look.SECOND);
    }

    private static String text(Normal normal) {
        return String.format(Locale.ROOT, "N(%.2f, %.2f²)", normal.mean(), normal.std());
    }

    private static double[] values(KnownDensity density) {
        return DoubleStream.of(GRID.points()).map(density::density).toArray();
    }
}
