package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.Interval;
import org.ganlib.spi.ScalarFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FDivergenceContractTest {
    static Stream<Arguments> brokenDivergences() {
        return Stream.of(
                Arguments.of("fIsConvex", BentDown.class),
                Arguments.of("derivativeOfFEqualsCentralDifferences", WrongDerivativeOfF.class),
                Arguments.of(
                        "derivativeOfOutputActivationEqualsCentralDifferences",
                        WrongDerivativeOfOutputActivation.class),
                Arguments.of(
                        "derivativeOfConjugateOfActivationEqualsCentralDifferences",
                        WrongDerivativeOfConjugateOfActivation.class),
                Arguments.of("fenchelYoungHoldsWithEqualityAtTheDerivative", ConjugateTooSmallFarOut.class),
                Arguments.of("conjugateIsTheSupremum", PearsonAsPrinted.class),
                Arguments.of("conjugateIsTheSupremum", TotalVariationAsPrinted.class),
                Arguments.of("conjugateIsTheSupremum", EndOfTheDomainForgotten.class),
                Arguments.of("outputActivationIncreasesIntoTheDomain", FoldedOutputActivation.class),
                Arguments.of("conjugateOfActivationIsTheComposition", ShiftedConjugateOfActivation.class),
                Arguments.of("boundIsMetByTheOptimalCriticAndNeverExceeded", WrongOptimalCritic.class),
                Arguments.of("nonSaturatingSlopeDoesNotVanish", LogarithmWithEpsilon.class),
                Arguments.of("lossesFollowFromTheBound", RealSideOfTheOtherGame.class));
    }

    @ParameterizedTest
    @MethodSource("brokenDivergences")
    void aBrokenDivergenceFailsItsLawAndNoOther(String law, Class<?> contract) {
        assertThat(Laws.brokenBy(contract)).containsExactly(law);
    }

    @Test
    void everyLawHasADivergenceThatBreaksIt() {
        assertThat(brokenDivergences().map(broken -> broken.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(Laws.statedBy(FDivergenceContract.class));
    }

    @Test
    void aHealthyDivergenceKeepsEveryLaw() {
        assertThat(Laws.brokenBy(Healthy.class)).isEmpty();
        assertThat(Laws.keptBy(Healthy.class))
                .isEqualTo(Laws.statedBy(FDivergenceContract.class).size()
                        + Laws.statedBy(DivergenceContract.class).size()
                        + Laws.statedBy(PluginContract.class).size());
    }

    @Test
    void anAssembledDivergenceKeepsEveryLawToo() {
        assertThat(Laws.brokenBy(Assembled.class)).isEmpty();
    }

    static final class Healthy implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            return new HealthyFDivergence();
        }

        @Override
        public FDivergence configured() {
            return new HealthyFDivergence(GeneratorObjective.MINIMAX);
        }

        @Override
        public double safeScore() {
            return 700;
        }
    }

    /** A fake that is the Kullback–Leibler divergence except for one fault. */
    interface Fake extends FDivergenceContract {
        @Override
        default FDivergence configured() {
            return new HealthyFDivergence(GeneratorObjective.MINIMAX);
        }

        @Override
        default double safeScore() {
            return 700;
        }
    }

    static final class Assembled implements Fake {
        @Override
        public FDivergence divergence() {
            return FakeFDivergence.healthy();
        }
    }

    /** f is a straight line from u = 100 on, less steep than before. */
    static final class BentDown implements Fake {
        @Override
        public FDivergence divergence() {
            ScalarFunction f = FakeFDivergence.healthy().f();
            return FakeFDivergence.healthy()
                    .withF(new Curve(
                            u -> u < 100 ? f.value(u) : f.value(100) + 4 * (u - 100),
                            u -> u < 100 ? f.derivative(u) : 4));
        }
    }

    /** A fault in f′ so small that f* hides it: there the error is of second order. */
    static final class WrongDerivativeOfF implements Fake {
        @Override
        public FDivergence divergence() {
            ScalarFunction f = FakeFDivergence.healthy().f();
            return FakeFDivergence.healthy().withF(new Curve(f::value, u -> f.derivative(u) + 2e-5));
        }
    }

    static final class WrongDerivativeOfOutputActivation implements Fake {
        @Override
        public FDivergence divergence() {
            return FakeFDivergence.healthy().withActivationOnPaper(new Curve(v -> v, v -> 1.0001));
        }
    }

    static final class WrongDerivativeOfConjugateOfActivation implements Fake {
        @Override
        public FDivergence divergence() {
            ScalarFunction fused = FakeFDivergence.healthy().conjugateOfActivation();
            return FakeFDivergence.healthy()
                    .withConjugateOfActivationOnPaper(new Curve(fused::value, v -> 1.0001 * fused.derivative(v)));
        }
    }

    /** A conjugate that is wrong only where no other law evaluates it. */
    static final class ConjugateTooSmallFarOut implements Fake {
        @Override
        public FDivergence divergence() {
            return FakeFDivergence.healthy().withConjugate(t -> t > 6.5 ? -1000 : Math.exp(t - 1));
        }
    }

    /**
     * The parabola for all t, as in the published table: the supremum over all u, negative ones
     * included.
     */
    static final class PearsonAsPrinted implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            ScalarFunction conjugate = new Curve(t -> t * t / 4 + t, t -> t / 2 + 1);
            return new FakeFDivergence(
                    new Curve(u -> (u - 1) * (u - 1), u -> 2 * (u - 1)),
                    conjugate::value,
                    Interval.REALS,
                    new Curve(v -> v, v -> 1),
                    conjugate);
        }

        @Override
        public FDivergence configured() {
            return new HealthyFDivergence(GeneratorObjective.MINIMAX);
        }
    }

    /** A domain that ends below, as in the published table. */
    static final class TotalVariationAsPrinted implements FDivergenceContract {
        @Override
        public FDivergence divergence() {
            ScalarFunction halfTanh =
                    new Curve(v -> Math.tanh(v) / 2, v -> (1 - Math.tanh(v)) * (1 + Math.tanh(v)) / 2);
            return new FakeFDivergence(
                    new Curve(u -> Math.abs(u - 1) / 2, u -> Math.signum(u - 1) / 2),
                    t -> Math.abs(t) <= 0.5 ? t : Double.POSITIVE_INFINITY,
                    Interval.closed(-0.5, 0.5),
                    halfTanh,
                    halfTanh);
        }

        @Override
        public FDivergence configured() {
            return new HealthyFDivergence(GeneratorObjective.MINIMAX);
        }
    }

    /** Reverse Kullback–Leibler, whose f* is infinite from 0 on, with a domain that contains 0. */
    static final class EndOfTheDomainForgotten implements Fake {
        @Override
        public FDivergence divergence() {
            return new FakeFDivergence(
                    new Curve(u -> -Math.log(u), u -> -1 / u),
                    t -> t < 0 ? -1 - Math.log(-t) : Double.POSITIVE_INFINITY,
                    Interval.upTo(0),
                    new Curve(v -> -Math.exp(-v), v -> Math.exp(-v)),
                    new Curve(v -> v - 1, v -> 1));
        }
    }

    /** The output activation decreases beyond v = 10. */
    static final class FoldedOutputActivation implements Fake {
        @Override
        public FDivergence divergence() {
            return FakeFDivergence.healthy()
                    .withActivation(
                            new Curve(v -> 10 - Math.abs(v - 10), v -> v < 10 ? 1 : -1),
                            new Curve(
                                    v -> Math.exp(9 - Math.abs(v - 10)),
                                    v -> (v < 10 ? 1 : -1) * Math.exp(9 - Math.abs(v - 10))));
        }
    }

    static final class ShiftedConjugateOfActivation implements Fake {
        @Override
        public FDivergence divergence() {
            FakeFDivergence healthy = FakeFDivergence.healthy();
            ScalarFunction fused = healthy.conjugateOfActivation();
            return healthy.withActivation(
                    healthy.outputActivation(), new Curve(v -> fused.value(v) + 1e-6, fused::derivative));
        }
    }

    static final class WrongOptimalCritic implements Fake {
        @Override
        public FDivergence divergence() {
            FakeFDivergence healthy = FakeFDivergence.healthy();
            return healthy.withOptimalCritic(u -> healthy.f().derivative(u) + 0.1);
        }
    }

    /** log(σ(v) + ε), a common way to avoid log 0, scaled into the domain. */
    static final class LogarithmWithEpsilon implements FDivergenceContract {
        private static final double EPSILON = 1e-8;

        @Override
        public FDivergence divergence() {
            return new FakeFDivergence(
                    new Curve(u -> u * Math.log(u) - (u + 1) * Math.log1p(u), u -> Math.log(u) - Math.log1p(u)),
                    t -> t < 0 ? -Math.log(-Math.expm1(t)) : Double.POSITIVE_INFINITY,
                    Interval.below(0),
                    logarithm(1),
                    Curve.negated(logarithm(-1)));
        }

        /** log((σ(sv) + ε)/(1 + 2ε)) as a function of v. */
        private static ScalarFunction logarithm(int sign) {
            return new Curve(
                    v -> Math.log((logistic(sign * v) + EPSILON) / (1 + 2 * EPSILON)),
                    v -> sign * logistic(v) * logistic(-v) / (logistic(sign * v) + EPSILON));
        }

        private static double logistic(double x) {
            return 1 / (1 + Math.exp(-x));
        }

        @Override
        public FDivergence configured() {
            return new HealthyFDivergence(GeneratorObjective.MINIMAX);
        }
    }

    /**
     * The minimax term on the real side of a non-saturating game: the two have the same slope where
     * the critic is in balance.
     */
    static final class RealSideOfTheOtherGame implements Fake {
        @Override
        public FDivergence divergence() {
            return FakeFDivergence.healthy()
                    .withGeneratorReal(FakeFDivergence.healthy().outputActivation());
        }
    }
}
