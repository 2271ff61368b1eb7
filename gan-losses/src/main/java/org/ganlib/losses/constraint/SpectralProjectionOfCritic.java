package org.ganlib.losses.constraint;

import java.util.List;
import java.util.Map;
import org.ganlib.network.Network;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;
import org.ganlib.tensor.TensorMemory;

/** The spectral projection of one critic. */
final class SpectralProjectionOfCritic implements CriticConstraint {
    private final double limit;
    private final TensorMemory memory;
    private final SpectralLayers layers;

    SpectralProjectionOfCritic(double limit, int iterations, Network critic) {
        this.limit = limit;
        memory = critic.memory();
        layers = new SpectralLayers(critic, "spectral-projection", iterations);
    }

    @Override
    public Map<String, String> state() {
        return layers.state();
    }

    @Override
    public void restore(Map<String, String> state) {
        layers.restore(state);
    }

    @Override
    public void beforeCriticStep(Network critic) {
        if (!layers.haveBegun()) {
            project();
        }
    }

    @Override
    public void afterCriticUpdate(Network critic) {
        project();
    }

    private void project() {
        List<SpectralLayer> all = layers.all();
        for (int i = 0; i < all.size(); i++) {
            SpectralLayer layer = all.get(i);
            layers.estimate(layer);
            memory.scale(1 / limit, layer.sigma);
            memory.divide(layer.sigma, 1, layer.weights);
        }
        layers.written();
    }

    /** Reports {@link SpectralProjection#EXACT}. */
    @Override
    public void measure(Network critic, Measurements measurements) {
        measurements.record(SpectralProjection.EXACT, layers.largestNorm());
    }
}
