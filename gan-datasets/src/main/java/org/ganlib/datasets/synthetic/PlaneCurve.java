package org.ganlib.datasets.synthetic;

/**
 * A curve in the plane that is walked as its parameter goes from 0 to 1, and how likely each
 * parameter is.
 */
interface PlaneCurve {
    /** The first coordinate at {@code s} in [0, 1]. */
    double x(double s);

    /** The second coordinate at {@code s} in [0, 1]. */
    double y(double s);

    /** The density of the parameter at {@code s}; integrates to 1 over [0, 1]. */
    default double density(double s) {
        return 1;
    }

    /**
     * The parameter below which the share {@code u} of all draws lies: the inverse of the integral
     * of {@link #density}.
     */
    default double quantile(double u) {
        return u;
    }

    /** An upper bound of the speed {@code |d(x, y)/ds|}. */
    double fastest();
}
