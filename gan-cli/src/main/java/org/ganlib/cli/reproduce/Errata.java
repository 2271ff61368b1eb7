package org.ganlib.cli.reproduce;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.metrics.density.ExactDivergence;
import org.ganlib.metrics.density.Expectation;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.FDivergence;

/** Where the printed table of f-divergences, its copies, or public code disagree with the generators f. */
final class Errata implements Claims {
    private static final double INTEGRATED = 1e-7;
    private static final double EXACT = 1e-12;
    private static final double LOG_2 = Math.log(2);
    private static final double OFFSET = 1e-8;

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        ExactDivergence exact = new ExactDivergence(KnownAnswers.P, KnownAnswers.Q);
        FDivergence pearson = losses.f("pearson");
        FDivergence cubic = losses.f("alpha", "alpha=3");
        double shannon = jensenShannon();
        return List.of(
                Row.checked(
                        "errata/1-pearson",
                        underModel(u -> (u - 1) * (u - 1)),
                        exact.value(pearson),
                        INTEGRATED,
                        "(u − 1)² gives ∫(p − q)²/q, not the integral printed beside it"),
                Row.checked(
                        "errata/1-neyman",
                        underModel(u -> 1 / u - 1),
                        exact.value(losses.f("neyman")),
                        INTEGRATED,
                        "(1 − u)²/u gives ∫(p − q)²/p = E_Q[q/p] − 1, not the integral printed beside it"),
                Row.checked(
                        "errata/2-jensen-shannon",
                        2 * shannon,
                        exact.value(losses.f("jensen-shannon")),
                        INTEGRATED,
                        "the printed f gives 2·JSD; the printed integral has a factor ½"),
                Row.checked(
                        "errata/3-gan",
                        2 * shannon - 2 * LOG_2,
                        exact.value(losses.f("gan")),
                        INTEGRATED,
                        "the value is 2·JSD − log 4"),
                Row.checked(
                        "errata/3-gan-minimum",
                        -2 * LOG_2,
                        new ExactDivergence(KnownAnswers.P, KnownAnswers.P).value(losses.f("gan")),
                        EXACT,
                        "its minimum is −log 4, not 0"),
                Row.checked(
                        "errata/4-total-variation",
                        underModel(u -> Math.abs(u - 1) / 2),
                        exact.value(losses.f("total-variation")),
                        INTEGRATED,
                        "½|u − 1| gives ½∫|p − q|"),
                Row.checked(
                        "errata/4-without-bars",
                        -0.5,
                        underModel(u -> u / 2 - 1),
                        INTEGRATED,
                        "½u − 1, as some copies have it, gives −½ whatever P and Q are"),
                Row.checked(
                        "errata/5-alpha",
                        underModel(u -> (u * u - 1 - 2 * (u - 1)) / 2),
                        exact.value(losses.f("alpha", "alpha=2")),
                        INTEGRATED,
                        "f with α = 2 integrates p²/q"),
                Row.checked(
                        "errata/5-exchanged",
                        new ExactDivergence(KnownAnswers.Q, KnownAnswers.P).value(losses.f("alpha", "alpha=2")),
                        exact.value(losses.f("alpha", "alpha=-1")),
                        INTEGRATED,
                        "exchanging p and q, as some copies do, is α ↔ 1 − α"),
                Row.checked(
                        "errata/6-pearson-conjugate",
                        -1,
                        pearson.conjugate(-10),
                        EXACT,
                        "f*(−10) is −1, attained at u = 0; the parabola t²/4 + t says 15"),
                Row.checked(
                        "errata/7-alpha-conjugate",
                        -1.0 / 3,
                        cubic.conjugate(-0.6),
                        EXACT,
                        "α = 3: t(α − 1) + 1 < 0 at t = −0.6 is clamped; the unclamped power is NaN"),
                Row.checked(
                        "errata/8-jeffrey-conjugate",
                        jeffreyAtMinus1000(),
                        losses.f("jeffrey").conjugate(-1000),
                        1e-9,
                        "f*(−1000) = sup over u of −1000u − (u − 1) log u, by search; e^{1−t} overflows"),
                Row.checked(
                        "errata/9-offset-inside-the-logarithm",
                        -0.17,
                        Search.slope(v -> -Math.log(1 / (1 + Math.exp(-v)) + OFFSET), -20, 1e-4),
                        5e-3,
                        "−log(σ(v) + 10⁻⁸), common in code, has lost its slope at v = −20"),
                Row.checked(
                        "errata/9-softplus",
                        -1,
                        losses.f("gan", "generator-objective=non-saturating")
                                .generatorFake()
                                .derivative(-20),
                        OFFSET,
                        "softplus(−v) keeps it"));
    }

    /** E_Q of a function of u = p/q. */
    private static double underModel(DoubleUnaryOperator term) {
        return Expectation.of(KnownAnswers.Q, x -> term.applyAsDouble(ratio(x)));
    }

    /** E_P of a function of u = p/q. */
    private static double underData(DoubleUnaryOperator term) {
        return Expectation.of(KnownAnswers.P, x -> term.applyAsDouble(ratio(x)));
    }

    private static double ratio(double x) {
        return Math.exp(KnownAnswers.P.logDensity(x) - KnownAnswers.Q.logDensity(x));
    }

    /** ½E_P[log(2p/(p + q))] + ½E_Q[log(2q/(p + q))]. */
    private static double jensenShannon() {
        return (underData(u -> LOG_2 - Math.log1p(1 / u)) + underModel(u -> LOG_2 - Math.log1p(u))) / 2;
    }

    /** In s = log u: the maximum is at a u of about 0.001. */
    private static double jeffreyAtMinus1000() {
        DoubleUnaryOperator minusGain = s -> 1000 * Math.exp(s) + Math.expm1(s) * s;
        return -minusGain.applyAsDouble(Search.minimum(minusGain, -30, 0));
    }
}
