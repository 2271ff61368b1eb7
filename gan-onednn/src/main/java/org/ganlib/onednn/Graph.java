package org.ganlib.onednn;

import java.util.List;
import java.util.stream.Stream;

/**
 * A network as operations, each after those it needs.
 *
 * @param inputs the names of the inputs
 * @param nodes the operations
 * @param output the name of the result
 */
record Graph(List<String> inputs, List<Node> nodes, String output) {
    Graph {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
    }

    /** The operations on what that name stands for. */
    Stream<Node> readers(String name) {
        return nodes.stream().filter(node -> node.sources().contains(name));
    }

    boolean drawsMasks() {
        return nodes.stream().anyMatch(Node.Dropout.class::isInstance);
    }
}
