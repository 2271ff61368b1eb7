package org.ganlib.optimize;

import org.ganlib.network.ParameterLayout;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Optimizer;
import org.ganlib.spi.ParameterUpdater;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam, in the form at the end of section 2 of the paper:
 *
 * <pre>
 * m ← β₁m + (1 − β₁)g
 * v ← β₂v + (1 − β₂)g²
 * θ ← θ − η √(1 − β₂ᵗ⁺¹) / (1 − β₁ᵗ⁺¹) · m / (√v + ε)
 * </pre>
 *
 * <p>This ε is the paper's ε̂: against algorithm 1 it is divided by √(1 − β₂ᵗ⁺¹), and so larger in the first updates. The default β₁ is 0.5,
 * as is usual for adversarial training since Radford et al. 2016.
 *
 * @param learningRate η before the schedule; > 0
 * @param beta1 decay of the mean of gradients; in [0, 1)
 * @param beta2 decay of the mean of squared gradients; in [0, 1)
 * @param epsilon ε; > 0
 * @param weightDecay λ; ≥ 0
 * @param schedule how the learning rate changes
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
        Settings.check()
                .positive("learning-rate", learningRate)
                .rule(beta1 >= 0 && beta1 < 1, "beta1", Ranges.fraction(beta1))
                .rule(beta2 >= 0 && beta2 < 1, "beta2", Ranges.fraction(beta2))
                .positive("epsilon", epsilon)
                .rule(Ranges.isDecay(weightDecay), "weight-decay", Ranges.decay(weightDecay))
                .orThrow();
    }

    @Override
    public ParameterUpdater updaterFor(ParameterLayout layout, DataType precision) {
        return new Updater(this, layout, precision);
    }

    private static final class Updater implements ParameterUpdater {
        private final Adam adam;
        private final WeightDecay decay;
        private final INDArray state;
        private final INDArray mean;
        private final INDArray square;

        Updater(Adam adam, ParameterLayout layout, DataType precision) {
            long length = layout.length();
            this.adam = adam;
            this.decay = new WeightDecay(adam.weightDecay, layout);
            this.state = Vectors.zeros(precision, 2 * length);
            this.mean = Vectors.part(state, 0, length);
            this.square = Vectors.part(state, length, 2 * length);
        }

        @Override
        public void update(INDArray parameters, INDArray gradients, long step) {
            decay.addTo(gradients, parameters);
            // The kernel counts in 32 bits; both powers of β have long vanished there.
            int iteration = (int) Math.min(step, Integer.MAX_VALUE - 1);
            Nd4j.exec(new AdamUpdater(
                    gradients, square, mean, learningRate(step), adam.beta1, adam.beta2, adam.epsilon, iteration));
            parameters.subi(gradients);
        }

        @Override
        public INDArray state() {
            return state;
        }

        @Override
        public double learningRate(long step) {
            return adam.learningRate * adam.schedule.factor(step);
        }
    }
}
