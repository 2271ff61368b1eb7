package org.ganlib.losses.constraint;

import java.util.Optional;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Stretch;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/**
 * Clips the critic's parameters:
 *
 * <pre>{@code
 * w ← min(max(w, −limit), limit)
 * }</pre>
 *
 * which keeps the critic Lipschitz with a constant that depends on the limit and the depth. Weights
 * and biases are always clipped, running statistics of normalisation layers never, because they are
 * not parameters. A small limit makes the critic slow to reach its optimum, a large one makes it
 * slow to be bounded; {@code constraint/saturation}, the share of clipped parameters that stand at
 * ±limit, tells which: near 1 the limit is doing the critic's work.
 *
 * @param limit the largest size of a clipped parameter, > 0; 0.01 by default
 * @param when after each update of the critic, as published, or before each of its steps, as in the
 *     released code, where the generator sees a critic that was updated once more after it was
 *     clipped; after the update by default
 * @param includeBatchNorm true if gain and shift of normalisation layers are clipped too, as in the
 *     released code; true by default
 */
@PluginName(
        value = "weight-clip",
        summary = "Clips every critic parameter to [−limit, limit], which keeps the critic Lipschitz.",
        paper = "Arjovsky, Chintala, Bottou, Wasserstein GAN, 2017, algorithm 1")
public record WeightClip(
        @Setting("The largest size of a parameter, > 0") double limit,

        @Setting("after-update (the paper's algorithm) or before-step (the released code)")
        Moment when,

        @Setting("Whether gain and shift of normalisation layers are clipped too")
        boolean includeBatchNorm)
        implements CriticConstraint {

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException unless {@code limit} is a finite number >
     *     0 and there is a moment
     */
    public WeightClip {
        Settings.check()
                .positive("limit", limit)
                .rule(when != null, "when", "is missing. Choose after-update or before-step")
                .orThrow();
    }

    /** All parameters to [−0.01, 0.01] after each update. */
    public WeightClip() {
        this(0.01, Moment.AFTER_UPDATE, true);
    }

    @Override
    public Optional<ParameterRule> ruleBeforeStep(ParameterLayout critic) {
        return when == Moment.BEFORE_STEP ? Optional.of(clip(critic)) : Optional.empty();
    }

    @Override
    public Optional<ParameterRule> ruleAfterUpdate(ParameterLayout critic) {
        return when == Moment.AFTER_UPDATE ? Optional.of(clip(critic)) : Optional.empty();
    }

    /**
     * Reports {@link Measurements#CLIP_SATURATION}, in [0, 1]; nothing for a critic without
     * parameters to clip.
     */
    @Override
    public void measure(Network critic, Measurements measurements) {
        long atLimit = 0;
        long all = 0;
        float[] slab = new float[ParameterSlabs.LENGTH];
        for (Stretch stretch : critic.layout().stretches(this::isClipped)) {
            for (long from = stretch.start(); from < stretch.end(); from += slab.length) {
                int count = (int) Math.min(slab.length, stretch.end() - from);
                critic.parameters().read(from, slab, count);
                for (int i = 0; i < count; i++) {
                    atLimit += Math.abs(slab[i]) >= (float) limit ? 1 : 0;
                }
            }
            all += stretch.length();
        }
        if (all > 0) {
            measurements.record(Measurements.CLIP_SATURATION, (double) atLimit / all);
        }
    }

    private ParameterRule clip(ParameterLayout critic) {
        return new Clip(limit, critic.stretches(this::isClipped));
    }

    private boolean isClipped(Kind kind) {
        return switch (kind) {
            case WEIGHT, BIAS -> true;
            case NORMALISATION -> includeBatchNorm;
            case STATISTIC -> false;
        };
    }

    /** The moment at which parameters are clipped. */
    public enum Moment {
        /** After each update of the critic: every pass sees clipped parameters. */
        AFTER_UPDATE,
        /**
         * Before each step of the critic: the generator sees a critic that was updated once after
         * it was clipped.
         */
        BEFORE_STEP
    }
}
