package org.ganlib.spi;

/**
 * A divergence that is a distance, the largest difference of means over a class of functions that a
 * constraint keeps the critic in:
 *
 * <pre>{@code
 * d(P, Q) = sup over V of E_P[V] − E_Q[V]
 * }</pre>
 *
 * Its critic minimises −E_P[V] + E_Q[V], so the negated loss, the mean score of real examples less
 * that of fakes, estimates the distance from below (Arjovsky et al. 2017, section 3), in the units
 * of that class: a K-Lipschitz critic measures up to K times what a 1-Lipschitz one does. For each
 * generator step the estimate of the critic's last minibatch is logged as {@code NAME/estimate},
 * and its running median over the last 101 generator steps as {@code NAME/filtered}.
 */
public interface IntegralDivergence extends PointwiseDivergence {
    /** The name of the distance in measurements, for example {@code wasserstein}. */
    String distance();
}
