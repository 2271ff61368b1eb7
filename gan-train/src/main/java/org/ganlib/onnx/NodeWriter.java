package org.ganlib.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.Node;
import org.ganlib.graph.Window;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.onnx.OnnxGraph.Attributes;
import org.ganlib.tensor.TensorShape;

/**
 * Writes the nodes of a network as ONNX operators, in evaluation mode: batch norm uses its running
 * statistics.
 */
final class NodeWriter {
    private final OnnxGraph graph;
    private final Network network;
    private final Map<String, TensorShape> shapes = new HashMap<>();
    private final Map<String, Segment> segments = new HashMap<>();

    /**
     * Creates a writer for a network's nodes.
     *
     * @param inputs the shape of each of the network's inputs, by its name
     */
    NodeWriter(OnnxGraph graph, Network network, Map<String, TensorShape> inputs) {
        this.graph = graph;
        this.network = network;
        shapes.putAll(inputs);
        network.layout().segments().forEach(s -> segments.put(s.name(), s));
    }

    /** Adds the operators of one node; the last of them has the node's name. */
    void write(Node node) {
        if (node instanceof Node.Dense dense) {
            dense(dense);
        } else if (node instanceof Node.Lookup lookup) {
            lookup(lookup);
        } else if (node instanceof Node.Scale scale) {
            scale(scale);
        } else if (node instanceof Node.Convolution convolution) {
            convolution(convolution);
        } else if (node instanceof Node.Deconvolution deconvolution) {
            deconvolution(deconvolution);
        } else if (node instanceof Node.BatchNorm norm) {
            batchNorm(norm);
        } else if (node instanceof Node.Activation activation) {
            activate(activation.name(), activation.source(), activation.activation());
        } else if (node instanceof Node.Reshape reshape) {
            graph.node("Reshape", reshape.name(), reshape.source(), graph.integers(batched(reshape.shape())));
        } else if (node instanceof Node.Merge merge) {
            graph.node(
                    "Concat",
                    merge.name(),
                    new Attributes().integer("axis", 1),
                    merge.sources().toArray(String[]::new));
        } else if (node instanceof Node.Sum sum) {
            sum(sum);
        } else if (node instanceof Node.Subset subset) {
            graph.node(
                    "Slice",
                    subset.name(),
                    subset.source(),
                    graph.integers(subset.from()),
                    graph.integers(subset.from() + subset.shape().channels()),
                    graph.integers(1));
        } else if (node instanceof Node.Maximum maximum) {
            maximum(maximum);
        } else if (node instanceof Node.Product product) {
            graph.node("Mul", product.name(), product.sources().toArray(String[]::new));
        } else if (node instanceof Node.Pool pool) {
            pool(pool);
        } else if (node instanceof Node.Repeat repeat) {
            repeat(repeat);
        } else {
            throw new IllegalArgumentException("no operator for " + node);
        }
        shapes.put(node.name(), node.shape());
    }

    private void dense(Node.Dense node) {
        String table = weights(node.layer() + "/W", node.outputs(), node.inputs());
        String[] inputs = node.bias()
                ? new String[] {node.source(), table, weights(node.layer() + "/b", node.outputs())}
                : new String[] {node.source(), table};
        String linear = graph.node(
                "Gemm", linearName(node.name(), node.activation()), new Attributes().integer("transB", 1), inputs);
        activate(node.name(), linear, node.activation());
    }

    /** The table is column-major in the parameter vector and row-major in the model. */
    private void lookup(Node.Lookup node) {
        String name = node.name() + "/W";
        float[] columns = values(name);
        float[] rows = new float[columns.length];
        for (int i = 0; i < node.classes(); i++) {
            for (int j = 0; j < node.units(); j++) {
                rows[i * node.units() + j] = columns[j * node.classes() + i];
            }
        }
        String table = graph.weights(new Weights(name, new long[] {node.classes(), node.units()}, rows));
        graph.node("Gather", node.name(), table, node.source());
    }

    private void scale(Node.Scale node) {
        long count = node.shape().elements();
        String scaled = graph.node("Mul", node.name() + "/scaled", node.source(), weights(node.name() + "/W", count));
        String shifted = graph.node(
                "Add", linearName(node.name(), node.activation()), scaled, weights(node.name() + "/b", count));
        activate(node.name(), shifted, node.activation());
    }

    private void convolution(Node.Convolution node) {
        window(
                "Conv",
                node,
                node.window(),
                node.bias(),
                node.activation(),
                node.shape().channels(),
                node.input().channels());
    }

    private void deconvolution(Node.Deconvolution node) {
        window(
                "ConvTranspose",
                node,
                node.window(),
                node.bias(),
                node.activation(),
                node.input().channels(),
                node.shape().channels());
    }

