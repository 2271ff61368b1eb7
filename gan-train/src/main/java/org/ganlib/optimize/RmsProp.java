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
 * RMSProp, starting from v = 0:
 *
 * <pre>
 * v ← ρv + (1 − ρ)g²
 * θ ← θ − ηg / (√v + ε)
 * </pre>
 *
 * <p>The default learning rate is the one of Wasserstein GANs with clipped weights (Arjovsky et al.
 * 2017, algorithm 1).
 *
 * @param learningRate η before the schedule; > 0
 * @param decay ρ; in [0, 1)
 * @param epsilon ε; > 0
 * @param weightDecay λ; ≥ 0
 * @param schedule the schedule of the learning rate
 */
@PluginName(
        value = "rmsprop",
        summary = "Steps along the gradient, scaled by the root mean square of past gradients.",
        paper = "T. Tieleman and G. Hinton, Lecture 6.5: rmsprop, 2012")
public record RmsProp(
        @Setting("step size before the schedule; > 0") double learningRate,

        @Setting("decay of the mean of squared gradients; in [0, 1)")
        double decay,

        @Setting("added to the root mean square; > 0") double epsilon,

        @Setting("times the weights, added to their gradients; ≥ 0")
        double weightDecay,

        @Setting("how the learning rate changes over updates")
        LearningRateSchedule schedule)
        implements Optimizer {
    /** η = 5e-5, ρ = 0.99, ε = 1e-8, no weight decay. */
    public RmsProp() {
        this(5e-5, 0.99, 1e-8, 0, new ConstantRate());
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public RmsProp {
        Settings.check()
                .positive("learning-rate", learningRate)
                .rule(Ranges.isFraction(decay), "decay", Ranges.fraction(decay))
                .positive("epsilon", epsilon)
                .rule(Ranges.isDecay(weightDecay), "weight-decay", Ranges.decay(weightDecay))
                .orThrow();
    }

    @Override
    public UpdateRule rule() {
        return new Rule(decay, epsilon);
    }

    @Override
    public double learningRate(long step) {
        return learningRate * schedule.factor(step);
    }

    /** Keeps v. */
    private static final class Rule implements UpdateRule {
        private final double decay;
        private final double epsilon;
        private double rate;

        Rule(double decay, double epsilon) {
            this.decay = decay;
            this.epsilon = epsilon;
        }

        @Override
        public int stateVectors() {
            return 1;
        }

        @Override
        public void begin(long step, double learningRate) {
            rate = learningRate;
        }

        @Override
        public void update(float[] parameters, float[] gradients, float[][] state, int count) {
            float[] first = state[0];
            float keep = (float) decay;
            float take = (float) (1 - decay);
            float scale = (float) rate;
            float floor = Ranges.positiveFloat(epsilon);
            for (int i = 0; i < count; i++) {
                float g = gradients[i];
                float v = keep * first[i] + take * g * g;
                first[i] = v;
                parameters[i] -= scale * g / ((float) Math.sqrt(v) + floor);
            }
        }

        @Override
        public void update(double[] parameters, double[] gradients, double[][] state, int count) {
            double[] first = state[0];
            double take = 1 - decay;
            for (int i = 0; i < count; i++) {
                double g = gradients[i];
                double v = decay * first[i] + take * g * g;
                first[i] = v;
                parameters[i] -= rate * g / (Math.sqrt(v) + epsilon);
            }
        }

        @Override
        public Optional<VectorUpdate> onVectors() {
            return Optional.of((arithmetic, parameters, gradients, state) -> {
                arithmetic.mixSquares(state.get(0), decay, 1 - decay, gradients);
                arithmetic.addQuotient(parameters, -rate, gradients, state.get(0), epsilon);
            });
        }
    }
}
