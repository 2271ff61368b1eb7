package org.ganlib.cli.reproduce;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.FDivergence;

/** Rows of the table that are each other's multiples or limits, compared on random finite distributions. */
final class Identities implements Claims {
    private static final int TRIALS = 200;
    private static final int POINTS = 6;
    private static final double EXACT = 1e-10;
    /** The distance of α from its limit. */
    private static final double NEAR = 1e-6;
    /** The derivative by α, times that distance. */
    private static final double LIMIT = 1e-4;

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        RandomStream stream = random.named("theory/identities");
        FDivergence kl = losses.f("kl");
        return List.of(
                row("alpha/2", losses, stream, "alpha=2", "pearson", 0.5, EXACT, "α = 2 is ½ Pearson"),
                row("alpha/0.5", losses, stream, "alpha=0.5", "squared-hellinger", 2, EXACT, "α = ½ is 2 Hellinger²"),
                row("alpha/-1", losses, stream, "alpha=-1", "neyman", 0.5, EXACT, "α = −1 is ½ Neyman"),
                row("alpha/to-1", losses, stream, "alpha=" + (1 + NEAR), "kl", 1, LIMIT, "α → 1 is KL, at 1 + 10⁻⁶"),
                row("alpha/to-0", losses, stream, "alpha=" + NEAR, "reverse-kl", 1, LIMIT, "α → 0 is KL(Q‖P), at 10⁻⁶"),
                compare(
                        "identity/weighted-jensen-shannon/0.5",
                        stream,
                        value(losses.f("weighted-jensen-shannon", "pi=0.5")),
                        (p, q) -> {
                            double[] middle = FiniteSpace.combine(0.5, p, 0.5, q);
                            return (FiniteSpace.divergence(kl, p, middle) + FiniteSpace.divergence(kl, q, middle)) / 2;
                        },
                        EXACT,
                        "π = ½ is ½KL(P‖M) + ½KL(Q‖M), M = ½(P + Q)"),
                compare(
                        "identity/jeffrey",
                        stream,
                        value(losses.f("jeffrey")),
                        (p, q) -> FiniteSpace.divergence(kl, p, q) + FiniteSpace.divergence(kl, q, p),
                        EXACT,
                        "Jeffrey is KL(P‖Q) + KL(Q‖P)"));
    }

    private static Row row(
            String name,
            NamedLosses losses,
            RandomStream random,
            String alpha,
            String other,
            double factor,
            double tolerance,
            String note) {
        ToDoubleBiFunction<double[], double[]> divergence = value(losses.f(other));
        return compare(
                "identity/" + name,
                random,
                value(losses.f("alpha", alpha)),
                (p, q) -> factor * divergence.applyAsDouble(p, q),
                tolerance,
                note);
    }

    private static ToDoubleBiFunction<double[], double[]> value(FDivergence divergence) {
        return (p, q) -> FiniteSpace.divergence(divergence, p, q);
    }

    private static Row compare(
            String name,
            RandomStream random,
            ToDoubleBiFunction<double[], double[]> one,
            ToDoubleBiFunction<double[], double[]> other,
            double tolerance,
            String note) {
        double largest = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] p = FiniteSpace.draw(random, POINTS);
            double[] q = FiniteSpace.draw(random, POINTS);
            double expected = other.applyAsDouble(p, q);
            largest = Math.max(largest, Math.abs(one.applyAsDouble(p, q) - expected) / Math.max(1, expected));
        }
        return Row.checked(
                name, 0, largest, tolerance, note + "; largest relative difference of " + TRIALS + " random pairs");
    }
}
