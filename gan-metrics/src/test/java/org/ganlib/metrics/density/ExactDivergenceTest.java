package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.FDivergence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExactDivergenceTest {
    private static final double PRECISION = 1e-6;
    /** The largest rounding error in a sum of the bound's terms. */
    private static final double ROUNDING = 1e-9;

    private static final int TRIALS = 60;

    /** The answers of the table's documentation. */
    @ParameterizedTest
    @CsvSource({
        "total-variation, 0.229821", "kl, 0.164731", "reverse-kl, 0.262636", "pearson, 0.274353",
        "neyman, 3.412836", "squared-hellinger, 0.098439", "jeffrey, 0.427367", "jsd, 0.046412",
        "jensen-shannon, 0.092824", "weighted-0.3, 0.036794", "gan, -1.293470", "alpha-1.0, 1.706418",
        "alpha0.5, 0.196878", "alpha1.5, 0.147077", "alpha2.0, 0.137177",
    })
    void divergencesOfTwoNormalsAreKnown(String name, double expected) {
        ExactDivergence exact = between("normal:0,1", "normal:0.6,1.3");
        assertThat(exact.value(Divergences.named(name))).isCloseTo(expected, within(PRECISION));
        assertThat(exact.bound(Divergences.named(name))).isCloseTo(expected, within(PRECISION));
    }

    @Test
    void triangularDiscriminationIsKnown() {
        assertThat(between("normal:0,1", "normal:0.6,1.3").triangular()).isCloseTo(0.170588, within(PRECISION));
    }

    /** Answers in 40 digits by another program. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kl|mixture:0.33,-1,0.25;0.67,2,1.4|normal:1.01,1.83|0.288747720254432",
                "reverse-kl|mixture:0.33,-1,0.25;0.67,2,1.4|normal:1.01,1.83|0.361147021292237",
                "pearson|mixture:0.33,-1,0.25;0.67,2,1.4|normal:1.01,1.83|0.756334224293362",
                "neyman|mixture:0.33,-1,0.25;0.67,2,1.4|normal:1.01,1.83|9.79880555553936",
                "jensen-shannon|mixture:0.33,-1,0.25;0.67,2,1.4|normal:1.01,1.83|0.13730066473058",
                "total-variation|mixture:0.33,-1,0.25;0.67,2,1.4|normal:1.01,1.83|0.262399106164204",
                "squared-hellinger|mixture:0.33,-1,0.25;0.67,2,1.4|normal:1.01,1.83|0.146979023046749",
                "alpha3.0|mixture:0.33,-1,0.25;0.67,2,1.4|normal:1.01,1.83|0.656202159147178",
                "alpha0.9|mixture:0.33,-1,0.25;0.67,2,1.4|normal:1.01,1.83|0.286795707434437",
                "kl|normal:0.3,1.2|laplace:0,1|0.0791143662979103",
                "reverse-kl|normal:0.3,1.2|laplace:0,1|0.133807353883127",
                "pearson|normal:0.3,1.2|laplace:0,1|0.14966633645918",
                "jensen-shannon|normal:0.3,1.2|laplace:0,1|0.0420628554724338",
                "total-variation|normal:0.3,1.2|laplace:0,1|0.144850420803963",
                "squared-hellinger|normal:0.3,1.2|laplace:0,1|0.0449293800481671",
                "alpha0.9|normal:0.3,1.2|laplace:0,1|0.0804767160624008",
                "pearson|laplace:0,1|laplace:1,0.6|4.30895546310962",
                "kl|uniform:0,2|normal:0,1|0.892458019311394",
                "squared-hellinger|uniform:0,2|normal:0,1|0.665807885007951",
                "jensen-shannon|normal:0,1|normal:20,1|1.38629436111989",
                "kl|normal:0,1|normal:1e-5,1|5e-11",
                "jensen-shannon|normal:0,1|normal:1e-5,1|2.49999999996875e-11",
            })
    void divergencesOfOtherPairsAreKnown(String name, String p, String q, double expected) {
        assertThat(between(p, q).value(Divergences.named(name))).isCloseTo(expected, within(PRECISION * expected));
    }

    /** The integrand peaks far outside both densities, at a height e¹⁰⁰ and more. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.72", "0.1, 0.7072", "-3, 0.8", "1, 0.71", "5, 0.9", "5, 0.75"})
    void pearsonOfNormalsFollowsItsClosedFormUpToTheEdgeOfFiniteness(double mean, double std) {
        double precision = 2 - 1 / (std * std);
        double linear = -mean / (std * std);
        double log = Math.log(std / Math.sqrt(precision))
                + mean * mean / (2 * std * std)
                + linear * linear / (2 * precision);
        double value = new ExactDivergence(new Normal(0, 1), new Normal(mean, std)).value(Divergences.named("pearson"));
        assertThat(value / Math.expm1(log)).isCloseTo(1, within(PRECISION));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pearson|normal:0,2|normal:0,1",
                "pearson|normal:0,1.4142135623730951|normal:0,1",
                "pearson|normal:0,1.4142135623730951|normal:1,1",
                "alpha2.0|normal:0,2|normal:0,1",
                "alpha1.01|normal:0,11|normal:0,1",
                "alpha10.0|normal:0,1.06|normal:0,1",
                "neyman|normal:0,1|normal:0,2",
                "alpha-1.0|normal:0,1|normal:0,2",
                "pearson|mixture:0.999999999,0,0.5;0.000000001,0,3|normal:0,1",
                "neyman|normal:0,1|mixture:0.999999999,0,0.5;0.000000001,0,3",
                "pearson|laplace:0,1|normal:0,100",
                "kl|laplace:0,1|uniform:-1000,1000",
                "pearson|laplace:0,1|laplace:0,0.5",
                "pearson|laplace:0,1|laplace:3,0.4",
                "neyman|laplace:0,0.5|laplace:0,1",
                "neyman|normal:0,100|laplace:0,1",
                "alpha1.5|laplace:0,3|laplace:0,1",
                "kl|normal:0,1|uniform:-50,50",
                "kl|uniform:0,2|uniform:0,1",
                "jeffrey|uniform:0,2|uniform:0,1",
                "jeffrey|uniform:0,1|uniform:0,2",
                "pearson|uniform:0,2|uniform:1,3",
                "reverse-kl|uniform:0,1|normal:0,1",
                "reverse-kl|uniform:0,1|uniform:0,2",
                "neyman|uniform:0,1|uniform:0,2",
                "kl|uniform:0,1|uniform:2,3",
            })
    void infiniteDivergencesAreInfinite(String name, String p, String q) {
        assertThat(between(p, q).value(Divergences.named(name))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(between(p, q).bound(Divergences.named(name))).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** The neighbours of the infinite cases on the other side of the edge. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pearson|normal:0,1.41|normal:0,1",
                "alpha1.01|normal:0,9.9|normal:0,1",
                "alpha10.0|normal:0,1.05|normal:0,1",
                "neyman|normal:0,1|normal:0,1.4",
                "kl|laplace:0,1|normal:0,1",
                "reverse-kl|normal:0,1|laplace:0,1",
                "jeffrey|laplace:0,1|normal:0,100",
                "pearson|normal:0,10|laplace:0,1",
                "pearson|laplace:0,1|laplace:0,0.51",
                "neyman|laplace:0,0.51|laplace:0,1",
                "kl|uniform:0,1|uniform:0,2",
                "pearson|uniform:0,1|normal:0,1",
                "squared-hellinger|uniform:0,1|uniform:2,3",
                "alpha0.99|uniform:0,1|uniform:2,3",
                "gan|uniform:0,1|uniform:2,3",
            })
    void theirFiniteNeighboursAreFinite(String name, String p, String q) {
        FDivergence divergence = Divergences.named(name);
        double value = between(p, q).value(divergence);
        assertThat(value).isFinite();
        assertThat(between(p, q).bound(divergence)).isCloseTo(value, within(1e-6 * Math.abs(value)));
    }

    @Test
    void disjointSupportsCostTheLimitsOfTheGenerator() {
        ExactDivergence apart = between("uniform:0,1", "uniform:2,3");
        assertThat(apart.value(Divergences.named("jsd"))).isCloseTo(Math.log(2), within(1e-12));
        assertThat(apart.value(Divergences.named("total-variation"))).isCloseTo(1, within(1e-12));
        assertThat(apart.value(Divergences.named("squared-hellinger"))).isCloseTo(2, within(1e-12));
        assertThat(apart.value(Divergences.named("alpha0.5"))).isCloseTo(4, within(1e-12));
        assertThat(apart.value(Divergences.named("gan"))).isCloseTo(0, within(1e-12));
        assertThat(apart.triangular()).isCloseTo(2, within(1e-12));
    }

    @Test
    void nearbyOverlappingUniformsCostTheirShares() {
        ExactDivergence shifted = between("uniform:0,1", "uniform:0.25,1.25");
        assertThat(shifted.value(Divergences.named("total-variation"))).isCloseTo(0.25, within(1e-12));
        assertThat(shifted.value(Divergences.named("jsd"))).isCloseTo(0.25 * Math.log(2), within(1e-12));
    }

    @Test
    void equalDensitiesAreAtTheMinimum() {
        for (String text : new String[] {"normal:3,2", "uniform:-1,5", "laplace:1,1", "mixture:0.5,0,1;0.5,9,0.1"}) {
            ExactDivergence same = between(text, text);
            Divergences.ALL.forEach(
                    (name, f) -> assertThat(same.value(f)).as(name).isEqualTo(f.f().value(1)));
        }
    }

    /**
     * For any pair the divergence is at least f(1), and the bound at the optimal critic neither
     * exceeds it nor falls short of it.
     */
    @Test
    void boundMeetsTheDivergenceForRandomPairs() {
        Long chosen = Long.getLong("ganlib.test.seed");
        long first = chosen == null ? ThreadLocalRandom.current().nextLong() : chosen;
        for (long seed = first; seed < first + TRIALS; seed++) {
            RandomStream random = new RandomStream(seed);
            KnownDensity p = density(random);
            KnownDensity q = density(random);
            String trial = "seed " + seed + " (repeat with -Dganlib.test.seed=" + seed + "), ";
            ExactDivergence exact = new ExactDivergence(p, q);
            Divergences.ALL.forEach((name, f) -> {
                String what = trial + name + " of " + p + " and " + q;
                double value = exact.value(f);
                double bound = exact.bound(f);
                assertThat(value).as(what).isGreaterThanOrEqualTo(f.f().value(1) - ROUNDING);
                if (Double.isFinite(value)) {
                    assertThat(bound - value).as(what).isCloseTo(0, within(ROUNDING + PRECISION * Math.abs(value)));
                } else {
                    assertThat(bound).as(what).isEqualTo(value);
                }
            });
        }
    }

    /**
     * Exchanging the densities turns one row of the table into another, with different functions
     * and limits.
     */
    @ParameterizedTest
    @CsvSource({
        "kl, reverse-kl",
        "pearson, neyman",
        "alpha-1.0, alpha2.0",
        "jeffrey, jeffrey",
        "total-variation, total-variation",
        "squared-hellinger, squared-hellinger",
        "jensen-shannon, jensen-shannon",
        "alpha0.5, alpha0.5",
    })
    void exchangedDensitiesHaveTheExchangedDivergence(String name, String other) {
        for (long seed = 1; seed <= TRIALS; seed++) {
            RandomStream random = new RandomStream(seed);
            KnownDensity p = density(random);
            KnownDensity q = density(random);
            double value = new ExactDivergence(p, q).value(Divergences.named(name));
            double exchanged = new ExactDivergence(q, p).value(Divergences.named(other));
            if (Double.isFinite(value)) {
                assertThat(exchanged).as("seed %d", seed).isCloseTo(value, within(ROUNDING + PRECISION * value));
            } else {
                assertThat(exchanged).as("seed %d", seed).isEqualTo(value);
            }
        }
    }

    private static KnownDensity density(RandomStream random) {
        double location = 6 * random.nextDouble() - 3;
        double scale = Math.exp(3.5 * random.nextDouble() - 2);
        return switch (random.nextInt(4)) {
            case 0 -> new Normal(location, scale);
            case 1 -> new Laplace(location, scale);
            case 2 -> new Uniform(location, location + scale);
            default -> {
                double weight = 0.01 + 0.98 * random.nextDouble();
                yield new Mixture(List.of(
                        new Mixture.Component(weight, new Normal(location, scale)),
                        new Mixture.Component(1 - weight, new Normal(6 * random.nextDouble() - 3, 1))));
            }
        };
    }

    private static ExactDivergence between(String p, String q) {
        return new ExactDivergence(DensityText.parse("p", p), DensityText.parse("q", q));
    }
}
