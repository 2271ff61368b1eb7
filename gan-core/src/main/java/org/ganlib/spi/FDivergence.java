package org.ganlib.spi;

/**
 * D_f(P‖Q) = E_Q[f(p/q)] with P the data, Q the model and u = p/q, approached from below by
 *
 * <pre>{@code
 * D_f(P‖Q) ≥ E_P[g(V)] − E_Q[f*(g(V))]
 * }</pre>
 *
 * for every critic V, with equality where g(V) = f′(p/q) (Nowozin, Cseke, Tomioka, f-GAN, 2016,
 * equations 4 to 6). V is the raw score and g the output activation that maps it into the domain of
 * the conjugate f*.
 *
 * <p>The critic minimises the negated bound. The generator minimises the bound, or in the
 * non-saturating form E_P[f*(g(V))] − E_Q[g(V)], the critic's loss with the labels swapped. Both
 * follow from the functions below.
 */
public interface FDivergence extends PointwiseDivergence {
    /** f: convex on u > 0, lower semicontinuous. */
    ScalarFunction f();

    /** f*(t) = sup over u ≥ 0 of u·t − f(u); +∞ outside {@link #conjugateDomain()}. */
    double conjugate(double t);

    /** The interval on which f* is finite. */
    Interval conjugateDomain();

    /** g: increasing, from all real numbers into {@link #conjugateDomain()}. */
    ScalarFunction outputActivation();

    /** f*(g(v)), in a form that is stable for large |v|. */
    ScalarFunction conjugateOfActivation();

    /** The objective that the generator follows. */
    GeneratorObjective generatorObjective();

    /** T*(u) = f′(u), the critic output after activation at which the bound is tight. */
    default double optimalCritic(double u) {
        return f().derivative(u);
    }

    /**
     * The probability that a score gives an example of being real: where the critic is optimal,
     * p·g′(v) = q·(f*∘g)′(v), which makes the score say
     *
     * <pre>{@code
     * D(v) = p/(p + q) = (f*∘g)′(v) / (g′(v) + (f*∘g)′(v))
     * }</pre>
     *
     * @return in [0, 1]; σ(v) for the original GAN; NaN where both slopes have underflown
     */
    default double probability(double score) {
        double fake = conjugateOfActivation().derivative(score);
        double real = outputActivation().derivative(score);
        return Double.isInfinite(fake) ? 1 : fake / (real + fake);
    }

    @Override
    default ScalarFunction criticReal() {
        return new Negated(outputActivation());
    }

    @Override
    default ScalarFunction criticFake() {
        return conjugateOfActivation();
    }

    @Override
    default ScalarFunction generatorReal() {
        return switch (generatorObjective()) {
            case MINIMAX -> outputActivation();
            case NON_SATURATING -> conjugateOfActivation();
        };
    }

    @Override
    default ScalarFunction generatorFake() {
        return switch (generatorObjective()) {
            case MINIMAX -> new Negated(conjugateOfActivation());
            case NON_SATURATING -> new Negated(outputActivation());
        };
    }
}
