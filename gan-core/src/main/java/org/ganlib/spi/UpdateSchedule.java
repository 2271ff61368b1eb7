package org.ganlib.spi;

import org.ganlib.plugin.PluginKind;

/** Who moves when; the experiment's {@code schedule} section. */
@PluginKind("schedule")
public interface UpdateSchedule {
    /**
     * How many updates the critic gets before generator update {@code step} (from 1); ≥ 1. A run
     * ends with a message that names this plugin if it is less.
     */
    int criticSteps(long step);

    /**
     * Whether both players move at once, from gradients taken at the same point on the same minibatch, instead of the generator after the
     * critic.
     */
    boolean simultaneous();

    /** Whether the generator moves on the latents of the critic's last step instead of new ones. */
    boolean reuseLatents();
}