    /**
     * Adds a convolution or a transposed one.
     *
     * @param first the number of channels in the weights' first dimension
     * @param second the number of channels in the weights' second dimension
     */
    private void window(
            String operator,
            Node.OfOne node,
            Window window,
            boolean bias,
            ActivationFunction activation,
            long first,
            long second) {
        Attributes attributes = new Attributes()
                .integers("kernel_shape", window.kernelHeight(), window.kernelWidth())
                .integers("strides", window.strideHeight(), window.strideWidth())
                .integers("pads", window.top(), window.left(), window.bottom(), window.right());
        String table = weights(node.name() + "/W", first, second, window.kernelHeight(), window.kernelWidth());
        String[] inputs = bias
                ? new String[] {
                    node.source(),
                    table,
                    weights(node.name() + "/b", node.shape().channels())
                }
                : new String[] {node.source(), table};
        String linear = graph.node(operator, linearName(node.name(), activation), attributes, inputs);
        activate(node.name(), linear, activation);
    }

    private void batchNorm(Node.BatchNorm node) {
        String name = node.name();
        long channels = node.shape().channels();
        graph.node(
                "BatchNormalization",
                name,
                new Attributes().single("epsilon", node.epsilon()),
                node.source(),
                node.affine() ? weights(name + "/gamma", channels) : constant(node.gain(), channels),
                node.affine() ? weights(name + "/beta", channels) : constant(node.shift(), channels),
                weights(name + "/mean", channels),
                variance(name, node.logarithmic(), channels));
    }

    private String constant(double value, long channels) {
        float[] values = new float[(int) channels];
        Arrays.fill(values, (float) value);
        return graph.numbers(values);
    }

    private String variance(String name, boolean logarithmic, long channels) {
        if (!logarithmic) {
            return weights(name + "/var", channels);
        }
        float[] values = values(name + "/log10stdev");
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(10, 2.0 * values[i]);
        }
        return graph.weights(new Weights(name + "/var", new long[] {channels}, values));
    }

    private void sum(Node.Sum node) {
        List<String> sources = node.sources();
        String added = sources.get(0);
        if (sources.size() == 1) {
            graph.node("Identity", node.name(), added);
        }
        for (int i = 1; i < sources.size(); i++) {
            String name = i == sources.size() - 1 ? node.name() : node.name() + "/sum-" + i;
            added = graph.node("Add", name, added, sources.get(i));
        }
    }

    private void maximum(Node.Maximum node) {
        String grouped = graph.node(
                "Reshape",
                node.name() + "/pieces",
                node.source(),
                graph.integers(-1, node.shape().elements(), node.pieces()));
        graph.node(
                "ReduceMax", node.name(), new Attributes().integers("axes", 2).integer("keepdims", 0), grouped);
    }

    /** ONNX has means, which are multiplied where sums are wanted. */
    private void pool(Node.Pool node) {
        double factor = node.factor() * node.blockHeight() * node.blockWidth();
        String name = factor == 1 ? node.name() : node.name() + "/mean";
        if (node.shape().isImage()) {
            graph.node(
                    "AveragePool",
                    name,
                    new Attributes()
                            .integers("kernel_shape", node.blockHeight(), node.blockWidth())
                            .integers("strides", node.blockHeight(), node.blockWidth()),
                    node.source());
        } else {
            graph.node(
                    "ReduceMean", name, new Attributes().integers("axes", 2, 3).integer("keepdims", 0), node.source());
        }
        if (factor != 1) {
            graph.node("Mul", node.name(), name, graph.numbers((float) factor));
        }
    }

    private void repeat(Node.Repeat node) {
        TensorShape from = shapes.get(node.source());
        Attributes nearest = new Attributes()
                .text("mode", "nearest")
                .text("coordinate_transformation_mode", "asymmetric")
                .text("nearest_mode", "floor");
        int rows = node.shape().height() / from.height();
        int columns = node.shape().width() / from.width();
        graph.node("Resize", node.name(), nearest, node.source(), "", graph.numbers(1, 1, rows, columns));
    }

    private static String linearName(String name, ActivationFunction activation) {
        return activation.isIdentity() ? name : name + "/linear";
    }

    /**
     * Adds the activation function. Nothing is added for the identity if the linear part already
     * has the node's name.
     */
    private void activate(String name, String source, ActivationFunction activation) {
        switch (activation.kind()) {
            case IDENTITY -> {
                if (!source.equals(name)) {
                    graph.node("Identity", name, source);
                }
            }
            case RECTIFIER -> {
                if (activation.alpha() == 0) {
                    graph.node("Relu", name, source);
                } else {
                    graph.node("LeakyRelu", name, new Attributes().single("alpha", activation.alpha()), source);
                }
            }
            case ELU -> graph.node("Elu", name, new Attributes().single("alpha", activation.alpha()), source);
            case TANH -> graph.node("Tanh", name, source);
            case LOGISTIC -> graph.node("Sigmoid", name, source);
            case SOFTPLUS -> graph.node("Softplus", name, source);
        }
    }

    /** A target shape for Reshape, with any batch size. */
    private static long[] batched(TensorShape shape) {
        return shape.batch(-1);
    }

    private String weights(String name, long... shape) {
        return graph.weights(new Weights(name, shape, values(name)));
    }

    /** Copies a segment in the order of the flat vector. */
    private float[] values(String name) {
        Segment segment = segments.get(name);
        if (segment == null) {
            throw new IllegalStateException("the network has no parameters " + name + ", only " + segments.keySet());
        }
        float[] values = new float[Math.toIntExact(segment.length())];
        network.parameters().read(segment.offset(), values, values.length);
        return values;
    }
}
