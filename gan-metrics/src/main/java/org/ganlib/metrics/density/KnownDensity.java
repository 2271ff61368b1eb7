package org.ganlib.metrics.density;

import java.util.List;
import org.ganlib.spi.Interval;

/**
 * A probability density on the real line that is known exactly: values and logarithms that neither underflow nor cancel, and its behaviour
 * towards both ends, from which the convergence of integrals is decided.
 *
 * <p>{@code toString()} gives the text that {@link DensityText} reads.
 */
public sealed interface KnownDensity permits Normal, Mixture, Uniform, Laplace {
    /** log p(x); −∞ where p(x) = 0. */
    double logDensity(double x);

    /** p(x). */
    default double density(double x) {
        return Math.exp(logDensity(x));
    }

    /** P(X ≤ x), with full relative precision in the left tail. */
    double cdf(double x);

    /** P(X > x), with full relative precision in the right tail. */
    double survival(double x);

    /**
     * The x with {@code cdf(x) = probability}.
     *
     * @param probability in [0, 1]; the ends give the ends of the support
     * @throws IllegalArgumentException outside
     */
    double quantile(double probability);

    /** Where p(x) > 0; its ends are included where they are finite. */
    Interval support();

    /**
     * The components of the density towards that end, each as the logarithm of its share. The sum of them is p there, from beyond the last
     * landmark on. Empty where the support ends.
     */
    List<LogQuadratic> tail(Side side);

    /** The peaks, edges and kinks. */
    List<Landmark> landmarks();
}
