package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.ScalarFunction;
import org.junit.jupiter.api.Test;

/**
 * The laws of {@link FDivergence}: its functions belong together, and the losses are the
 * variational bound made from them.
 */
public interface FDivergenceContract extends DivergenceContract {
    @Override
    FDivergence divergence();

    @Override
    FDivergence configured();

    /** f((u+w)/2) ≤ (f(u)+f(w))/2 for u, w in [10⁻⁴, 10⁴]. */
    @Test
    default void fIsConvex() {
        ScalarFunction f = divergence().f();
        RandomTrials.check(512, random -> {
            double u = RandomTrials.logUniform(random, Math.log(1e4));
            double w = RandomTrials.logUniform(random, Math.log(1e4));
            double middle = f.value((u + w) / 2);
            double chord = (f.value(u) + f.value(w)) / 2;
            double rounding = 1e-12 * (1 + Math.abs(f.value(u)) + Math.abs(f.value(w)) + 10 * (u + w));
            assertThat(middle)
                    .as("f between %s and %s must not lie above its chord", u, w)
                    .isLessThanOrEqualTo(chord + rounding);
        });
    }

    /** f′ equals central differences of f. */
    @Test
    default void derivativeOfFEqualsCentralDifferences() {
        RandomTrials.check(
                128,
                random ->
                        CentralDifference.assertDerivative("f", divergence().f(), RandomTrials.logUniform(random, 3)));
    }

    /** g′ equals central differences of g. */
    @Test
    default void derivativeOfOutputActivationEqualsCentralDifferences() {
        RandomTrials.check(
                128,
                random -> CentralDifference.assertDerivative(
                        "g", divergence().outputActivation(), RandomTrials.uniform(random, -6, 6)));
    }

    /** (f*∘g)′ equals central differences of f*∘g. */
    @Test
    default void derivativeOfConjugateOfActivationEqualsCentralDifferences() {
        RandomTrials.check(
                128,
                random -> CentralDifference.assertDerivative(
                        "f*∘g", divergence().conjugateOfActivation(), RandomTrials.uniform(random, -6, 6)));
    }

    /** f(u) + f*(t) ≥ u·t for every u > 0 and every t, with equality at t = f′(u). */
    @Test
    default void fenchelYoungHoldsWithEqualityAtTheDerivative() {
        ScalarFunction f = divergence().f();
        RandomTrials.check(256, random -> {
            double u = RandomTrials.logUniform(random, 3);
            double tangent = f.derivative(u);
            double[] others = {
                f.derivative(RandomTrials.logUniform(random, 3)),
                divergence().outputActivation().value(RandomTrials.uniform(random, -8, 8))
            };
            for (double t : others) {
                double gap = f.value(u) + divergence().conjugate(t) - u * t;
                assertThat(gap)
                        .as("f(u) + f*(t) − u·t at u = %s, t = %s", u, t)
                        .isGreaterThanOrEqualTo(-1e-9 * (1 + Math.abs(f.value(u)) + Math.abs(u * t)));
            }
            assertThat(f.value(u) + divergence().conjugate(tangent))
                    .as("f(u) + f*(f′(u)) at u = %s must equal u·f′(u)", u)
                    .isCloseTo(u * tangent, within(1e-9 * (1 + Math.abs(f.value(u)) + Math.abs(u * tangent))));
        });
    }

