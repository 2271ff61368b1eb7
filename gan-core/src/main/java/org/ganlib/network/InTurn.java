package org.ganlib.network;

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
}
