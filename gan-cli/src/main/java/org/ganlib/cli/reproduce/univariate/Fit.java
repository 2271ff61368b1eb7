package org.ganlib.cli.reproduce.univariate;

import org.ganlib.metrics.density.Normal;

/**
 * The distribution that one run learned.
 *
 * @param objective the objective that it minimised
 * @param seed its seed
 * @param normal the learned distribution; null if the run diverged
 * @param bound the variational bound F̂ of the trained critic there; NaN if the run diverged
 */
record Fit(Objective objective, long seed, Normal normal, double bound) {
    boolean diverged() {
        return normal == null;
    }
}
