package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.metrics.density.DensityText;
import org.ganlib.metrics.density.EarthMover;
import org.ganlib.metrics.density.Expectation;
import org.ganlib.metrics.density.KnownDensity;
import org.ganlib.metrics.density.Uniform;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.PlayerLoss;

/** The earth mover's distance beside f-divergences: duality, and two distributions that do not overlap (Arjovsky et al. 2017, example 1). */
final class Distances implements Claims {
    private static final int TRIALS = 300;
    private static final double INTEGRATED = 1e-7;
    private static final double EXACT = 1e-12;
    private static final double[] SHIFTS = {-3, -0.25, 1e-3, 0.5, 10};
    private static final int LINE = 100;

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        List<Row> rows = new ArrayList<>();
        duality(random.named("theory/lipschitz"), rows);
        parallelLines(losses, rows);
        return rows;
    }

    private static void duality(RandomStream random, List<Row> rows) {
        KnownDensity p = DensityText.parse("P", "mixture:0.33,-1,0.25;0.67,2,1.4");
        KnownDensity q = KnownAnswers.Q;
        EarthMover mover = new EarthMover(p, q);
        double distance = mover.value();
        double best = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            best = Math.max(best, mover.meanDifference(lipschitz(random)));
        }
        rows.add(Row.checked(
                "wasserstein/lipschitz-critics",
                0,
                Math.max(0, best - distance),
                INTEGRATED,
                "largest excess of E_P[V] − E_Q[V] over W₁ by " + TRIALS
                        + " random 1-Lipschitz critics; the best reached " + Math.round(100 * best / distance)
                        + " % of W₁"));
        rows.add(Row.checked(
                "wasserstein/dual", distance, mover.bound(), INTEGRATED, "the slope sign(F_Q − F_P) reaches W₁"));
        rows.add(Row.checked(
                "wasserstein/quantiles",
                distance,
                Expectation.of(new Uniform(0, 1), u -> Math.abs(p.quantile(u) - q.quantile(u))),
                1e-6,
                "∫|F_P − F_Q| is the mean distance of quantiles"));
    }

    /** A sum of sines whose slopes sum to at most 1. */
    private static DoubleUnaryOperator lipschitz(RandomStream random) {
        double share = random.nextDouble();
        double slow = Math.exp(4 * random.nextDouble() - 3);
        double fast = Math.exp(4 * random.nextDouble() - 2);
        double phase = 2 * Math.PI * random.nextDouble();
        double other = 2 * Math.PI * random.nextDouble();
        return x -> share * Math.sin(slow * x + phase) / slow + (1 - share) * Math.sin(fast * x + other) / fast;
    }

    /** P on the line x = 0 and Q on x = θ, both uniform along y. */
    private static void parallelLines(NamedLosses losses, List<Row> rows) {
        FDivergence shannon = losses.f("weighted-jensen-shannon", "pi=0.5");
        Divergence wasserstein = losses.named("wasserstein");
        double shannonError = 0;
        double transportError = 0;
        double dualError = 0;
        double slopeError = 0;
        double divergence = Double.POSITIVE_INFINITY;
        double[] left = new double[2 * LINE];
        double[] right = new double[2 * LINE];
        Arrays.fill(left, 0, LINE, 1.0 / LINE);
        Arrays.fill(right, LINE, 2 * LINE, 1.0 / LINE);
        for (double shift : SHIFTS) {
            shannonError = Math.max(shannonError, Math.abs(FiniteSpace.divergence(shannon, left, right) - Math.log(2)));
            divergence = Math.min(divergence, FiniteSpace.divergence(losses.f("kl"), left, right));
            // Moving each point straight across costs |θ| in all: W₁ ≤ |θ|. The critic x ↦ −sign(θ)·x is 1-Lipschitz:
            // W₁ ≥ |θ|.
            double cost = 0;
            for (int i = 0; i < LINE; i++) {
                cost += left[i] * Math.hypot(shift, 0);
            }
            transportError = Math.max(transportError, Math.abs(cost - Math.abs(shift)));
            double[] real = new double[LINE];
            double[] fake = new double[LINE];
            Arrays.fill(fake, -Math.signum(shift) * shift);
            PlayerLoss loss = new PlayerLoss(LINE, LINE);
            wasserstein.generatorLoss(new CriticScores(real, fake), loss);
            dualError = Math.max(dualError, Math.abs(loss.value() - Math.abs(shift)));
            double slope = Arrays.stream(loss.fakeGradient()).sum() * -Math.signum(shift);
            slopeError = Math.max(slopeError, Math.abs(slope - Math.signum(shift)));
        }
        String lines = "two parallel lines at distances 0.001 to 10: ";
        rows.add(Row.checked(
                "parallel-lines/jensen-shannon", 0, shannonError, EXACT, lines + "JSD is log 2 whatever the distance"));
        rows.add(Row.checked("parallel-lines/kl", Double.POSITIVE_INFINITY, divergence, 0, lines + "KL is infinite"));
        rows.add(Row.checked(
                "parallel-lines/wasserstein-from-above",
                0,
                transportError,
                EXACT,
                lines + "a transport plan that costs the distance"));
        rows.add(Row.checked(
                "parallel-lines/wasserstein-from-below",
                0,
                dualError,
                EXACT,
                lines + "a 1-Lipschitz critic whose generator loss is the distance"));
        rows.add(Row.checked(
                "parallel-lines/wasserstein-slope",
                0,
                slopeError,
                EXACT,
                lines + "the generator's slope by θ is sign(θ), where JSD has none"));
    }
}
