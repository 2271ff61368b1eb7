package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.metrics.density.DensityText;
import org.ganlib.metrics.density.ExactDivergence;
import org.ganlib.metrics.density.Expectation;
import org.ganlib.metrics.density.KnownDensity;
import org.ganlib.metrics.density.Normal;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.FDivergence;

/** What the Kullback–Leibler and Jensen–Shannon divergences are known for, and that maximum likelihood minimises the former. */
final class KullbackLeiblerLaws implements Claims {
    private static final int TRIALS = 1000;
    private static final int POINTS = 6;
    private static final double EXACT = 1e-12;
    private static final double INTEGRATED = 1e-8;
    /** A minimum can be located to the root of the function's own error. */
    private static final double LOCATED = 1e-4;

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        List<Row> rows = new ArrayList<>();
        FDivergence kl = losses.f("kl");
        FDivergence shannon = losses.f("weighted-jensen-shannon", "pi=0.5");
        order(kl, shannon, random.named("theory/pairs"), rows);
        edges(kl, shannon, rows);
        likelihood(kl, rows);
        return rows;
    }

    private static void order(FDivergence kl, FDivergence shannon, RandomStream random, List<Row> rows) {
        double least = Double.POSITIVE_INFINITY;
        double atEquality = 0;
        double leastDifference = Double.POSITIVE_INFINITY;
        double asymmetry = 0;
        double outside = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] p = FiniteSpace.draw(random, POINTS);
            double[] q = FiniteSpace.draw(random, POINTS);
            double forward = FiniteSpace.divergence(kl, p, q);
            least = Math.min(least, forward);
            atEquality = Math.max(atEquality, Math.abs(FiniteSpace.divergence(kl, p, p)));
            leastDifference = Math.min(leastDifference, Math.abs(forward - FiniteSpace.divergence(kl, q, p)));
            double symmetric = FiniteSpace.divergence(shannon, p, q);
            asymmetry = Math.max(asymmetry, Math.abs(symmetric - FiniteSpace.divergence(shannon, q, p)));
            outside = Math.max(outside, Math.max(-symmetric, symmetric - Math.log(2)));
        }
        String pairs = " over " + TRIALS + " random pairs";
        rows.add(Row.checked(
                "kl/positive", 1, least > 0 ? 1 : 0, 0, "1 if KL > 0 for P ≠ Q" + pairs + "; the least was " + least));
        rows.add(Row.checked("kl/zero-at-equality", 0, atEquality, EXACT, "largest |KL(P‖P)|" + pairs));
        rows.add(Row.checked(
                "kl/asymmetric",
                1,
                leastDifference > 0 ? 1 : 0,
                0,
                "1 if KL(P‖Q) ≠ KL(Q‖P)" + pairs + "; the least difference was " + leastDifference));
        rows.add(Row.checked("jsd/symmetric", 0, asymmetry, EXACT, "largest |JSD(P, Q) − JSD(Q, P)|" + pairs));
        rows.add(Row.checked(
                "jsd/range", 0, Math.max(0, outside), EXACT, "how far JSD leaves [0, log 2] at most" + pairs));
    }

    private static void edges(FDivergence kl, FDivergence shannon, List<Row> rows) {
        double[] all = {0.5, 0.25, 0.25};
        double[] some = {0.5, 0.5, 0};
        rows.add(Row.checked(
                "kl/model-misses-data",
                Double.POSITIVE_INFINITY,
                FiniteSpace.divergence(kl, all, some),
                0,
                "infinite where q = 0 < p"));
        rows.add(Row.checked(
                "kl/data-misses-model",
                Math.log(2) / 2,
                FiniteSpace.divergence(kl, some, all),
                EXACT,
                "0·log 0 = 0: ½ log 2 by hand where p = 0 < q"));
        rows.add(Row.checked(
                "jsd/disjoint",
                Math.log(2),
                FiniteSpace.divergence(shannon, new double[] {1, 0}, new double[] {0, 1}),
                EXACT,
                "log 2, the largest, for disjoint supports"));
    }

    private static void likelihood(FDivergence kl, List<Row> rows) {
        KnownDensity p = DensityText.parse("P", "mixture:0.33,-1,0.25;0.67,2,1.4");
        DoubleUnaryOperator divergence = mean -> new ExactDivergence(p, new Normal(mean, 1.8)).value(kl);
        DoubleUnaryOperator minusLikelihood = mean -> Expectation.of(p, x -> -new Normal(mean, 1.8).logDensity(x));
        double entropy = Expectation.of(p, x -> -p.logDensity(x));
        double largest = 0;
        for (double mean = -2; mean <= 3; mean += 0.5) {
            double difference = minusLikelihood.applyAsDouble(mean) - divergence.applyAsDouble(mean);
            largest = Math.max(largest, Math.abs(difference - entropy));
        }
        rows.add(Row.checked(
                "maximum-likelihood/optimum",
                Search.minimum(divergence, -3, 4),
                Search.minimum(minusLikelihood, -3, 4),
                LOCATED,
                "the mean of a normal model that maximises E_P[log q] is the one that minimises KL(P‖Q)"));
        rows.add(Row.checked(
                "maximum-likelihood/entropy",
                0,
                largest,
                INTEGRATED,
                "largest |−E_P[log q] − KL(P‖Q) − H(P)| over 11 models: the difference is constant"));
    }
}
