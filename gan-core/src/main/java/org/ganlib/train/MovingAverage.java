package org.ganlib.train;

import org.ganlib.network.Network;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.network.SlabVector;

/**
 * The exponential moving average of a network's parameters, running statistics included, starting from the initial ones:
 *
 * <pre>
 * a ← d·a + (1 − d)·θ
 * </pre>
 *
 * <p>Samples drawn from averaged generators vary less from step to step (Yazıcı et al., The Unusual Effectiveness of Averaging in GAN
 * Training, 2019, equation 4).
 */
final class MovingAverage implements ParameterRule {
    private final double decay;
    private final SlabVector average;

    MovingAverage(double decay, Network network) {
        this.decay = decay;
        average = new SlabVector(
                network.parameters().dataType(), network.parameters().length());
        average.copyFrom(network.parameters(), 0);
    }

    @Override
    public void apply(float[] slab, int count, long first) {
        float[] kept = average.floats(first);
        float keep = (float) decay;
        float take = (float) (1 - decay);
        for (int i = 0; i < count; i++) {
            kept[i] = keep * kept[i] + take * slab[i];
        }
    }

    @Override
    public void apply(double[] slab, int count, long first) {
        double[] kept = average.doubles(first);
        double take = 1 - decay;
        for (int i = 0; i < count; i++) {
            kept[i] = decay * kept[i] + take * slab[i];
        }
    }

    /** The average itself. */
    SlabVector values() {
        return average;
    }

    /** Exchanges the network's parameters with their average; doing it twice leaves both as they were, to the bit. */
    void exchangeWith(Network network) {
        new ParameterSlabs().apply(new Exchange(average), network.parameters());
        network.parametersChanged();
    }

    private record Exchange(SlabVector other) implements ParameterRule {
        @Override
        public void apply(float[] slab, int count, long first) {
            float[] kept = other.floats(first);
            for (int i = 0; i < count; i++) {
                float parameter = slab[i];
                slab[i] = kept[i];
                kept[i] = parameter;
            }
        }

        @Override
        public void apply(double[] slab, int count, long first) {
            double[] kept = other.doubles(first);
            for (int i = 0; i < count; i++) {
                double parameter = slab[i];
                slab[i] = kept[i];
                kept[i] = parameter;
            }
        }
    }
}
