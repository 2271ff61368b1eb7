package org.ganlib.losses.constraint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.network.Network;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;
import org.ganlib.tensor.TensorMemory;

/** The spectral projection of one run. */
final class SpectralProjectionOfRun implements CriticConstraint {
    private static final int FIRST_ITERATIONS = 15;

    private final double limit;
    private final int iterations;
    private final TensorMemory memory;
    private final List<SpectralLayer> layers;

    /** True once the vectors are near the singular vectors. */
    private boolean begun;

    SpectralProjectionOfRun(double limit, int iterations, Network critic) {
        this.limit = limit;
        this.iterations = iterations;
        memory = critic.memory();
        layers = SpectralLayer.of(critic, "spectral-projection");
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
            project(critic, FIRST_ITERATIONS);
        }
    }

    @Override
    public void afterCriticUpdate(Network critic) {
        project(critic, iterations);
    }

    private void project(Network critic, int count) {
        for (int i = 0; i < layers.size(); i++) {
            SpectralLayer layer = layers.get(i);
            layer.iterate(memory, count);
            memory.scale(1 / limit, layer.sigma);
            memory.divide(layer.sigma, 1, layer.weights);
        }
        critic.parametersChanged();
    }

    /** Reports {@link SpectralProjection#EXACT}. */
    @Override
    public void measure(Network critic, Measurements measurements) {
        double exact = 0;
        for (SpectralLayer layer : layers) {
            exact = Math.max(exact, ExactSpectralNorm.of(layer.weights, layer.layout, layer.u));
        }
        measurements.record(SpectralProjection.EXACT, exact);
    }
}
