package org.ganlib.game;

import org.ganlib.spi.Player;

/**
 * A loss of outputs that a critic has beside its score, such as one number per class. Both players
 * may have one. The outputs come behind the score: with k of them the critic's output has 1 + k
 * numbers per example, as the model's signature asks for. Called by the thread that trains.
 */
public interface AuxiliaryLoss {
    /** The number k of outputs beside the score, ≥ 1. */
    int outputs();

    /**
     * Computes the loss of one side's examples, and its gradient.
     *
     * @param player the player whose loss it is
     * @param side the kind of examples
     * @param outputs k numbers per example, one example behind the other
     * @param gradient an array of the same length; overwritten with ∂loss/∂outputs
     * @return the loss, which is added to the player's
     */
    double of(Player player, CriticSide side, double[] outputs, double[] gradient);
}
