package org.ganlib.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.TensorShape;
import org.ganlib.problem.GanException;

/**
 * A network in evaluation mode as an ONNX model: the layers that Deeplearning4j configurations of the installed architectures are made of.
 * Inputs keep their names and are floats [N, …]; a label is an int64 [N]. The output is called {@code output} and has the shape [N, …] that
 * the network was declared with.
 */
public final class OnnxModel {
    private final NetworkDefinition definition;
    private final ComputationGraphConfiguration configuration;
    private final OnnxGraph graph = new OnnxGraph();
    private final LayerWriter layers;
    private final Map<String, TensorShape> shapes = new HashMap<>();

    private OnnxModel(Network network) {
        definition = network.definition();
        configuration = definition.graph();
        layers = new LayerWriter(graph, network);
        List<String> inputs = configuration.getNetworkInputs();
        for (int i = 0; i < inputs.size(); i++) {
            TensorShape shape = definition.inputs().get(i);
            shapes.put(inputs.get(i), shape);
            if (definition.classes(i) > 0) {
                graph.labelInput(inputs.get(i));
            } else {
                graph.input(inputs.get(i), sizes(shape));
            }
        }
    }

    /**
     * The model of a network as it is now.
     *
     * @param output the shape of one of its examples, with as many elements as the network gives
     * @throws GanException if it has a layer that cannot be written: names it
     */
    public static byte[] of(Network network, TensorShape output) {
        return of(network, output, Map.of());
    }

    /**
     * The model of a network as it is now, with properties that programs find in its metadata.
     *
     * @param output the shape of one of its examples, with as many elements as the network gives
     * @param metadata written as {@code metadata_props}, in the map's order
     * @throws GanException if it has a layer that cannot be written: names it
     */
    public static byte[] of(Network network, TensorShape output, Map<String, String> metadata) {
        OnnxModel model = new OnnxModel(network);
        model.write(output);
        return model.graph.toModel(network.name(), metadata);
    }

    /**
     * The parameters of a network in the shapes that they have in its model: dense weights [outputs, inputs], tables [classes, units],
     * convolutions [outputs, inputs, height, width], transposed ones [inputs, outputs, height, width].
     *
     * @throws GanException if it has a layer that cannot be written: names it
     */
    public static List<Weights> weights(Network network) {
        OnnxModel model = new OnnxModel(network);
        model.write(network.definition().output());
        return List.copyOf(model.graph.weights());
    }

    private void write(TensorShape output) {
        String last = configuration.getNetworkOutputs().get(0);
        for (String name : definition.layers()) {
            vertex(
                    name,
                    configuration.getVertices().get(name),
                    configuration.getVertexInputs().get(name));
        }
        graph.output(last, sizes(output));
    }

    private void vertex(String name, GraphVertex vertex, List<String> sources) {
        String first = sources.get(0);
        if (vertex instanceof LayerVertex layer) {
            String source = sources.size() == 1 ? first : merge(name + "/inputs", sources);
            if (layer.getPreProcessor() != null) {
                source = reshape(
                        name + "/reshaped", source, preprocessed(name, layer.getPreProcessor(), shapes.get(source)));
            }
            shapes.put(name, layers.write(name, layer.getLayerConf().getLayer(), source, shapes.get(source)));
        } else if (vertex instanceof PreprocessorVertex reshaping) {
            reshape(name, first, preprocessed(name, reshaping.getPreProcessor(), shapes.get(first)));
        } else if (vertex instanceof ReshapeVertex reshaping) {
            int[] shape = reshaping.getNewShape();
            reshape(name, first, TensorShape.of(Arrays.copyOfRange(shape, 1, shape.length)));
        } else if (vertex instanceof MergeVertex) {
            merge(name, sources);
        } else if (vertex instanceof ElementWiseVertex sum && sum.getOp() == ElementWiseVertex.Op.Add) {
            String added = first;
            for (int i = 1; i < sources.size(); i++) {
                added = graph.node("Add", i == sources.size() - 1 ? name : name + "/sum-" + i, added, sources.get(i));
            }
            shapes.put(name, shapes.get(first));
        } else if (vertex instanceof SubsetVertex subset) {
            graph.node(
                    "Slice",
                    name,
                    first,
                    graph.integers(subset.getFrom()),
                    graph.integers(subset.getTo() + 1),
                    graph.integers(1));
            shapes.put(name, withChannels(shapes.get(first), subset.getTo() - subset.getFrom() + 1));
        } else {
            throw unsupported(name, vertex.getClass().getSimpleName());
        }
    }

    private static TensorShape preprocessed(String layer, InputPreProcessor preProcessor, TensorShape from) {
        if (preProcessor instanceof FeedForwardToCnnPreProcessor image) {
            return TensorShape.of(
                    Math.toIntExact(image.getNumChannels()),
                    Math.toIntExact(image.getInputHeight()),
                    Math.toIntExact(image.getInputWidth()));
        }
        if (preProcessor instanceof CnnToFeedForwardPreProcessor) {
            return TensorShape.of(from.elements());
        }
        throw unsupported(layer, "preprocessor " + preProcessor.getClass().getSimpleName());
    }

    private String reshape(String name, String source, TensorShape to) {
        shapes.put(name, to);
        return graph.node("Reshape", name, source, graph.integers(batched(to)));
    }

    private String merge(String name, List<String> sources) {
        List<String> merged = new ArrayList<>(sources);
        int channels = sources.stream().mapToInt(s -> shapes.get(s).channels()).sum();
        shapes.put(name, withChannels(shapes.get(sources.get(0)), channels));
        return graph.node("Concat", name, new OnnxGraph.Attributes().integer("axis", 1), merged.toArray(String[]::new));
    }

    static GanException unsupported(String layer, String what) {
        return new GanException("layer " + layer + ": " + what
                + " cannot be written as ONNX. Export the parameters with --npz, or choose an architecture without it");
    }

    private static long[] sizes(TensorShape shape) {
        return shape.dimensions().stream().mapToLong(Integer::longValue).toArray();
    }

    /** A shape for Reshape that leaves the batch open. */
    static long[] batched(TensorShape shape) {
        return shape.batch(-1);
    }

    private static TensorShape withChannels(TensorShape shape, int channels) {
        return shape.isImage() ? TensorShape.of(channels, shape.height(), shape.width()) : TensorShape.of(channels);
    }
}
