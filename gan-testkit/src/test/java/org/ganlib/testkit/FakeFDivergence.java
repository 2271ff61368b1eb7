package org.ganlib.testkit;

import java.util.function.DoubleUnaryOperator;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.Interval;
import org.ganlib.spi.ScalarFunction;

/**
 * An f-divergence whose every part can be replaced, the losses apart from the functions they should
 * follow from.
 */
record FakeFDivergence(
        ScalarFunction f,
        DoubleUnaryOperator conjugateFunction,
        Interval conjugateDomain,
        ScalarFunction outputActivation,
        ScalarFunction conjugateOfActivation,
        DoubleUnaryOperator optimalCriticFunction,
        ScalarFunction towardsReal,
        ScalarFunction towardsFake,
        ScalarFunction generatorReal)
        implements FDivergence {
    /** Parts that belong together, with losses that follow from them. */
    FakeFDivergence(
            ScalarFunction f,
            DoubleUnaryOperator conjugate,
            Interval domain,
            ScalarFunction activation,
            ScalarFunction fused) {
        this(f, conjugate, domain, activation, fused, f::derivative, activation, fused, fused);
    }

    /** Kullback–Leibler, in which nothing is wrong. */
    static FakeFDivergence healthy() {
        HealthyFDivergence healthy = new HealthyFDivergence();
        return new FakeFDivergence(
                healthy.f(),
                healthy::conjugate,
                healthy.conjugateDomain(),
                healthy.outputActivation(),
                healthy.conjugateOfActivation());
    }

    FakeFDivergence withF(ScalarFunction other) {
        return new FakeFDivergence(other, conjugateFunction, conjugateDomain, outputActivation, conjugateOfActivation);
    }

    FakeFDivergence withConjugate(DoubleUnaryOperator other) {
        return new FakeFDivergence(f, other, conjugateDomain, outputActivation, conjugateOfActivation);
    }

    /** Replaces g and f*∘g; the losses follow. */
    FakeFDivergence withActivation(ScalarFunction other, ScalarFunction fused) {
        return new FakeFDivergence(f, conjugateFunction, conjugateDomain, other, fused);
    }

    /** Replaces g, but not the losses made from it. */
    FakeFDivergence withActivationOnPaper(ScalarFunction other) {
        return new FakeFDivergence(
                f,
                conjugateFunction,
                conjugateDomain,
                other,
                conjugateOfActivation,
                optimalCriticFunction,
                towardsReal,
                towardsFake,
                generatorReal);
    }

    /** Replaces f*∘g, but not the losses made from it. */
    FakeFDivergence withConjugateOfActivationOnPaper(ScalarFunction other) {
        return new FakeFDivergence(
                f,
                conjugateFunction,
                conjugateDomain,
                outputActivation,
                other,
                optimalCriticFunction,
                towardsReal,
                towardsFake,
                generatorReal);
    }

    FakeFDivergence withOptimalCritic(DoubleUnaryOperator other) {
        return new FakeFDivergence(
                f,
                conjugateFunction,
                conjugateDomain,
                outputActivation,
                conjugateOfActivation,
                other,
                towardsReal,
                towardsFake,
                generatorReal);
    }

    FakeFDivergence withGeneratorReal(ScalarFunction other) {
        return new FakeFDivergence(
                f,
                conjugateFunction,
                conjugateDomain,
                outputActivation,
                conjugateOfActivation,
                optimalCriticFunction,
                towardsReal,
                towardsFake,
                other);
    }

    @Override
    public double conjugate(double t) {
        return conjugateFunction.applyAsDouble(t);
    }

    @Override
    public double optimalCritic(double u) {
        return optimalCriticFunction.applyAsDouble(u);
    }

    @Override
    public GeneratorObjective generatorObjective() {
        return GeneratorObjective.NON_SATURATING;
    }

    @Override
    public ScalarFunction criticReal() {
        return Curve.negated(towardsReal);
    }

    @Override
    public ScalarFunction criticFake() {
        return towardsFake;
    }

    @Override
    public ScalarFunction generatorFake() {
        return Curve.negated(towardsReal);
    }
}
