package org.ganlib.cli.reproduce.univariate;

import java.util.List;
import java.util.Map;
import org.ganlib.metrics.density.ExactDivergence;
import org.ganlib.metrics.density.Mixture;
import org.ganlib.spi.FDivergence;

/**
 * Everything the experiment found.
 *
 * @param target the density of the data
 * @param divergences the divergence of each objective, in the order to show them
 * @param optima the exact optimum of each objective
 * @param fits the fit of each run
 */
record Findings(
        Mixture target, Map<Objective, FDivergence> divergences, Map<Objective, Optimum> optima, List<Fit> fits) {
    /** The runs that minimised {@code objective}. */
    List<Fit> of(Objective objective) {
        return fits.stream().filter(f -> f.objective().equals(objective)).toList();
    }

    /**
     * The exact divergence between the data and what a run learned, as {@code objective} measures
     * it; NaN if the run diverged.
     */
    double divergence(Objective objective, Fit fit) {
        return fit.diverged()
                ? Double.NaN
                : new ExactDivergence(target, fit.normal()).value(divergences.get(objective));
    }
}