    /**
     * f*(t) is the supremum over u ≥ 0 of u·t − f(u), found by search. Because u ≥ 0, f* never
     * decreases, so its domain has no lower end; at and above the upper end it is infinite exactly
     * where the domain says so.
     */
    @Test
    default void conjugateIsTheSupremum() {
        ScalarFunction f = divergence().f();
        double high = divergence().conjugateDomain().high();
        assertThat(divergence().conjugateDomain().low())
                .as("the lower end of the domain of f*")
                .isEqualTo(Double.NEGATIVE_INFINITY);
        RandomTrials.check(64, random -> {
            double inRange = f.derivative(RandomTrials.logUniform(random, 2));
            double below = f.derivative(Math.exp(-2)) - RandomTrials.uniform(random, 0, 10);
            for (double t : new double[] {inRange, below}) {
                double supremum = Supremum.conjugate(f, t);
                assertThat(divergence().conjugate(t))
                        .as("f*(%s)", t)
                        .isCloseTo(supremum, within(1e-9 * (1 + Math.abs(supremum))));
            }
            if (high < Double.POSITIVE_INFINITY) {
                double outside = high + RandomTrials.uniform(random, 0.1, 5);
                assertThat(Supremum.conjugate(f, outside))
                        .as("u·t − f(u) at t = %s, outside the domain, must grow without bound", outside)
                        .isGreaterThan(1e6);
                assertThat(divergence().conjugate(outside))
                        .as("f*(%s), outside the domain", outside)
                        .isEqualTo(Double.POSITIVE_INFINITY);
                assertThat(divergence().conjugate(high) < Double.POSITIVE_INFINITY)
                        .as("whether f* is finite at %s, the end of its domain", high)
                        .isEqualTo(divergence().conjugateDomain().highIncluded());
            }
        });
    }

    /**
     * g increases, strictly for |v| ≤ 15. Its values lie in the domain of f* for |v| ≤ 15, and
     * rounding never takes them past the end of the domain. They reach every f′(u) that the bound
     * needs.
     */
    @Test
    default void outputActivationIncreasesIntoTheDomain() {
        ScalarFunction g = divergence().outputActivation();
        double high = divergence().conjugateDomain().high();
        double previous = Double.NEGATIVE_INFINITY;
        for (double v = -15; v <= 15; v += 0.25) {
            double t = g.value(v);
            assertThat(t).as("g(%s)", v).isGreaterThan(previous);
            assertThat(divergence().conjugateDomain().contains(t))
                    .as("g(%s) = %s must lie in %s", v, t, divergence().conjugateDomain())
                    .isTrue();
            previous = t;
        }
        double farther = g.value(-1e4);
        for (double v = -1e4; v <= 1e4; v += 1) {
            double t = g.value(v);
            assertThat(t).as("g(%s)", v).isBetween(farther, high);
            farther = t;
        }
        assertThat(g.value(-1e4))
                .as("the least value of g")
                .isLessThanOrEqualTo(divergence().f().derivative(Math.exp(-2)));
        assertThat(g.value(1e4))
                .as("the greatest value of g")
                .isGreaterThanOrEqualTo(divergence().f().derivative(Math.exp(2)));
    }

    /** The fused form of f*∘g agrees with f* after g where both are finite. */
    @Test
    default void conjugateOfActivationIsTheComposition() {
        RandomTrials.check(128, random -> {
            double v = RandomTrials.uniform(random, -6, 6);
            double fused = divergence().conjugateOfActivation().value(v);
            double composed =
                    divergence().conjugate(divergence().outputActivation().value(v));
            if (Double.isFinite(fused) && Double.isFinite(composed)) {
                assertThat(fused).as("f*(g(%s))", v).isCloseTo(composed, within(1e-9 * (1 + Math.abs(composed))));
            }
        });
    }

    /**
     * On random discrete P and Q, E_P[T] − E_Q[f*(T)] never exceeds D_f(P‖Q) = E_Q[f(p/q)], and
     * equals it at the optimal critic.
     */
    @Test
    default void boundIsMetByTheOptimalCriticAndNeverExceeded() {
        RandomTrials.check(64, random -> {
            int atoms = 2 + random.nextInt(5);
            double[] p = distribution(random, atoms);
            double[] q = distribution(random, atoms);
            double[] optimal = new double[atoms];
            double[] arbitrary = new double[atoms];
            double expected = 0;
            for (int i = 0; i < atoms; i++) {
                expected += q[i] * divergence().f().value(p[i] / q[i]);
                optimal[i] = divergence().optimalCritic(p[i] / q[i]);
                arbitrary[i] = divergence().outputActivation().value(RandomTrials.uniform(random, -3, 3));
            }
            double rounding = 1e-9 * (1 + Math.abs(expected));
            String example = "P = " + Arrays.toString(p) + ", Q = " + Arrays.toString(q);
            assertThat(bound(p, q, arbitrary))
                    .as("the bound of %s with T = %s", example, Arrays.toString(arbitrary))
                    .isLessThanOrEqualTo(expected + rounding);
            assertThat(bound(p, q, optimal))
                    .as("the bound of %s at the optimal critic", example)
                    .isCloseTo(expected, within(rounding));
        });
    }

