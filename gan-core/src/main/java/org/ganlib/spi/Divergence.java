package org.ganlib.spi;

import java.util.OptionalDouble;
import org.ganlib.plugin.PluginKind;

/**
 * The losses of both players as functions of raw critic scores. Each player minimises its own loss,
 * a mean over the batch. Gradients are the exact derivatives of the returned value, not descent
 * directions.
 *
 * <p>Implementations are stateless, never change the scores, and write every element of the loss
 * they are given. To write a divergence whose loss is a mean of one function per sample, implement
 * {@link PointwiseDivergence}; from the table of f-divergences, {@link FDivergence}.
 */
@PluginKind("divergence")
public interface Divergence {
    /** Computes what the critic minimises. */
    void criticLoss(CriticScores scores, PlayerLoss loss);

    /**
     * Computes the loss of the generator's side: the generator determines the fake scores, and in a
     * joint game (BiGAN) an encoder determines the real ones. Every divergence therefore has a loss
     * for either side. In a minimax game the real side's is the value function's own term, the
     * critic's loss negated; in a non-saturating one it is the critic's loss for a fake, the labels
     * swapped, which pulls where the critic is confident. Where the critic would leave a score that
     * both sides share, the two pulls cancel. Games in which the real side is fixed use the fake
     * side alone.
     */
    void generatorLoss(CriticScores scores, PlayerLoss loss);

    /**
     * Computes of {@link #generatorLoss} what games use in which the real side is fixed: value and
     * gradient of the fake side. What the loss holds of the real side afterwards has no meaning.
     */
    default void generatorFakeLoss(CriticScores scores, PlayerLoss loss) {
        generatorLoss(scores, loss);
    }

    /**
     * Returns true if the generator's fake side depends on the real scores. Where it does not,
     * games in which the real side is fixed leave them out of the generator's turn: {@link
     * CriticScores#real()} then holds numbers without meaning.
     */
    default boolean generatorNeedsRealScores() {
        return true;
    }

    /**
     * The score that an optimal critic gives where real and generated examples are equally likely; 0
     * for the original GAN. If a whole interval of scores means that, its midpoint. An example with a
     * higher score is taken for real.
     *
     * @return empty if there is no such score, because only differences of scores have a meaning;
     *     empty by default
     */
    default OptionalDouble balancedScore() {
        return OptionalDouble.empty();
    }

    /**
     * This divergence in the form a training loop calls: with the same losses, but nothing made
     * anew at each call.
     */
    default Divergence prepared() {
        return this;
    }
}
