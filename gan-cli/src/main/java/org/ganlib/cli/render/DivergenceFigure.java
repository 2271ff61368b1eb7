package org.ganlib.cli.render;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ganlib.cli.render.LineFigure.Look;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.PointwiseDivergence;

/**
 * The curves of a divergence over density ratios and scores: the penalty per score of both players,
 * and f and g if it has them. Both of the generator's objectives are drawn, whichever is set,
 * because the figure is meant to help with the choice between them.
 */
public final class DivergenceFigure {
    private static final int COLUMNS = 2;
    private static final int STEPS = 400;
    private static final double[] RATIOS = grid(0, 4);
    private static final double[] SCORES = grid(-4, 4);
    /** f at 0 is a limit, which not every f takes. */
    private static final double LEAST_RATIO = 1e-9;

    /** Beyond these, a curve leaves the axes; within, they close in on it. */
    private static final double LOWEST = -5;

    private static final double HIGHEST = 5;

    private final String name;
    private final PointwiseDivergence divergence;

    /** A figure of {@code divergence}, called {@code name}. */
    public DivergenceFigure(String name, PointwiseDivergence divergence) {
        this.name = name;
        this.divergence = divergence;
    }

    /** Writes it as PNG. */
    public void write(Path file) {
        List<LineFigure> panels = new ArrayList<>();
        if (divergence instanceof FDivergence f) {
            panels.add(panel(
                    name + ": f",
                    "density ratio u = p/q",
                    "f(u)",
                    RATIOS,
                    new Curve("f(u)", Look.MAIN, u -> f.f().value(Math.max(u, LEAST_RATIO)))));
            panels.add(panel(
                    name + ": output activation",
                    "score v",
                    "g(v)",
                    SCORES,
                    new Curve("g(v)", Look.MAIN, f.outputActivation()::value)));
        }
        panels.add(panel(
                name + ": critic",
                "score v",
                "penalty",
                SCORES,
                new Curve("real example", Look.MAIN, divergence.criticReal()::value),
                new Curve("fake example", Look.SECOND, divergence.criticFake()::value)));
        panels.add(generator());
        LineFigure.write(file, panels, COLUMNS);
    }

    private LineFigure generator() {
        String title = name + ": generator";
        if (divergence instanceof FDivergence f) {
            return panel(
                    title,
                    "score v of a fake example",
                    "penalty",
                    SCORES,
                    new Curve("minimax", Look.MAIN, v -> -f.conjugateOfActivation()
                            .value(v)),
                    new Curve("non-saturating", Look.SECOND, v -> -f.outputActivation()
                            .value(v)));
        }
        return panel(
                title,
                "score v",
                "penalty",
                SCORES,
                new Curve("fake example", Look.MAIN, divergence.generatorFake()::value),
                new Curve("real example, where it is moved", Look.SECOND, divergence.generatorReal()::value));
    }

    private static LineFigure panel(String title, String xLabel, String yLabel, double[] points, Curve... curves) {
        double[] seen = Stream.of(curves)
                .flatMapToDouble(curve -> DoubleStream.of(curve.over(points)))
                .map(y -> Math.max(LOWEST, Math.min(HIGHEST, y)))
                .toArray();
        double low = DoubleStream.of(seen).min().orElseThrow();
        double high = DoubleStream.of(seen).max().orElseThrow();
        double margin = 0.05 * (high - low);
        LineFigure figure = new LineFigure(title, xLabel, yLabel, points, low - margin, high + margin);
        for (Curve curve : curves) {
            figure.add(curve.name(), curve.over(points), curve.look());
        }
        return figure;
    }

    private static double[] grid(double low, double high) {
        return IntStream.rangeClosed(0, STEPS)
                .mapToDouble(i -> low + (high - low) * i / STEPS)
                .toArray();
    }

    private record Curve(String name, Look look, DoubleUnaryOperator function) {
        double[] over(double[] points) {
            return DoubleStream.of(points).map(function).toArray();
        }
    }
}
