package org.ganlib.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.tensor.TensorShape;

/** Reads a Deeplearning4j configuration as a graph. */
final class GraphReader {
    private final ComputationGraphConfiguration configuration;
    private final Mode mode;
    private final Map<String, TensorShape> shapes = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    private GraphReader(NetworkDefinition definition, Mode mode) {
        this.mode = mode;
        configuration = definition.graph();
        List<String> inputs = configuration.getNetworkInputs();
        for (int i = 0; i < inputs.size(); i++) {
            shapes.put(inputs.get(i), definition.inputs().get(i));
        }
    }

    /** @throws UnsupportedLayerException for the first layer that no node stands for */
    static Graph read(NetworkDefinition definition, Mode mode) throws UnsupportedLayerException {
        GraphReader reader = new GraphReader(definition, mode);
        String output = definition.graph().getNetworkOutputs().get(0);
        reader.visit(output);
        if (reader.shapes.get(output).elements() != definition.output().elements()) {
            throw new IllegalArgumentException("the last layer, '" + output + "', gives " + reader.shapes.get(output)
                    + ", but the network declares " + definition.output());
        }
        return new Graph(definition.graph().getNetworkInputs(), reader.nodes, output);
    }

    private void visit(String name) throws UnsupportedLayerException {
        if (shapes.containsKey(name)) {
            return;
        }
        if (!underWay.add(name)) {
            throw new UnsupportedLayerException(name, "is part of a cycle");
        }
        List<String> sources = configuration.getVertexInputs().get(name);
        for (String source : sources) {
            visit(source);
        }
        readVertex(name, configuration.getVertices().get(name), sources);
    }

    private void readVertex(String name, GraphVertex vertex, List<String> sources) throws UnsupportedLayerException {
        if (vertex instanceof LayerVertex layer) {
            String source = sources.size() == 1 ? sources.get(0) : merge(name + "/inputs", sources);
            InputPreProcessor preProcessor = layer.getPreProcessor();
            if (preProcessor != null) {
                source = reshape(name, name + "/reshaped", source, preProcessor);
            }
            for (Node node : LayerReader.read(name, layer, source, shapes.get(source), mode)) {
                add(node);
            }
        } else if (vertex instanceof PreprocessorVertex reshaping) {
            reshape(name, name, sources.get(0), reshaping.getPreProcessor());
        } else if (vertex instanceof ReshapeVertex reshaping) {
            add(new Node.Reshape(name, sources.get(0), reshaped(name, reshaping, shapes.get(sources.get(0)))));
        } else if (vertex instanceof MergeVertex) {
            merge(name, sources);
        } else if (vertex instanceof ElementWiseVertex elementWise) {
            add(elementWise(name, elementWise.getOp(), sources));
        } else if (vertex instanceof SubsetVertex subset) {
            TensorShape whole = shapes.get(sources.get(0));
            add(new Node.Subset(
                    name,
                    sources.get(0),
                    withChannels(whole, subset.getTo() - subset.getFrom() + 1),
                    subset.getFrom()));
        } else {
            throw new UnsupportedLayerException(name, vertex.getClass().getSimpleName());
        }
    }

    private Node elementWise(String name, ElementWiseVertex.Op operation, List<String> sources)
            throws UnsupportedLayerException {
        if (operation.equals(ElementWiseVertex.Op.Add)) {
            return new Node.Sum(name, sources, sameShape(name, sources));
        }
        if (operation.equals(ElementWiseVertex.Op.Product) && sources.size() == 2) {
            return new Node.Product(name, sources, sameShape(name, sources));
        }
        throw new UnsupportedLayerException(name, "element-wise " + operation + " of " + sources.size());
    }

    private String reshape(String layer, String name, String source, InputPreProcessor preProcessor)
            throws UnsupportedLayerException {
        TensorShape from = shapes.get(source);
        TensorShape to;
        if (preProcessor instanceof FeedForwardToCnnPreProcessor image) {
            to = TensorShape.of(
                    Math.toIntExact(image.getNumChannels()),
                    Math.toIntExact(image.getInputHeight()),
                    Math.toIntExact(image.getInputWidth()));
        } else if (preProcessor instanceof CnnToFeedForwardPreProcessor) {
            to = TensorShape.of(from.elements());
        } else {
            throw new UnsupportedLayerException(
                    layer, "preprocessor " + preProcessor.getClass().getSimpleName());
        }
        if (to.elements() != from.elements()) {
            throw new UnsupportedLayerException(layer, "preprocessor makes " + to + " of " + from);
        }
        return add(new Node.Reshape(name, source, to));
    }

    private static TensorShape reshaped(String name, ReshapeVertex vertex, TensorShape from)
            throws UnsupportedLayerException {
        int[] shape = vertex.getNewShape();
        if (vertex.getReshapeOrder() != 'c' || shape[0] != -1 || (shape.length != 2 && shape.length != 4)) {
            throw new UnsupportedLayerException(
                    name, "reshape to " + Arrays.toString(shape) + " in order " + vertex.getReshapeOrder());
        }
        TensorShape to = TensorShape.of(Arrays.copyOfRange(shape, 1, shape.length));
        if (to.elements() != from.elements()) {
            throw new UnsupportedLayerException(name, "makes " + to + " of " + from);
        }
        return to;
    }

    private String merge(String name, List<String> sources) {
        int channels = sources.stream().mapToInt(s -> shapes.get(s).channels()).sum();
        return add(new Node.Merge(name, sources, withChannels(shapes.get(sources.get(0)), channels)));
    }

    private TensorShape sameShape(String name, List<String> sources) throws UnsupportedLayerException {
        TensorShape shape = shapes.get(sources.get(0));
        for (String source : sources) {
            if (!shapes.get(source).equals(shape)) {
                throw new UnsupportedLayerException(name, "combines " + shapes.get(source) + " and " + shape);
            }
        }
        return shape;
    }

    private String add(Node node) {
        nodes.add(node);
        shapes.put(node.name(), node.shape());
        return node.name();
    }

    private static TensorShape withChannels(TensorShape shape, int channels) {
        return shape.isImage() ? TensorShape.of(channels, shape.height(), shape.width()) : TensorShape.of(channels);
    }
}
