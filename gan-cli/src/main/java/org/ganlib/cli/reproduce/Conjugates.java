package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.FDivergence;

/** Fenchel duality, on which the variational bound rests (Nguyen, Wainwright, Jordan 2010; Nowozin et al. 2016, section 2.2). */
final class Conjugates implements Claims {
    private static final List<String[]> TABLE = List.of(
            new String[] {"total-variation"},
            new String[] {"kl"},
            new String[] {"reverse-kl"},
            new String[] {"pearson"},
            new String[] {"neyman"},
            new String[] {"squared-hellinger"},
            new String[] {"jeffrey"},
            new String[] {"jensen-shannon"},
            new String[] {"weighted-jensen-shannon", "pi=0.3"},
            new String[] {"gan"},
            new String[] {"alpha", "alpha=-1"},
            new String[] {"alpha", "alpha=0.5"},
            new String[] {"alpha", "alpha=1.5"});

    private static final double[] RATIOS = {0.05, 0.3, 0.9, 1, 1.1, 2.5, 8};
    private static final double FOUND = 1e-9;
    private static final double EXACT = 1e-12;
    private static final int TRIALS = 100;
    private static final int POINTS = 6;

    private static final double LARGEST_RATIO = 3;
    private static final double STEEPEST = 40;
    private static final int GRID = 3000;

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        List<Row> rows = new ArrayList<>();
        for (String[] name : TABLE) {
            String[] settings = name.length == 1 ? new String[0] : new String[] {name[1]};
            FDivergence divergence = losses.f(name[0], settings);
            String title = String.join("/", name);
            rows.add(Row.checked(
                    "biconjugate/" + title,
                    0,
                    biconjugateError(divergence),
                    FOUND,
                    "largest relative |f**(u) − f(u)|, f** by maximisation, u from 0.05 to 8"));
            bounds(divergence, title, random.named("theory/bound"), rows);
        }
        nonConvex(rows);
        return rows;
    }

    private static double biconjugateError(FDivergence divergence) {
        double largest = 0;
        for (double u : RATIOS) {
            double slope = divergence.f().derivative(u);
            double reach = 1 + Math.abs(slope);
            DoubleUnaryOperator minusGain = t -> divergence.conjugate(t) - u * t;
            double high = Math.min(slope + reach, divergence.conjugateDomain().high());
            double best = -minusGain.applyAsDouble(Search.minimum(minusGain, slope - reach, high));
            double f = divergence.f().value(u);
            largest = Math.max(largest, Math.abs(best - f) / Math.max(1, Math.abs(f)));
        }
        return largest;
    }

    /** For any critic the bound stays below the divergence; at f′(p/q) it meets it. */
    private static void bounds(FDivergence divergence, String title, RandomStream random, List<Row> rows) {
        double excess = 0;
        double gap = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] p = FiniteSpace.draw(random, POINTS);
            double[] q = FiniteSpace.draw(random, POINTS);
            double value = FiniteSpace.divergence(divergence, p, q);
            double[] scores = new double[POINTS];
            double attained = 0;
            for (int i = 0; i < POINTS; i++) {
                scores[i] = 6 * random.nextDouble() - 3;
                double critic = divergence.optimalCritic(p[i] / q[i]);
                attained += p[i] * critic - q[i] * divergence.conjugate(critic);
            }
            double size = Math.max(1, Math.abs(value));
            excess = Math.max(excess, (-FiniteSpace.criticLoss(divergence, p, q, scores) - value) / size);
            gap = Math.max(gap, Math.abs(attained - value) / size);
        }
        rows.add(Row.checked(
                "variational-bound/" + title,
                0,
                excess,
                EXACT,
                "largest relative excess of the bound over the divergence by " + TRIALS + " random critics"));
        rows.add(Row.checked(
                "variational-bound-tight/" + title,
                0,
                gap,
                1e-10,
                "largest relative gap at T = f′(p/q) over the same"));
    }

    /** Two wells at u = ½ and 3/2 with a hill between them, which the biconjugate fills. */
    private static void nonConvex(List<Row> rows) {
        double[] conjugate = new double[2 * GRID + 1];
        for (int i = 0; i < conjugate.length; i++) {
            double t = slope(i);
            conjugate[i] = largest(GRID + 1, j -> ratio(j) * t - wells(ratio(j)));
        }
        double above = 0;
        double gap = 0;
        for (int j = 0; j <= GRID; j += GRID / 30) {
            double u = ratio(j);
            double difference = wells(u) - largest(conjugate.length, i -> u * slope(i) - conjugate[i]);
            above = Math.max(above, -difference);
            gap = Math.max(gap, difference);
        }
        rows.add(Row.checked(
                "biconjugate/never-above", 0, above, EXACT, "largest f** − f of f(u) = ((u − 1)² − ¼)², not convex"));
        rows.add(Row.checked(
                "biconjugate/gap",
                1.0 / 16,
                gap,
                1e-3,
                "largest f − f** of the same, at the top of its hill: f** is the convex hull"));
    }

    private static double wells(double u) {
        double hill = (u - 1) * (u - 1) - 0.25;
        return hill * hill;
    }

    private static double ratio(int place) {
        return LARGEST_RATIO * place / GRID;
    }

    private static double slope(int place) {
        return STEEPEST * (place - GRID) / GRID;
    }

    private static double largest(int count, IntToDoubleFunction value) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, value.applyAsDouble(i));
        }
        return largest;
    }
}
