package org.ganlib.spi;

import org.ganlib.network.UpdateRule;
import org.ganlib.plugin.PluginKind;

/**
 * Updates a player's networks by their gradients. An optimizer states its rule, its learning rate
 * and its weight decay; the trainer carries them out, and adds clipping, averages and checks
 * ({@link org.ganlib.network.UpdatePlan}).
 */
@PluginKind("optimizer")
public interface Optimizer {
    /**
     * The rule for one network: a new object each time, because it is told which update comes next.
     */
    UpdateRule rule();

    /**
     * The learning rate of one update, > 0.
     *
     * @param step the number of updates the network had before, from 0
     */
    double learningRate(long step);

    /**
     * λ: λθ is added to the gradients of weights, not to those of biases and normalisation; ≥ 0.
     * With {@link #decouplesWeightDecay} it is taken from the weights instead.
     */
    default double weightDecay() {
        return 0;
    }

    /**
     * Returns true if weight decay is no part of the gradient: ηλθ, with the learning rate η of the
     * update, is taken from weights before the rule updates them, and their gradients stay as they
     * are (Loshchilov and Hutter 2019).
     */
    default boolean decouplesWeightDecay() {
        return false;
    }
}