    /**
     * g is at least as steep where the critic is sure that an example is fake as where it is
     * undecided, so that ascending g never stalls. Only an activation that has already reached the
     * least value f′(0) the bound can ask for may level off.
     */
    @Test
    default void nonSaturatingSlopeDoesNotVanish() {
        ScalarFunction g = divergence().outputActivation();
        ScalarFunction objective = divergence().generatorObjective() == GeneratorObjective.NON_SATURATING
                ? divergence().generatorFake()
                : g;
        double least = divergence().f().derivative(Double.MIN_NORMAL);
        double undecided = Math.abs(objective.derivative(0));
        for (double v : new double[] {-5, -10, -20, -50, -100, -500}) {
            if (!(Math.abs(g.value(v) - least) < 1e-3)) {
                assertThat(Math.abs(objective.derivative(v)))
                        .as("the slope at %s, which at 0 is %s", v, undecided)
                        .isGreaterThanOrEqualTo(undecided * (1 - 1e-9));
            }
        }
    }

    /**
     * The critic minimises the negated bound; the generator minimises the bound, or the critic's
     * loss with the labels swapped.
     */
    @Test
    default void lossesFollowFromTheBound() {
        RandomTrials.check(32, random -> {
            for (FDivergence divergence : List.of(divergence(), configured())) {
                ScalarFunction g = divergence.outputActivation();
                ScalarFunction fused = divergence.conjugateOfActivation();
                CriticScores scores = randomScores(random);
                PlayerLoss loss = PlayerLoss.sizedFor(scores);

                divergence.criticLoss(scores, loss);
                assertSides("critic", loss, -mean(g, scores.real()), mean(fused, scores.fake()));

                divergence.generatorLoss(scores, loss);
                switch (divergence.generatorObjective()) {
                    case MINIMAX ->
                        assertSides("minimax generator", loss, mean(g, scores.real()), -mean(fused, scores.fake()));
                    case NON_SATURATING ->
                        assertSides(
                                "non-saturating generator", loss, mean(fused, scores.real()), -mean(g, scores.fake()));
                }
            }
        });
    }

    private double bound(double[] p, double[] q, double[] critic) {
        double bound = 0;
        for (int i = 0; i < p.length; i++) {
            bound += p[i] * critic[i] - q[i] * divergence().conjugate(critic[i]);
        }
        return bound;
    }

    private static double[] distribution(RandomStream random, int atoms) {
        double[] masses = new double[atoms];
        Arrays.setAll(masses, i -> RandomTrials.logUniform(random, 1));
        double total = Arrays.stream(masses).sum();
        Arrays.setAll(masses, i -> masses[i] / total);
        return masses;
    }

    private static double mean(ScalarFunction function, double[] scores) {
        return Arrays.stream(scores).map(function::value).average().orElseThrow();
    }

    private static void assertSides(String player, PlayerLoss loss, double real, double fake) {
        assertThat(loss.realValue())
                .as("the %s's loss on the real side", player)
                .isCloseTo(real, within(1e-11 * (1 + Math.abs(real))));
        assertThat(loss.fakeValue())
                .as("the %s's loss on the fake side", player)
                .isCloseTo(fake, within(1e-11 * (1 + Math.abs(fake))));
    }
}
