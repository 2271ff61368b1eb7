package com.example.gan;

import org.ganlib.network.UpdateRule;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Optimizer;

/**
 * AdaBelief. With the gradient g and the number t of the update, from 1:
 *
 * <pre>{@code
 * m ← β₁m + (1 − β₁)g                         s ← β₂s + (1 − β₂)(g − m)² + ε
 * θ ← θ − η · m/(1 − β₁ᵗ) / (√(s/(1 − β₂ᵗ)) + ε)
 * }</pre>
 *
 * @param learningRate η before the schedule; > 0
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε; > 0
 * @param schedule how the learning rate changes over updates
 */
@PluginName(
        value = "adabelief",
        summary = "Steps along the mean gradient, scaled by how far gradients are from it.",
        paper = "Zhuang et al., AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients,"
                + " 2020, algorithm 2")
public record AdaBelief(
        @Setting("step size before the schedule; > 0") double learningRate,

        @Setting("decay of the mean of gradients; in [0, 1)")
        double beta1,

        @Setting("decay of the mean of squared differences; in [0, 1)")
        double beta2,

        @Setting("added to the variance and to its root; > 0")
        double epsilon,

        @Setting("how the learning rate changes over updates")
        LearningRateSchedule schedule)
        implements Optimizer {
    /** The paper's settings for GANs, with a cosine schedule over 100,000 updates. */
    public AdaBelief() {
        this(2e-4, 0.5, 0.999, 1e-12, new HalfCosine());
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public AdaBelief {
        Settings.check()
                .positive("learning-rate", learningRate)
                .rule(beta1 >= 0 && beta1 < 1, "beta1", "must be in [0, 1), was " + beta1)
                .rule(beta2 >= 0 && beta2 < 1, "beta2", "must be in [0, 1), was " + beta2)
                .positive("epsilon", epsilon)
                .orThrow();
    }

    @Override
    public double learningRate(long step) {
        return learningRate * schedule.factor(step);
    }

    @Override
    public UpdateRule rule() {
        return new Rule(this);
    }

    /** The rule of one network. */
    private static final class Rule implements UpdateRule {
        private final double beta1;
        private final double beta2;
        private final double epsilon;

        /** η/(1 − β₁ᵗ). */
        private double rate;

        /** 1/(1 − β₂ᵗ). */
        private double correction;

        Rule(AdaBelief settings) {
            beta1 = settings.beta1;
            beta2 = settings.beta2;
            epsilon = settings.epsilon;
        }

        @Override
        public int stateVectors() {
            return 2;
        }

        @Override
        public void begin(long step, double learningRate) {
            rate = learningRate / (1 - Math.pow(beta1, step + 1.0));
            correction = 1 / (1 - Math.pow(beta2, step + 1.0));
        }

        @Override
        public void update(float[] parameters, float[] gradients, float[][] state, int count) {
            float[] means = state[0];
            float[] variances = state[1];
            float b1 = (float) beta1;
            float b2 = (float) beta2;
            float e = (float) epsilon;
            float c = (float) correction;
            float r = (float) rate;
            for (int i = 0; i < count; i++) {
                float g = gradients[i];
                float m = b1 * means[i] + (1 - b1) * g;
                float d = g - m;
                float s = b2 * variances[i] + (1 - b2) * d * d + e;
                means[i] = m;
                variances[i] = s;
                parameters[i] -= r * m / ((float) Math.sqrt(s * c) + e);
            }
        }

        @Override
        public void update(double[] parameters, double[] gradients, double[][] state, int count) {
            double[] means = state[0];
            double[] variances = state[1];
            for (int i = 0; i < count; i++) {
                double g = gradients[i];
                double m = beta1 * means[i] + (1 - beta1) * g;
                double d = g - m;
                double s = beta2 * variances[i] + (1 - beta2) * d * d + epsilon;
                means[i] = m;
                variances[i] = s;
                parameters[i] -= rate * m / (Math.sqrt(s * correction) + epsilon);
            }
        }
    }
}
