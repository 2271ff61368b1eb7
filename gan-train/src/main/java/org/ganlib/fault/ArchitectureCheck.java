package org.ganlib.fault;

import java.util.List;
import java.util.Optional;
import org.ganlib.graph.Graph;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;

/** Compares the network that an architecture defined with the one that was asked for. */
public final class ArchitectureCheck {
    private ArchitectureCheck() {}

    /**
     * How the network differs from its signature; empty where it does not. Sizes count, not shapes:
     * a perceptron may take images as rows of numbers.
     */
    public static Optional<String> difference(NetworkDefinition definition, NetworkSignature signature) {
        if (!sizes(definition.inputs()).equals(sizes(signature.inputs()))) {
            return Optional.of("define(signature) gave a network of inputs " + definition.inputs() + ", asked for were "
                    + signature.inputs());
        }
        if (definition.output().elements() != signature.output().elements()) {
            return Optional.of("define(signature) gave a network of output " + definition.output() + ", asked for was "
                    + signature.output());
        }
        return Optional.empty();
    }

    /**
     * How the layers of a network contradict the sizes it declares; empty where they do not. A
     * network with layers that the graph of operations cannot represent is not checked.
     */
    public static Optional<String> contradiction(NetworkDefinition definition) {
        try {
            Graph.of(definition, Mode.TRAINING);
            return Optional.empty();
        } catch (UnsupportedLayerException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("define(signature) gave a network that contradicts itself: " + e.getMessage());
        }
    }

    private static List<Integer> sizes(List<TensorShape> shapes) {
        return shapes.stream().map(TensorShape::elements).toList();
    }
}
