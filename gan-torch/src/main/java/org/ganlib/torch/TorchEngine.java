package org.ganlib.torch;

import java.util.Optional;
import org.ganlib.graph.Graph;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.plugin.PluginName;
import org.ganlib.problem.GanException;
import org.ganlib.torch.device.Place;

/** The engine that runs networks on libtorch. */
@PluginName(value = "torch", summary = "libtorch: NVIDIA's and Apple's devices, and the processor.")
public record TorchEngine() implements NetworkEngine {
    @Override
    public Optional<String> unavailable() {
        return TorchLibrary.problem();
    }

    @Override
    public Optional<String> unsupported(NetworkDefinition definition) {
        try {
            Graph.of(definition, Mode.TRAINING);
            return Optional.empty();
        } catch (UnsupportedLayerException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Network build(NetworkRequest request) {
        return build(request, Place.processor());
    }

    /** Builds a network in that place. */
    static Network build(NetworkRequest request, Place place) {
        try {
            return new TorchNetwork(request, place);
        } catch (UnsupportedLayerException e) {
            throw new GanException(
                    "network " + request.name() + ": engine torch has no operation for " + e.getMessage()
                            + ". Use engine=dl4j",
                    e);
        }
    }
}
