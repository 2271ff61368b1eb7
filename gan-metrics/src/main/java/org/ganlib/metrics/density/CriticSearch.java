package org.ganlib.metrics.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;

/**
 * Finds the bandwidth and the limits whose critic makes the {@linkplain VariationalBound bound}
 * largest, as cross-validation of two folds sees it, less one standard error: between critics that
 * are as good, the calmer one wins.
 *
 * @param data P
 * @param bound the function to maximise
 * @param bandwidths those that are tried, in the examples' units
 */
record CriticSearch(KnownDistribution data, VariationalBound bound, List<Double> bandwidths) {
    private static final int FOLDS = 2;

    /**
     * The critic's two choices.
     *
     * @param bandwidth the bandwidth of the kernel density q̂
     * @param limits the limits of p/q̂
     */
    record Critic(double bandwidth, Limits limits) {}

    /**
     * Searches.
     *
     * @param generated draws from Q, in random order
     * @param real draws from P
     */
    Critic best(Examples generated, Examples real, RandomStream random) {
        double[] logData = LogRatios.logData(data, real);
        List<Limits> tried = Limits.all();
        Critic best = new Critic(bandwidths.get(0), Limits.EQUAL);
        double highest = Double.NEGATIVE_INFINITY;
        for (double bandwidth : bandwidths) {
            List<Fold> folds = new ArrayList<>();
            for (int f = 0; f < FOLDS; f++) {
                folds.add(fold(generated, f, bandwidth, real, logData, random));
            }
            for (Limits limits : tried) {
                Estimate estimate = Estimate.mean(
                        folds.stream().map(fold -> fold.bound(bound, limits)).toList());
                double certain = estimate.value() - estimate.standardError();
                // Never true of NaN, which is what infinite terms of both signs add up to.
                if (certain > highest) {
                    highest = certain;
                    best = new Critic(bandwidth, limits);
                }
            }
        }
        return best;
    }

    private record Fold(LogRatios generated, LogRatios real, LogRatios modelled) {
        Estimate bound(VariationalBound bound, Limits limits) {
            return bound.at(generated, real, modelled, limits);
        }
    }

    private Fold fold(
            Examples generated, int index, double bandwidth, Examples real, double[] logData, RandomStream random) {
        Examples left = part(generated, FOLDS, index);
        KernelModel model = new KernelModel(part(generated, FOLDS, index + 1), bandwidth);
        // Only as many as are left: each more would cost a density, which for curves is an
        // integral, and tell no more than those do.
        Examples drawn = model.draw(left.count(), random);
        return new Fold(
                LogRatios.of(LogRatios.logData(data, left), model, left),
                LogRatios.of(logData, model, real),
                LogRatios.of(LogRatios.logData(data, drawn), model, drawn));
    }

    /** Every {@code parts}-th example from the {@code index}-th on, modulo {@code parts}. */
    static Examples part(Examples examples, int parts, int index) {
        int[] chosen = new int[(examples.count() - index % parts + parts - 1) / parts];
        Arrays.setAll(chosen, i -> i * parts + index % parts);
        return examples.at(chosen);
    }
}
