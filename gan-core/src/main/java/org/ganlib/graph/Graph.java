package org.ganlib.graph;

import java.util.List;
import java.util.stream.Stream;
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkDefinition;

/**
 * A network as operations, in an order in which each comes after those it reads.
 *
 * @param inputs the names of the network's inputs
 * @param nodes the operations
 * @param output the name of the operation that gives the network's output
 */
public record Graph(List<String> inputs, List<Node> nodes, String output) {
    /** Copies the lists. */
    public Graph {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
    }

    /**
     * Reads a definition.
     *
     * @param mode {@link Mode#TRAINING} for the whole network; {@link Mode#EVALUATION} for a graph
     *     without what acts in training alone, such as dropout
     * @throws UnsupportedLayerException for the first layer that no node stands for
     * @throws IllegalArgumentException if a layer takes another number of values than it is given,
     *     or the last layer's output has another size than the definition declares
     */
    public static Graph of(NetworkDefinition definition, Mode mode) throws UnsupportedLayerException {
        return GraphReader.read(definition, mode);
    }

    /** The operations that read the value of that name. */
    public Stream<Node> readers(String name) {
        return nodes.stream().filter(node -> node.sources().contains(name));
    }

    /** Tells whether a forward pass in training draws dropout masks. */
    public boolean drawsMasks() {
        return nodes.stream().anyMatch(Node.Dropout.class::isInstance);
    }
}
