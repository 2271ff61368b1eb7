package org.ganlib.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.ganlib.plugin.PluginKind;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.Tensor;

/**
 * Keeps a critic in its admissible class, by weight clipping or a gradient penalty for example. By
 * default every method does nothing. A treatment of each parameter by itself is best stated as a
 * {@link ParameterRule}, which costs no pass over the parameters of its own after an update.
 */
@PluginKind("constraint")
public interface CriticConstraint {
    /**
     * The constraint that one run uses. A constraint that keeps numbers from step to step returns a
     * new object here, so that a plugin's record stays its configuration. Called once a run, before
     * the first step; every other method is called on the result.
     *
     * @param critic the run's critic
     */
    default CriticConstraint forRun(Network critic) {
        return this;
    }

    /**
     * The state of this run's constraint that a checkpoint keeps: text by name, from which {@link
     * #restore} continues to the bit. Called between two steps; empty by default.
     */
    default Map<String, String> state() {
        return Map.of();
    }

    /**
     * Continues from what {@link #state} gave. Called once, before the first step of a resumed run;
     * never if the checkpoint kept nothing.
     *
     * @throws IllegalArgumentException if it is no state of this constraint; the message says what
     *     is wrong, and the checkpoint is passed over
     */
    default void restore(Map<String, String> state) {}

    /**
     * The rule that is applied to each parameter of a critic of this layout before its gradients of
     * a step are computed; empty for none.
     */
    default Optional<ParameterRule> ruleBeforeStep(ParameterLayout critic) {
        return Optional.empty();
    }

    /**
     * The rule that is applied to each parameter of a critic of this layout at the end of each
     * update; empty for none.
     */
    default Optional<ParameterRule> ruleAfterUpdate(ParameterLayout critic) {
        return Optional.empty();
    }

    /** Called before the critic's gradients of a step are computed; may write to its parameters. */
    default void beforeCriticStep(Network critic) {}

    /**
     * Called after the critic's loss gradients of a step were added up and before its update; may
     * add to {@code critic.gradients()}.
     *
     * @return the penalty added to the critic's loss, 0 for none
     */
    default double penalise(CriticTurn turn) {
        return 0;
    }

    /**
     * Called before each critic update, when all gradients were added up and none was clipped; may
     * write to its parameters and to its gradients. A constraint whose critic computes with
     * functions of the trained parameters exchanges both here, and back in {@link
     * #afterCriticUpdate}.
     */
    default void beforeCriticUpdate(Network critic) {}

    /** Called after each critic update; may write to its parameters. */
    default void afterCriticUpdate(Network critic) {}

    /**
     * Called for logged steps: report what this constraint does to the critic under names like
     * {@code constraint/saturation}.
     */
    default void measure(Network critic, Measurements measurements) {}

    /**
     * The arguments of a penalty.
     *
     * @param critic the critic
     * @param real its inputs on the real side, one tensor per input
     * @param fake its inputs on the fake side, one tensor per input
     * @param random this constraint's own stream
     * @param measurements takes numbers that the constraint reports, such as {@code
     *     constraint/gradient-norm}
     */
    record CriticTurn(
            Network critic, List<Tensor> real, List<Tensor> fake, RandomStream random, Measurements measurements) {}
}
