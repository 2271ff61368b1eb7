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

/**
 * Gradient descent with classical momentum:
 *
 * <pre>
 * v ← μv − ηg
 * θ ← θ + v
 * </pre>
 *
 * <p>Nesterov's variant looks ahead along the velocity, and its second line is θ ← θ + μv − ηg (Sutskever et al. 2013, section 2, with the
 * gradient taken at the point looked ahead to, which then is what θ stands for). The learning rate scales what enters the velocity, so a
 * velocity built up at a high rate outlives a drop of the rate.
 *
 * @param learningRate η before the schedule; > 0
 * @param momentum μ; in [0, 1); 0 for plain descent
 * @param nesterov whether to look ahead; needs momentum
 * @param weightDecay λ; ≥ 0
 * @param schedule how the learning rate changes
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

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range, or nesterov has no momentum */
    public Sgd {
        Settings.check()
                .positive("learning-rate", learningRate)
                .rule(Ranges.isFraction(momentum), "momentum", Ranges.fraction(momentum))
                .rule(!nesterov || momentum != 0, "nesterov", "needs momentum > 0. Set momentum, for example to 0.9")
                .rule(Ranges.isDecay(weightDecay), "weight-decay", Ranges.decay(weightDecay))
                .orThrow();
    }

    @Override
    public ParameterUpdater updaterFor(ParameterLayout layout, DataType precision) {
        return momentum == 0 ? new Plain(this, layout) : new WithMomentum(this, layout, precision);
    }

    private double rate(long step) {
        return learningRate * schedule.factor(step);
    }

    private static final class Plain implements ParameterUpdater {
        private final Sgd settings;
        private final WeightDecay decay;

        Plain(Sgd settings, ParameterLayout layout) {
            this.settings = settings;
            this.decay = new WeightDecay(settings.weightDecay, layout);
        }

        @Override
        public void update(INDArray parameters, INDArray gradients, long step) {
            decay.addTo(gradients, parameters);
            Vectors.addScaled(-learningRate(step), gradients, parameters);
        }

        @Override
        public INDArray state() {
            return null;
        }

        @Override
        public double learningRate(long step) {
            return settings.rate(step);
        }
    }

    private static final class WithMomentum implements ParameterUpdater {
        private final Sgd settings;
        private final WeightDecay decay;
        private final INDArray velocity;

        WithMomentum(Sgd settings, ParameterLayout layout, DataType precision) {
            this.settings = settings;
            this.decay = new WeightDecay(settings.weightDecay, layout);
            this.velocity = Vectors.zeros(precision, layout.length());
        }

        @Override
        public void update(INDArray parameters, INDArray gradients, long step) {
            double rate = learningRate(step);
            decay.addTo(gradients, parameters);
            velocity.muli(settings.momentum);
            Vectors.addScaled(-rate, gradients, velocity);
            if (settings.nesterov) {
                Vectors.addScaled(settings.momentum, velocity, parameters);
                Vectors.addScaled(-rate, gradients, parameters);
            } else {
                parameters.addi(velocity);
            }
        }

        @Override
        public INDArray state() {
            return velocity;
        }

        @Override
        public double learningRate(long step) {
            return settings.rate(step);
        }
    }
}
