package org.ganlib.losses.constraint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.network.Network;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;
import org.ganlib.tensor.TensorMemory;

/** Spectral normalisation of one run. Between two updates the critic's weights are normalised. */
final class SpectralNormOfRun implements CriticConstraint {
    private static final int FIRST_ITERATIONS = 15;

    /** A matrix of zeros is divided by this, and stays. */
    private static final double LEAST_NORM = 1e-12;

    private final int iterations;
    private final TensorMemory memory;
    private final List<SpectralLayer> layers;

    /** True once the weights are normalised. */
    private boolean begun;

    SpectralNormOfRun(int iterations, Network critic) {
        this.iterations = iterations;
        memory = critic.memory();
        layers = SpectralLayer.of(critic, "spectral-norm");
    }

    @Override
    public Map<String, String> state() {
        Map<String, String> state = new LinkedHashMap<>();
        if (begun) {
            layers.forEach(layer -> layer.store(state));
        }
        return state;
    }

    @Override
    public void restore(Map<String, String> state) {
        layers.forEach(layer -> layer.restore(state));
        begun = true;
    }

    @Override
    public void beforeCriticStep(Network critic) {
        if (!begun) {
            begun = true;
            normalise(critic, Math.max(FIRST_ITERATIONS, iterations));
        }
    }

    @Override
    public void beforeCriticUpdate(Network critic) {
        for (int i = 0; i < layers.size(); i++) {
            SpectralLayer layer = layers.get(i);
            memory.gradientBeforeNormalisation(
                    layer.gradients, layer.weights, layer.layout, layer.u, layer.v, layer.sigma);
            memory.scale(layer.sigma, layer.weights);
        }
        critic.parametersChanged();
    }

    @Override
    public void afterCriticUpdate(Network critic) {
        normalise(critic, iterations);
    }

    private void normalise(Network critic, int count) {
        for (int i = 0; i < layers.size(); i++) {
            SpectralLayer layer = layers.get(i);
            layer.iterate(memory, count);
            memory.divide(layer.sigma, LEAST_NORM, layer.weights);
        }
        critic.parametersChanged();
    }

    /** Reports {@link SpectralNorm#ESTIMATE} and {@link SpectralNorm#EXACT}. */
    @Override
    public void measure(Network critic, Measurements measurements) {
        if (!begun) {
            return;
        }
        double estimate = 0;
        double exact = 0;
        for (SpectralLayer layer : layers) {
            estimate = Math.max(estimate, layer.sigma.at(0));
            exact = Math.max(exact, ExactSpectralNorm.of(layer.weights, layer.layout, layer.u));
        }
        measurements.record(SpectralNorm.ESTIMATE, estimate);
        measurements.record(SpectralNorm.EXACT, exact);
    }
}
