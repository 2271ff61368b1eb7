package org.ganlib.models.architecture;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;

/**
 * All inputs of a network as one vector.
 *
 * @param vertex the vertex that gives all of them
 * @param width the number of inputs
 */
record Concatenation(String vertex, int width) {
    /** The inputs as vectors, in their order. */
    static List<TensorShape> vectors(NetworkSignature signature) {
        return signature.inputs().stream()
                .map(shape -> TensorShape.of(shape.elements()))
                .toList();
    }

    /**
     * Adds {@code input}, or {@code input-0}, {@code input-1}, … joined in {@code inputs}; a label
     * enters as its row of {@code label}.
     */
    static Concatenation of(GraphBuilder graph, NetworkSignature signature, int labelUnits) {
        int count = signature.inputs().size();
        int width = signature.inputs().stream().mapToInt(TensorShape::elements).sum();
        if (count == 1) {
            graph.addInputs("input");
            return new Concatenation("input", width);
        }
        String[] names = IntStream.range(0, count).mapToObj(i -> "input-" + i).toArray(String[]::new);
        graph.addInputs(names);
        if (signature.classes() > 0) {
            EmbeddingLayer table = new EmbeddingLayer.Builder()
                    .nIn(signature.classes())
                    .nOut(labelUnits)
                    .build();
            graph.addLayer("label", table, names[count - 1]);
            names[count - 1] = "label";
            width += labelUnits - 1;
        }
        graph.addVertex("inputs", new MergeVertex(), names);
        return new Concatenation("inputs", width);
    }
}
