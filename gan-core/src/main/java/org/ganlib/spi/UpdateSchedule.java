package org.ganlib.spi;

import org.ganlib.plugin.PluginKind;

/**
 * A schedule of updates: which player is updated when. The experiment's {@code schedule} section.
 */
@PluginKind("schedule")
public interface UpdateSchedule {
    /**
     * The number of critic updates before a generator update.
     *
     * @param step the number of the generator update, from 1
     * @param latest the numbers of the steps before; a schedule that follows one must decide for
     *     NaN too, because there is none before the first step
     * @return ≥ 1; a run ends with a message that names this plugin if it is less
     */
    int criticSteps(long step, Measured latest);

    /**
     * Tells whether both players are updated together, from gradients that were computed with the
     * same parameters on the same minibatch, instead of the generator after the critic.
     */
    boolean simultaneous();

    /**
     * Tells whether the generator is updated on the latents of the critic's last step, not on new
     * ones.
     */
    boolean reuseLatents();
}
