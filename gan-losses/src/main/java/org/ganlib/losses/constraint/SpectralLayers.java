package org.ganlib.losses.constraint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.network.Network;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.MatrixLayout;
import org.ganlib.tensor.Tensor;

/** The layers of one critic that have matrices, whose spectral norms are estimated. */
final class SpectralLayers {
    private static final int FIRST_ITERATIONS = 15;

    private final Network critic;
    private final List<SpectralLayer> layers;
    private final int iterations;

    /** The critic's gradients, of which each layer's are a slice; null before the first call. */
    private Tensor gradients;

    /** True once the vectors are near the singular vectors. */
    private boolean begun;

    /**
     * @param plugin the constraint's name, for messages
     * @param iterations the iterations of each estimate but the first, which has {@value
     *     #FIRST_ITERATIONS} at least
     */
    SpectralLayers(Network critic, String plugin, int iterations) {
        this.critic = critic;
        this.iterations = iterations;
        layers = SpectralLayer.of(critic, plugin);
    }

    List<SpectralLayer> all() {
        return layers;
    }

    /** The layers with the gradients of all backward passes until now. */
    List<SpectralLayer> withGradients() {
        Tensor latest = critic.gradients();
        if (latest != gradients) {
            gradients = latest;
            layers.forEach(layer -> layer.takeGradients(latest));
        }
        return layers;
    }

    /** Tells whether an estimate was made. */
    boolean haveBegun() {
        return begun;
    }

    /** Estimates the spectral norm of a layer, from where the last estimate ended. */
    void estimate(SpectralLayer layer) {
        int count = begun ? iterations : Math.max(FIRST_ITERATIONS, iterations);
        critic.memory().iteratePower(layer.weights, layer.layout, count, layer.u, layer.v, layer.sigma);
    }

    /** Call this after every layer's norm was estimated and its weights were changed. */
    void written() {
        begun = true;
        critic.parametersChanged();
    }

    /** The vectors and norms as text, exactly; empty before the first estimate. */
    Map<String, String> state() {
        Map<String, String> state = new LinkedHashMap<>();
        if (begun) {
            layers.forEach(layer -> layer.store(state));
        }
        return state;
    }

    /**
     * Restores what {@link #state} returned.
     *
     * @throws IllegalArgumentException if an entry is missing, or a vector has another length
     */
    void restore(Map<String, String> state) {
        layers.forEach(layer -> layer.restore(state));
        begun = true;
    }

    /** The largest exact norm of the weights as they are. */
    double largestNorm() {
        HostMemory memory = new HostMemory();
        double largest = 0;
        for (SpectralLayer layer : layers) {
            MatrixLayout layout = layer.layout;
            try (HostTensor weights = HostTensor.copyOf(layer.weights)) {
                largest = Math.max(largest, memory.spectralNorm(weights, layout));
            }
        }
        return largest;
    }
}
