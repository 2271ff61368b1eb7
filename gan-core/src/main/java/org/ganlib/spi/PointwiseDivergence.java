package org.ganlib.spi;

import java.util.OptionalDouble;

/**
 * A divergence whose losses are sums of two means, one penalty per sample:
 *
 * <pre>{@code
 * critic loss    = mean over real of criticReal(v)    + mean over fake of criticFake(v)
 * generator loss = mean over real of generatorReal(v) + mean over fake of generatorFake(v)
 * }</pre>
 */
public interface PointwiseDivergence extends Divergence {
    /** The critic's penalty for scoring a real example v. */
    ScalarFunction criticReal();

    /** The critic's penalty for scoring a fake example v. */
    ScalarFunction criticFake();

    /**
     * The generator's side's penalty for a real example scored v; matters only if a network of that
     * side determines real scores.
     */
    ScalarFunction generatorReal();

    /** The generator's penalty for a fake example scored v. */
    ScalarFunction generatorFake();

    @Override
    default void criticLoss(CriticScores scores, PlayerLoss loss) {
        loss.setValues(
                criticReal().mean(scores.real(), loss.realGradient()),
                criticFake().mean(scores.fake(), loss.fakeGradient()));
    }

    @Override
    default void generatorLoss(CriticScores scores, PlayerLoss loss) {
        loss.setValues(
                generatorReal().mean(scores.real(), loss.realGradient()),
                generatorFake().mean(scores.fake(), loss.fakeGradient()));
    }

    @Override
    default void generatorFakeLoss(CriticScores scores, PlayerLoss loss) {
        loss.setValues(0, generatorFake().mean(scores.fake(), loss.fakeGradient()));
    }

    @Override
    default boolean generatorNeedsRealScores() {
        return false;
    }

    /**
     * The score v at which criticReal(v) + criticFake(v) is least; computed from their derivatives.
     */
    @Override
    default OptionalDouble balancedScore() {
        return BalancedScore.of(criticReal(), criticFake());
    }

    /**
     * The four penalties, made once. A divergence that computes a loss in another way overrides
     * this too.
     */
    @Override
    default Divergence prepared() {
        return new Prepared(criticReal(), criticFake(), generatorReal(), generatorFake(), generatorNeedsRealScores());
    }

    /**
     * Penalties that were made once.
     *
     * @param criticReal the critic's for real examples
     * @param criticFake the critic's for fakes
     * @param generatorReal the generator side's for real examples
     * @param generatorFake the generator's for fakes
     * @param generatorNeedsRealScores the same as for the divergence that they come from
     */
    record Prepared(
            ScalarFunction criticReal,
            ScalarFunction criticFake,
            ScalarFunction generatorReal,
            ScalarFunction generatorFake,
            boolean generatorNeedsRealScores)
            implements PointwiseDivergence {}
}
