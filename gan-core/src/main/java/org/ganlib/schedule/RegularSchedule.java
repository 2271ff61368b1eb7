package org.ganlib.schedule;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.UpdateSchedule;

/**
 * The same number of critic updates before every generator update (Goodfellow et al. 2014, algorithm 1, where it is called k), or both
 * players at once.
 *
 * @param criticSteps critic updates per generator update; ≥ 1
 * @param update whether the generator moves after the critic or together with it
 * @param reuseLatents whether the generator moves on the latents of the critic's last step
 */
@PluginName(
        value = "regular",
        summary = "A fixed number of critic updates before every generator update, or both at once.",
        paper = "I. Goodfellow et al., Generative Adversarial Nets, 2014, algorithm 1")
public record RegularSchedule(
        @Setting("critic updates per generator update; ≥ 1, and 1 for simultaneous updates")
        int criticSteps,

        @Setting("whether the generator moves after the critic or together with it")
        Update update,

        @Setting("whether the generator moves on the latents of the critic's last step")
        boolean reuseLatents)
        implements UpdateSchedule {
    /** One critic update, then one generator update on the same latents. */
    public RegularSchedule() {
        this(1, Update.ALTERNATING, true);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if there is no critic step, or several in a simultaneous update */
    public RegularSchedule {
        Settings.check()
                .atLeast("critic-steps", criticSteps, 1)
                .rule(
                        update != Update.SIMULTANEOUS || criticSteps <= 1,
                        "critic-steps",
                        "must be 1 when update is simultaneous, was " + criticSteps
                                + ". Use 'alternating' for several critic steps")
                .orThrow();
    }

    /** In which order the players move. */
    public enum Update {
        /** The critic first; the generator sees the moved critic. */
        ALTERNATING,
        /** Both from gradients taken at the same point on the same minibatch. */
        SIMULTANEOUS
    }

    @Override
    public int criticSteps(long step) {
        return criticSteps;
    }

    @Override
    public boolean simultaneous() {
        return update == Update.SIMULTANEOUS;
    }
}
