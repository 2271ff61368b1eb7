package org.ganlib.losses.constraint;

import java.util.List;
import java.util.Optional;
import org.ganlib.network.ParameterLayout.Stretch;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.VectorRule;

/**
 * w ← min(max(w, −limit), limit) within these stretches. NaN stays NaN: to clip it would hide that
 * training diverged.
 */
final class Clip implements ParameterRule {
    private final double limit;
    private final List<Stretch> stretches;

    Clip(double limit, List<Stretch> stretches) {
        this.limit = limit;
        this.stretches = stretches;
    }

    @Override
    public void apply(float[] slab, int count, long first) {
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            clip(slab, stretch.startIn(first, count), stretch.endIn(first, count), (float) limit);
        }
    }

    @Override
    public void apply(double[] slab, int count, long first) {
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            clip(slab, stretch.startIn(first, count), stretch.endIn(first, count), limit);
        }
    }

    @Override
    public Optional<VectorRule> onVectors() {
        return Optional.of((arithmetic, parameters, memory) -> {
            for (Stretch stretch : stretches) {
                int start = Math.toIntExact(stretch.start());
                arithmetic.clamp(parameters.rows(start, Math.toIntExact(stretch.length())), -limit, limit);
            }
        });
    }

    /**
     * Java's minimum and maximum keep NaN, and the compiler has vector instructions for them, not
     * for branches.
     */
    private static void clip(float[] slab, int start, int end, float limit) {
        for (int i = start; i < end; i++) {
            slab[i] = Math.max(-limit, Math.min(limit, slab[i]));
        }
    }

    private static void clip(double[] slab, int start, int end, double limit) {
        for (int i = start; i < end; i++) {
            slab[i] = Math.max(-limit, Math.min(limit, slab[i]));
        }
    }
}
