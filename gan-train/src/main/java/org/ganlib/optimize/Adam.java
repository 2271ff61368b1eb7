package org.ganlib.optimize;

import org.ganlib.network.UpdateRule;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Optimizer;

/**
 * Adam, in the form at the end of section 2 of the paper:
 *
 * <pre>
 * m ← β₁m + (1 − β₁)g
 * v ← β₂v + (1 − β₂)g²
 * θ ← θ − η √(1 − β₂ᵗ⁺¹) / (1 − β₁ᵗ⁺¹) · m / (√v + ε)
 * </pre>
 *
 * <p>This ε is the paper's ε̂: against algorithm 1 it is divided by √(1 − β₂ᵗ⁺¹), and so larger in
 * the first updates. The default β₁ is 0.5, as is usual for adversarial training since Radford et
 * al. 2016.
 *
 * @param learningRate η before the schedule; > 0
 * @param beta1 decay of the mean of gradients; in [0, 1)
 * @param beta2 decay of the mean of squared gradients; in [0, 1)
 * @param epsilon ε; > 0
 * @param weightDecay λ; ≥ 0
 * @param schedule the schedule of the learning rate
 */
@PluginName(
        value = "adam",
        summary = "Steps along the mean gradient, scaled by the root mean square of past gradients.",
        paper = "D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015, section 2")
public record Adam(
        @Setting("step size before the schedule; > 0") double learningRate,

        @Setting("decay of the mean of gradients; in [0, 1)")
        double beta1,

        @Setting("decay of the mean of squared gradients; in [0, 1)")
        double beta2,

        @Setting("added to the root mean square; > 0") double epsilon,

        @Setting("times the weights, added to their gradients; ≥ 0")
        double weightDecay,

        @Setting("how the learning rate changes over updates")
        LearningRateSchedule schedule)
        implements Optimizer {
    /** η = 2e-4, β₁ = 0.5, β₂ = 0.999, ε = 1e-8, no decay. */
    public Adam() {
        this(2e-4, 0.5, 0.999, 1e-8, 0, new ConstantRate());
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public Adam {
        AdamRule.check(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public UpdateRule rule() {
        return AdamRule.withRawRoot(beta1, beta2, epsilon);
    }

    @Override
    public double learningRate(long step) {
        return learningRate * schedule.factor(step);
    }
}
