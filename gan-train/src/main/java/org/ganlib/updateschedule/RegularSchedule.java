package org.ganlib.updateschedule;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Measured;
import org.ganlib.spi.UpdateSchedule;

/**
 * A fixed number of critic steps before every generator step (Goodfellow et al. 2014, algorithm 1,
 * where it is called k), or both players at once. If the critic must be near its optimum, it can
 * have more steps in warm-ups: before the first generator steps, and again at regular intervals.
 * The released code of the Wasserstein GAN has 5 critic steps, and 100 before each of the first 25
 * generator steps and before steps 1, 501, 1001, …: {@code critic-steps: 5, warm-up-critic-steps:
 * 100, warm-up-steps: 25, warm-up-every: 500}.
 *
 * @param criticSteps critic steps per generator step; 1 to 10,000
 * @param update the order of updates: the generator after the critic, or both together
 * @param reuseLatents true if the generator is updated on the latents of the critic's last step
 * @param warmUpCriticSteps critic steps before a generator step of a warm-up; 1 to 10,000
 * @param warmUpSteps the number of generator steps in the warm-up at the start; 0 for none
 * @param warmUpEvery the number of generator steps from one warm-up to the next, counted from the
 *     first step; 0 for never
 */
@PluginName(
        value = "regular",
        summary = "A fixed number of critic updates before every generator update, or both at once.",
        paper = "I. Goodfellow et al., Generative Adversarial Nets, 2014, algorithm 1")
public record RegularSchedule(
        @Setting("critic updates per generator update; 1 to 10000, and 1 for simultaneous updates")
        int criticSteps,

        @Setting("whether the generator moves after the critic or together with it")
        Update update,

        @Setting("whether the generator moves on the latents of the critic's last step")
        boolean reuseLatents,

        @Setting("critic updates before a generator update of a warm-up; 1 to 10000")
        int warmUpCriticSteps,

        @Setting("generator updates the warm-up at the start lasts; 0 for none")
        int warmUpSteps,

        @Setting("generator updates from one warm-up to the next, counted from the first; 0 for no more of them")
        int warmUpEvery)
        implements UpdateSchedule {
    private static final int MOST_CRITIC_STEPS = 10_000;

    /** One critic update, then one generator update on the same latents. */
    public RegularSchedule() {
        this(1, Update.ALTERNATING, true);
    }

    /** Without a warm-up. */
    public RegularSchedule(int criticSteps, Update update, boolean reuseLatents) {
        this(criticSteps, update, reuseLatents, 100, 0, 0);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if there is no critic step, or several or
     *     a warm-up in a simultaneous update
     */
    public RegularSchedule {
        Settings.check()
                .atLeast("critic-steps", criticSteps, 1)
                .atMost("critic-steps", criticSteps, MOST_CRITIC_STEPS)
                .rule(
                        update != Update.SIMULTANEOUS || criticSteps <= 1,
                        "critic-steps",
                        "must be 1 when update is simultaneous, was " + criticSteps
                                + ". Several critic steps need schedule.update=alternating")
                .atLeast("warm-up-critic-steps", warmUpCriticSteps, 1)
                .atMost("warm-up-critic-steps", warmUpCriticSteps, MOST_CRITIC_STEPS)
                .atLeast("warm-up-steps", warmUpSteps, 0)
                .atLeast("warm-up-every", warmUpEvery, 0)
                .rule(
                        update != Update.SIMULTANEOUS || warmUpSteps <= 0,
                        "warm-up-steps",
                        "must be 0 when update is simultaneous, was " + warmUpSteps
                                + ". Use 'alternating' for a warm-up")
                .rule(
                        update != Update.SIMULTANEOUS || warmUpEvery <= 0,
                        "warm-up-every",
                        "must be 0 when update is simultaneous, was " + warmUpEvery
                                + ". Use 'alternating' for a warm-up")
                .orThrow();
    }

    /** The order in which the players are updated. */
    public enum Update {
        /** The critic first; the generator sees the updated critic. */
        ALTERNATING,
        /** Both from gradients taken at the same point on the same minibatch. */
        SIMULTANEOUS
    }

    @Override
    public int criticSteps(long step, Measured latest) {
        boolean warmUp = step <= warmUpSteps || (warmUpEvery > 0 && (step - 1) % warmUpEvery == 0);
        return warmUp ? warmUpCriticSteps : criticSteps;
    }

    @Override
    public boolean simultaneous() {
        return update == Update.SIMULTANEOUS;
    }
}
