package org.ganlib.losses.constraint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/** Several constraints of one run. */
final class SeveralConstraintsOfRun implements CriticConstraint {
    private final List<CriticConstraint> constraints;

    SeveralConstraintsOfRun(List<CriticConstraint> constraints) {
        this.constraints = constraints;
    }

    /** The state of each, under its index. */
    @Override
    public Map<String, String> state() {
        Map<String, String> state = new LinkedHashMap<>();
        for (int i = 0; i < constraints.size(); i++) {
            StateParts.put(state, String.valueOf(i), constraints.get(i).state());
        }
        return state;
    }

    @Override
    public void restore(Map<String, String> state) {
        boolean found = false;
        for (int i = 0; i < constraints.size(); i++) {
            Map<String, String> own = StateParts.of(state, String.valueOf(i));
            if (!own.isEmpty()) {
                found = true;
                constraints.get(i).restore(own);
            }
        }
        if (!found) {
            throw new IllegalArgumentException("no state of " + constraints.size() + " constraints: " + state.keySet());
        }
    }

    @Override
    public Optional<ParameterRule> ruleBeforeStep(ParameterLayout critic) {
        return all(constraint -> constraint.ruleBeforeStep(critic));
    }

    @Override
    public Optional<ParameterRule> ruleAfterUpdate(ParameterLayout critic) {
        return all(constraint -> constraint.ruleAfterUpdate(critic));
    }

    private Optional<ParameterRule> all(Function<CriticConstraint, Optional<ParameterRule>> rule) {
        List<ParameterRule> rules =
                constraints.stream().map(rule).flatMap(Optional::stream).toList();
        return rules.isEmpty() ? Optional.empty() : Optional.of(ParameterRule.all(rules));
    }

    @Override
    public void beforeCriticStep(Network critic) {
        for (int i = 0; i < constraints.size(); i++) {
            constraints.get(i).beforeCriticStep(critic);
        }
    }

    @Override
    public double penalise(CriticTurn turn) {
        double sum = 0;
        for (int i = 0; i < constraints.size(); i++) {
            sum += constraints.get(i).penalise(turn);
        }
        return sum;
    }

    @Override
    public void beforeCriticUpdate(Network critic) {
        for (int i = 0; i < constraints.size(); i++) {
            constraints.get(i).beforeCriticUpdate(critic);
        }
    }

    @Override
    public void afterCriticUpdate(Network critic) {
        for (int i = 0; i < constraints.size(); i++) {
            constraints.get(i).afterCriticUpdate(critic);
        }
    }

    @Override
    public void measure(Network critic, Measurements measurements) {
        for (int i = 0; i < constraints.size(); i++) {
            constraints.get(i).measure(critic, measurements);
        }
    }
}
