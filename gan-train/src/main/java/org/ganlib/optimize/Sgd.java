package org.ganlib.optimize;

import java.util.Optional;
import org.ganlib.network.UpdateRule;
import org.ganlib.network.VectorUpdate;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Optimizer;
import org.ganlib.tensor.Tensor;

/**
 * Gradient descent with classical momentum:
 *
 * <pre>
 * v ← μv − ηg
 * θ ← θ + v
 * </pre>
 *
 * <p>Nesterov's variant looks ahead along the velocity, and its second line is θ ← θ + μv − ηg
 * (Sutskever et al. 2013, section 2, with the gradient taken at the point looked ahead to, which
 * then is what θ stands for). The learning rate scales what enters the velocity, so a velocity
 * built up at a high rate outlives a drop of the rate.
 *
 * @param learningRate η before the schedule; > 0
 * @param momentum μ; in [0, 1); 0 for plain descent
 * @param nesterov true to look ahead; needs momentum
 * @param weightDecay λ; ≥ 0
 * @param schedule the schedule of the learning rate
 */
@PluginName(
        value = "sgd",
        summary = "Steps along the gradient, with momentum.",
        paper =
                "I. Sutskever et al., On the importance of initialization and momentum in deep learning, 2013, section 2")
public record Sgd(
        @Setting("step size before the schedule; > 0") double learningRate,

        @Setting("share of the velocity that is kept; in [0, 1), 0 for plain descent")
        double momentum,

        @Setting("whether to look ahead along the velocity; needs momentum")
        boolean nesterov,

        @Setting("times the weights, added to their gradients; ≥ 0")
        double weightDecay,

        @Setting("how the learning rate changes over updates")
        LearningRateSchedule schedule)
        implements Optimizer {
    /** η = 0.1, no momentum, no decay. */
    public Sgd() {
        this(0.1, 0, false, 0, new ConstantRate());
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range, or
     *     nesterov has no momentum
     */
    public Sgd {
        Settings.check()
                .positive("learning-rate", learningRate)
                .rule(Ranges.isFraction(momentum), "momentum", Ranges.fraction(momentum))
                .rule(!nesterov || momentum != 0, "nesterov", "needs momentum > 0. Set momentum, for example to 0.9")
                .rule(Ranges.isDecay(weightDecay), "weight-decay", Ranges.decay(weightDecay))
                .orThrow();
    }

    @Override
    public UpdateRule rule() {
        return momentum == 0 ? new Plain() : new WithMomentum(momentum, nesterov);
    }

    @Override
    public double learningRate(long step) {
        return learningRate * schedule.factor(step);
    }

    private static final class Plain implements UpdateRule {
        private double rate;

        @Override
        public int stateVectors() {
            return 0;
        }

        @Override
        public void begin(long step, double learningRate) {
            rate = learningRate;
        }

        @Override
        public void update(float[] parameters, float[] gradients, float[][] state, int count) {
            float scale = (float) rate;
            for (int i = 0; i < count; i++) {
                parameters[i] -= scale * gradients[i];
            }
        }

        @Override
        public void update(double[] parameters, double[] gradients, double[][] state, int count) {
            for (int i = 0; i < count; i++) {
                parameters[i] -= rate * gradients[i];
            }
        }

        @Override
        public Optional<VectorUpdate> onVectors() {
            return Optional.of(
                    (arithmetic, parameters, gradients, state) -> arithmetic.addScaled(parameters, -rate, gradients));
        }
    }

    /**
     * Keeps v. The change of the parameters is av − bg with a = 1 and b = 0 for classical momentum,
     * a = μ and b = η for Nesterov's.
     */
    private static final class WithMomentum implements UpdateRule {
        private final double momentum;
        private final boolean nesterov;
        private double rate;

        WithMomentum(double momentum, boolean nesterov) {
            this.momentum = momentum;
            this.nesterov = nesterov;
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
            float keep = (float) momentum;
            float scale = (float) rate;
            float a = nesterov ? keep : 1;
            float b = nesterov ? scale : 0;
            for (int i = 0; i < count; i++) {
                float g = gradients[i];
                float v = keep * first[i] - scale * g;
                first[i] = v;
                parameters[i] += a * v - b * g;
            }
        }

        @Override
        public void update(double[] parameters, double[] gradients, double[][] state, int count) {
            double[] first = state[0];
            double a = nesterov ? momentum : 1;
            double b = nesterov ? rate : 0;
            for (int i = 0; i < count; i++) {
                double g = gradients[i];
                double v = momentum * first[i] - rate * g;
                first[i] = v;
                parameters[i] += a * v - b * g;
            }
        }

        @Override
        public Optional<VectorUpdate> onVectors() {
            return Optional.of((arithmetic, parameters, gradients, state) -> {
                Tensor velocity = state.get(0);
                arithmetic.mix(velocity, momentum, -rate, gradients);
                arithmetic.addScaled(parameters, nesterov ? momentum : 1, velocity);
                if (nesterov) {
                    arithmetic.addScaled(parameters, -rate, gradients);
                }
            });
        }
    }
}
