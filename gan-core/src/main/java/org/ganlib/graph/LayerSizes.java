package org.ganlib.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.tensor.TensorShape;

/**
 * The size of a network, computed from its graph before it is built. Sizes are doubles, so that a
 * network too large for any machine does not look small because of integer overflow. If no node of
 * the graph represents one of the layers, the sizes come from Deeplearning4j's configuration.
 *
 * @param parameters the length of its parameter vector; infinite if it is beyond a long
 * @param trainable the number of these that are trained, which are all but running statistics
 * @param activations the number of values that its inputs and layers have for one example
 * @param largest the number of values of the largest of these for one example
 * @param withoutNode the layer that no node stands for and the reason, as in {@code layer 'own':
 *     PReLULayer}; empty if the graph covers every layer
 */
public record LayerSizes(
        double parameters, double trainable, double activations, double largest, Optional<String> withoutNode) {
    /** Computes the sizes of a network. */
    public static LayerSizes of(NetworkDefinition definition) {
        try {
            return ofGraph(definition, Graph.of(definition, Mode.TRAINING));
        } catch (UnsupportedLayerException e) {
            return ofConfiguration(definition, Optional.of(e.getMessage()));
        } catch (ArithmeticException | IllegalArgumentException e) {
            // Sizes beyond an int, or layers that contradict each other. Both are reported where
            // the network is built.
            return ofConfiguration(definition, Optional.empty());
        }
    }

    /** The number of parameters; infinite if it is beyond a long. */
    public static double countParameters(NetworkDefinition definition) {
        return of(definition).parameters();
    }

    private static LayerSizes ofGraph(NetworkDefinition definition, Graph graph) {
        double parameters = 0;
        double statistics = 0;
        Map<String, Double> counts = new HashMap<>();
        for (Node node : graph.nodes()) {
            parameters += parameters(node);
            statistics +=
                    node instanceof Node.BatchNorm norm ? 2.0 * norm.shape().channels() : 0;
            counts.put(node.name(), (double) node.shape().elements());
        }
        return measured(
                definition,
                parameters,
                parameters - statistics,
                definition.layers().stream().map(counts::get).toList(),
                Optional.empty());
    }

    /** The length of an operation's part of the parameter vector. */
    private static double parameters(Node node) {
        if (node instanceof Node.Dense dense) {
            return (double) dense.inputs() * dense.outputs() + (dense.bias() ? dense.outputs() : 0);
        }
        if (node instanceof Node.Lookup table) {
            return (double) table.classes() * table.units();
        }
        if (node instanceof Node.Scale scale) {
            return 2.0 * scale.shape().elements();
        }
        if (node instanceof Node.Convolution convolution) {
            return kernels(convolution.input(), convolution.shape(), convolution.window(), convolution.bias());
        }
        if (node instanceof Node.Deconvolution transposed) {
            return kernels(transposed.input(), transposed.shape(), transposed.window(), transposed.bias());
        }
        if (node instanceof Node.BatchNorm norm) {
            return (norm.affine() ? 4.0 : 2.0) * norm.shape().channels();
        }
        return 0;
    }

    private static double kernels(TensorShape input, TensorShape output, Window window, boolean bias) {
        double weights = (double) input.channels() * output.channels() * window.kernelHeight() * window.kernelWidth();
        return weights + (bias ? output.channels() : 0);
    }

    private static LayerSizes ofConfiguration(NetworkDefinition definition, Optional<String> withoutNode) {
        double parameters = definition.graph().getVertices().values().stream()
                .mapToDouble(vertex -> {
                    long count = vertex.numParams(true);
                    return count < 0 ? Double.POSITIVE_INFINITY : count;
                })
                .sum();
        return measured(
                definition,
                parameters,
                Double.isInfinite(parameters) ? parameters : definition.trainable(),
                layers(definition),
                withoutNode);
    }

    private static LayerSizes measured(
            NetworkDefinition definition,
            double parameters,
            double trainable,
            List<Double> layers,
            Optional<String> withoutNode) {
        double sum = 0;
        double largest = 0;
        for (TensorShape input : definition.inputs()) {
            sum += input.elements();
            largest = Math.max(largest, input.elements());
        }
        for (double count : layers) {
            sum += count;
            largest = Math.max(largest, count);
        }
        boolean countable = parameters < Long.MAX_VALUE;
        return new LayerSizes(
                countable ? parameters : Double.POSITIVE_INFINITY,
                countable ? trainable : Double.POSITIVE_INFINITY,
                sum,
                largest,
                withoutNode);
    }

    /**
     * The number of values of each layer for one example, as Deeplearning4j infers it. It is empty
     * if that cannot be inferred; the sizes are then too small.
     */
    private static List<Double> layers(NetworkDefinition definition) {
        InputType[] inputs = definition.inputs().stream().map(LayerSizes::type).toArray(InputType[]::new);
        try {
            // This works on a copy, because inferring the types inserts missing preprocessors
            // between layers. The types of the inputs are among the result.
            Map<String, InputType> types = definition.graph().clone().getLayerActivationTypes(true, false, inputs);
            return definition.layers().stream()
                    .map(layer -> (double) types.get(layer).arrayElementsPerExample())
                    .toList();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private static InputType type(TensorShape shape) {
        return shape.isImage()
                ? InputType.convolutional(shape.height(), shape.width(), shape.channels())
                : InputType.feedForward(shape.elements());
    }
}
