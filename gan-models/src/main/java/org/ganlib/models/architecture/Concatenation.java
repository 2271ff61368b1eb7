package org.ganlib.models.architecture;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.ganlib.network.TensorShape;
import org.ganlib.spi.NetworkSignature;

/** All inputs of a network as one vector. */
final class Concatenation {
    private Concatenation() {}

    /** The inputs as vectors, in their order. */
    static List<TensorShape> vectors(NetworkSignature signature) {
        return signature.inputs().stream()
                .map(shape -> TensorShape.of(shape.elements()))
                .toList();
    }

    /** Adds {@code input}, or {@code input-0}, {@code input-1}, … joined in {@code inputs}; returns the vertex that gives all of them. */
    static String of(GraphBuilder graph, int count) {
        if (count == 1) {
            graph.addInputs("input");
            return "input";
        }
        String[] names = IntStream.range(0, count).mapToObj(i -> "input-" + i).toArray(String[]::new);
        graph.addInputs(names).addVertex("inputs", new MergeVertex(), names);
        return "inputs";
    }
}
