package org.ganlib.dl4j;

import java.util.Optional;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.SampleWork;
import org.ganlib.plugin.PluginName;

/**
 * Runs networks on Deeplearning4j's layers, on whatever backend ND4J has. Slow but complete: other
 * engines are measured against it.
 */
@PluginName(value = "dl4j", summary = "The reference engine: Deeplearning4j's own layers on ND4J's backend.")
public record Dl4jEngine() implements NetworkEngine {
    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public Network build(NetworkRequest request) {
        return new Dl4jNetwork(request);
    }

    @Override
    public Optional<SampleWork> sampleWork() {
        return Optional.of(new MatrixProducts());
    }
}
