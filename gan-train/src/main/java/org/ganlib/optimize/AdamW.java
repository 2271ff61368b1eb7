package org.ganlib.optimize;

import org.ganlib.network.UpdateRule;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Optimizer;

/**
 * Adam with decoupled weight decay: weights shrink by a share of their own, which neither enters
 * the means of gradients nor is divided by their size as in {@link Adam}:
 *
 * <pre>
 * θ ← θ − ηλθ                                      for weights
 * m ← β₁m + (1 − β₁)g
 * v ← β₂v + (1 − β₂)g²
 * θ ← θ − η · m/(1 − β₁ᵗ⁺¹) / (√(v/(1 − β₂ᵗ⁺¹)) + ε)
 * </pre>
 *
 * <p>η is the learning rate of the update, schedule included, as in PyTorch; the paper's algorithm
 * 2 scales λ by the schedule alone, so that its λ is this one times the learning rate. ε is added
 * to the corrected root, as in the paper and in PyTorch. Biases, gains and shifts do not shrink.
 *
 * @param learningRate η before the schedule; > 0
 * @param beta1 decay of the mean of gradients; in [0, 1)
 * @param beta2 decay of the mean of squared gradients; in [0, 1)
 * @param epsilon ε; > 0
 * @param weightDecay λ; ≥ 0
 * @param schedule the schedule of the learning rate
 */
@PluginName(
        value = "adamw",
        summary = "Adam, whose weights shrink by a share that its scaling leaves alone.",
        paper = "I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, 2019, algorithm 2")
public record AdamW(
        @Setting("step size before the schedule; > 0") double learningRate,

        @Setting("decay of the mean of gradients; in [0, 1)")
        double beta1,

        @Setting("decay of the mean of squared gradients; in [0, 1)")
        double beta2,

        @Setting("added to the corrected root mean square; > 0")
        double epsilon,

        @Setting("times the learning rate, the share that weights lose in an update; ≥ 0")
        double weightDecay,

        @Setting("how the learning rate changes over updates")
        LearningRateSchedule schedule)
        implements Optimizer {
    /** η = 2e-4, β₁ = 0.5, β₂ = 0.999, ε = 1e-8, λ = 0.01. */
    public AdamW() {
        this(2e-4, 0.5, 0.999, 1e-8, 0.01, new ConstantRate());
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public AdamW {
        AdamRule.check(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public UpdateRule rule() {
        return AdamRule.withCorrectedRoot(beta1, beta2, epsilon);
    }

    @Override
    public double learningRate(long step) {
        return learningRate * schedule.factor(step);
    }

    @Override
    public boolean decouplesWeightDecay() {
        return true;
    }
}
