package org.ganlib.losses.constraint;

import org.ganlib.network.Network;
import org.ganlib.spi.Measurements;

/** The spectral projection of one critic. */
final class SpectralProjectionOfCritic extends SpectralConstraint {
    private final double limit;

    SpectralProjectionOfCritic(double limit, int iterations, Network critic) {
        super(critic, "spectral-projection", iterations);
        this.limit = limit;
    }

    @Override
    void divide(SpectralLayer layer) {
        memory.scale(1 / limit, layer.sigma);
        memory.divide(layer.sigma, 1, layer.weights);
    }

    /** Reports {@link SpectralProjection#EXACT}. */
    @Override
    public void measure(Network critic, Measurements measurements) {
        measurements.record(SpectralProjection.EXACT, layers.largestNorm());
    }
}
