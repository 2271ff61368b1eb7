package org.ganlib.losses.constraint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.ganlib.network.Network;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/**
 * A constraint that keeps numbers or memory for each critic of a run: a game may have several. The
 * state of a critic stands under the name of its network.
 */
final class EachCritic implements CriticConstraint {
    private final Function<Network, CriticConstraint> constraints;
    private final Map<Network, CriticConstraint> known = new LinkedHashMap<>();
    /** The state from a checkpoint. Each critic restores its part when it is first used. */
    private Map<String, String> restored = Map.of();

    /**
     * @param critic a critic of the run; its constraint is made at once, so that an unsupported
     *     critic is refused before training
     * @param constraints makes the constraint of one critic
     */
    EachCritic(Network critic, Function<Network, CriticConstraint> constraints) {
        this.constraints = constraints;
        of(critic);
    }

    private CriticConstraint of(Network critic) {
        CriticConstraint constraint = known.get(critic);
        if (constraint == null) {
            constraint = constraints.apply(critic);
            known.put(critic, constraint);
            restore(critic, constraint);
        }
        return constraint;
    }

    private void restore(Network critic, CriticConstraint constraint) {
        Map<String, String> own = StateParts.of(restored, critic.name());
        if (!own.isEmpty()) {
            constraint.restore(own);
        }
    }

    @Override
    public Map<String, String> state() {
        Map<String, String> state = new LinkedHashMap<>();
        known.forEach((critic, constraint) -> StateParts.put(state, critic.name(), constraint.state()));
        return state;
    }

    @Override
    public void restore(Map<String, String> state) {
        restored = Map.copyOf(state);
        known.forEach(this::restore);
        if (known.keySet().stream()
                .allMatch(critic -> StateParts.of(state, critic.name()).isEmpty())) {
            throw new IllegalArgumentException("there is no state of the critic in " + state.keySet());
        }
    }

    @Override
    public void beforeCriticStep(Network critic) {
        of(critic).beforeCriticStep(critic);
    }

    @Override
    public double penalise(CriticTurn turn) {
        return of(turn.critic()).penalise(turn);
    }

    @Override
    public void beforeCriticUpdate(Network critic) {
        of(critic).beforeCriticUpdate(critic);
    }

    @Override
    public void afterCriticUpdate(Network critic) {
        of(critic).afterCriticUpdate(critic);
    }

    @Override
    public void measure(Network critic, Measurements measurements) {
        of(critic).measure(critic, measurements);
    }
}
