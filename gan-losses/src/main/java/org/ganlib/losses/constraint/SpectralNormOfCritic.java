package org.ganlib.losses.constraint;

import java.util.List;
import org.ganlib.network.Network;
import org.ganlib.spi.Measurements;

/** Spectral normalisation of one critic, whose weights are normalised between two updates. */
final class SpectralNormOfCritic extends SpectralConstraint {
    /** A matrix of zeros is divided by this, and stays. */
    private static final double LEAST_NORM = 1e-12;

    SpectralNormOfCritic(int iterations, Network critic) {
        super(critic, "spectral-norm", iterations);
    }

    @Override
    void divide(SpectralLayer layer) {
        memory.divide(layer.sigma, LEAST_NORM, layer.weights);
    }

    @Override
    public void beforeCriticUpdate(Network critic) {
        List<SpectralLayer> all = layers.withGradients();
        for (int i = 0; i < all.size(); i++) {
            SpectralLayer layer = all.get(i);
            memory.gradientBeforeNormalisation(
                    layer.gradients, layer.weights, layer.layout, layer.u, layer.v, layer.sigma);
            memory.scale(layer.sigma, layer.weights);
        }
        layers.written();
    }

    /** Reports {@link SpectralNorm#ESTIMATE} and {@link SpectralNorm#EXACT}. */
    @Override
    public void measure(Network critic, Measurements measurements) {
        if (!layers.haveBegun()) {
            return;
        }
        double estimate = 0;
        for (SpectralLayer layer : layers.all()) {
            estimate = Math.max(estimate, layer.sigma.at(0));
        }
        measurements.record(SpectralNorm.ESTIMATE, estimate);
        measurements.record(SpectralNorm.EXACT, layers.largestNorm());
    }
}
