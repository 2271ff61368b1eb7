package org.ganlib.wiring;

import java.util.Optional;
import org.ganlib.graph.Graph;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.spi.NetworkSignature;

/** Compares the network that an architecture defined with the one that was asked for. */
final class ArchitectureCheck {
    private ArchitectureCheck() {}

    /**
     * How the network differs from its signature; empty where it does not. The sizes of layers that
     * the graph of operations cannot represent are not checked.
     */
    static Optional<String> contradiction(NetworkDefinition definition, NetworkSignature signature) {
        if (!definition.inputs().equals(signature.inputs())) {
            return Optional.of("define(signature) gave a network of inputs " + definition.inputs() + ", asked for were "
                    + signature.inputs());
        }
        if (!definition.output().equals(signature.output())) {
            return Optional.of("define(signature) gave a network of output " + definition.output() + ", asked for was "
                    + signature.output());
        }
        try {
            Graph.of(definition, Mode.TRAINING);
            return Optional.empty();
        } catch (UnsupportedLayerException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("define(signature) gave a network that contradicts itself: " + e.getMessage());
        }
    }
}
