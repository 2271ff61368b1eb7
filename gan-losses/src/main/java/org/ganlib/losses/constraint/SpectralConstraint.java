package org.ganlib.losses.constraint;

import java.util.List;
import java.util.Map;
import org.ganlib.network.Network;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.tensor.TensorMemory;

/**
 * A constraint of one critic that divides each layer's weights by a function of their estimated
 * spectral norm: before the first step, and after every update.
 */
abstract class SpectralConstraint implements CriticConstraint {
    final TensorMemory memory;
    final SpectralLayers layers;

    /**
     * @param plugin the constraint's name, for messages
     * @param iterations the iterations of each estimate
     */
    SpectralConstraint(Network critic, String plugin, int iterations) {
        memory = critic.memory();
        layers = new SpectralLayers(critic, plugin, iterations);
    }

    /** Divides the weights of a layer, whose spectral norm was estimated just now. */
    abstract void divide(SpectralLayer layer);

    @Override
    public final Map<String, String> state() {
        return layers.state();
    }

    @Override
    public final void restore(Map<String, String> state) {
        layers.restore(state);
    }

    @Override
    public final void beforeCriticStep(Network critic) {
        if (!layers.haveBegun()) {
            divideAll();
        }
    }

    @Override
    public final void afterCriticUpdate(Network critic) {
        divideAll();
    }

    private void divideAll() {
        List<SpectralLayer> all = layers.all();
        for (int i = 0; i < all.size(); i++) {
            layers.estimate(all.get(i));
            divide(all.get(i));
        }
        layers.written();
    }
}
