package org.ganlib.optimize;

import java.util.Optional;
import org.ganlib.network.UpdateRule;
import org.ganlib.network.VectorUpdate;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
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
        Settings.check()
                .positive("learning-rate", learningRate)
                .rule(Ranges.isFraction(beta1), "beta1", Ranges.fraction(beta1))
                .rule(Ranges.isFraction(beta2), "beta2", Ranges.fraction(beta2))
                .positive("epsilon", epsilon)
                .rule(Ranges.isDecay(weightDecay), "weight-decay", Ranges.decay(weightDecay))
                .orThrow();
    }

    @Override
    public UpdateRule rule() {
        return new Rule(this);
    }

    @Override
    public double learningRate(long step) {
        return learningRate * schedule.factor(step);
    }

    /**
     * Keeps m and v. Where the gradient always was 0, m and v are 0 and the parameter stays as it
     * is, to the bit.
     */
    private static final class Rule implements UpdateRule {
        private final double beta1;
        private final double beta2;
        private final double epsilon;
        private double rate;
        private long updates;
        private double corrected;

        Rule(Adam adam) {
            beta1 = adam.beta1;
            beta2 = adam.beta2;
            epsilon = adam.epsilon;
        }

        @Override
        public int stateVectors() {
            return 2;
        }

        @Override
        public void begin(long step, double learningRate) {
            rate = learningRate;
            updates = step + 1;
            corrected =
                    rate * Math.sqrt(1 - Math.pow(beta2, (double) updates)) / (1 - Math.pow(beta1, (double) updates));
        }

        @Override
        public void update(float[] parameters, float[] gradients, float[][] state, int count) {
            float[] first = state[0];
            float[] second = state[1];
            float keep1 = (float) beta1;
            float take1 = (float) (1 - beta1);
            float keep2 = (float) beta2;
            float take2 = (float) (1 - beta2);
            float step = (float) corrected;
            float floor = Ranges.positiveFloat(epsilon);
            for (int i = 0; i < count; i++) {
                float g = gradients[i];
                float m = keep1 * first[i] + take1 * g;
                float v = keep2 * second[i] + take2 * g * g;
                first[i] = m;
                second[i] = v;
                parameters[i] -= step * m / ((float) Math.sqrt(v) + floor);
            }
        }

        @Override
        public void update(double[] parameters, double[] gradients, double[][] state, int count) {
            double[] first = state[0];
            double[] second = state[1];
            double take1 = 1 - beta1;
            double take2 = 1 - beta2;
            for (int i = 0; i < count; i++) {
                double g = gradients[i];
                double m = beta1 * first[i] + take1 * g;
                double v = beta2 * second[i] + take2 * g * g;
                first[i] = m;
                second[i] = v;
                parameters[i] -= corrected * m / (Math.sqrt(v) + epsilon);
            }
        }

        @Override
        public Optional<VectorUpdate> onVectors() {
            return Optional.of((arithmetic, parameters, gradients, state) -> arithmetic.adam(
                    parameters, gradients, state.get(0), state.get(1), beta1, beta2, rate, epsilon, updates));
        }
    }
}
