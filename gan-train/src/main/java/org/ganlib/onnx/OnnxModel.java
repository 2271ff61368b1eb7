package org.ganlib.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.graph.Graph;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.problem.GanException;
import org.ganlib.tensor.TensorShape;

/**
 * A network in evaluation mode as an ONNX model. Inputs keep their names and are floats [N, …]; a
 * label is an int64 [N]. The output is named {@code output} and has the declared output shape [N,
 * …].
 */
public final class OnnxModel {
    private final OnnxGraph graph = new OnnxGraph();

    private OnnxModel(Network network, TensorShape output) {
        NetworkDefinition definition = network.definition();
        Graph nodes = read(definition);
        Map<String, TensorShape> inputs = new HashMap<>();
        for (int i = 0; i < nodes.inputs().size(); i++) {
            String name = nodes.inputs().get(i);
            TensorShape shape = definition.inputs().get(i);
            inputs.put(name, shape);
            if (definition.classes(i) > 0) {
                graph.labelInput(name);
            } else {
                graph.input(name, sizes(shape));
            }
        }
        NodeWriter writer = new NodeWriter(graph, network, inputs);
        nodes.nodes().forEach(writer::write);
        graph.output(nodes.output(), sizes(output));
    }

    /**
     * Writes a network with its present parameters as a model.
     *
     * @param output the shape of one of its examples, with as many elements as the network's output
     * @throws GanException if it has a layer that cannot be written; the message names it
     */
    public static byte[] of(Network network, TensorShape output) {
        return of(network, output, Map.of());
    }

    /**
     * Writes a network with its present parameters as a model, with metadata for the programs that
     * read it.
     *
     * @param output the shape of one of its examples, with as many elements as the network's output
     * @param metadata written as {@code metadata_props}, in the map's order
     * @throws GanException if it has a layer that cannot be written; the message names it
     */
    public static byte[] of(Network network, TensorShape output, Map<String, String> metadata) {
        return new OnnxModel(network, output).graph.toModel(network.name(), metadata);
    }

    /**
     * The parameters of a network in the shapes that they have in its model: dense weights
     * [outputs, inputs], tables [classes, units], convolutions [outputs, inputs, height, width],
     * transposed convolutions [inputs, outputs, height, width].
     *
     * @throws GanException if it has a layer that cannot be written; the message names it
     */
    public static List<Weights> weights(Network network) {
        return List.copyOf(new OnnxModel(network, network.definition().output()).graph.weights());
    }

    private static Graph read(NetworkDefinition definition) {
        try {
            return Graph.of(definition, Mode.EVALUATION);
        } catch (UnsupportedLayerException e) {
            throw new GanException(
                    e.getMessage() + " cannot be written as ONNX. Choose an architecture without it, or use the"
                            + " checkpoint",
                    e);
        }
    }

    private static long[] sizes(TensorShape shape) {
        return shape.dimensions().stream().mapToLong(Integer::longValue).toArray();
    }
}
