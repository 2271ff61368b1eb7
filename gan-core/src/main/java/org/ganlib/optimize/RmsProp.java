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
import org.nd4j.linalg.api.ops.impl.updaters.RmsPropUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * RMSProp, starting from v = 0:
 *
 * <pre>
 * v ← ρv + (1 − ρ)g²
 * θ ← θ − ηg / (√v + ε)
 * </pre>
 *
 * <p>The default learning rate is the one of Wasserstein GANs with clipped weights (Arjovsky et al. 2017, algorithm 1).
 *
 * @param learningRate η before the schedule; > 0
 * @param decay ρ; in [0, 1)
 * @param epsilon ε; > 0
 * @param weightDecay λ; ≥ 0
 * @param schedule how the learning rate changes
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
    public ParameterUpdater updaterFor(ParameterLayout layout, DataType precision) {
        return new Updater(this, layout, precision);
    }

    private static final class Updater implements ParameterUpdater {
        private final RmsProp settings;
        private final WeightDecay decay;
        private final INDArray square;

        Updater(RmsProp settings, ParameterLayout layout, DataType precision) {
            this.settings = settings;
            this.decay = new WeightDecay(settings.weightDecay, layout);
            this.square = Vectors.zeros(precision, layout.length());
        }

        @Override
        public void update(INDArray parameters, INDArray gradients, long step) {
            decay.addTo(gradients, parameters);
            Nd4j.exec(new RmsPropUpdater(gradients, square, learningRate(step), settings.decay, settings.epsilon));
            parameters.subi(gradients);
        }

        @Override
        public INDArray state() {
            return square;
        }

        @Override
        public double learningRate(long step) {
            return settings.learningRate * settings.schedule.factor(step);
        }
    }
}
