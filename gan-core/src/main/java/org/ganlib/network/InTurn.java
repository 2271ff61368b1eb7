package org.ganlib.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules that are applied one after the other. */
final class InTurn implements ParameterRule {
    private final ParameterRule[] rules;

    InTurn(ParameterRule[] rules) {
        this.rules = rules;
    }

    @Override
    public void apply(float[] slab, int count, long first) {
        for (ParameterRule rule : rules) {
            rule.apply(slab, count, first);
        }
    }

    @Override
    public void apply(double[] slab, int count, long first) {
        for (ParameterRule rule : rules) {
            rule.apply(slab, count, first);
        }
    }

    /** Empty if one of the rules has no such form. */
    @Override
    public Optional<VectorRule> onVectors() {
        List<VectorRule> forms = new ArrayList<>();
        for (ParameterRule rule : rules) {
            Optional<VectorRule> form = rule.onVectors();
            if (form.isEmpty()) {
                return Optional.empty();
            }
            forms.add(form.get());
        }
        return Optional.of((arithmetic, parameters, memory) -> {
            for (VectorRule form : forms) {
                form.apply(arithmetic, parameters, memory);
            }
        });
    }
}
