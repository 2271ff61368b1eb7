package org.ganlib.network.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.ganlib.network.HostArrays;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.TensorShape;
import org.ganlib.network.layer.MaxoutLayer;
import org.ganlib.network.onnx.OnnxGraph.Attributes;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Writes one Deeplearning4j layer as ONNX nodes, in evaluation mode: dropout is nothing, batch norm is its running statistics. */
final class LayerWriter {
    private final OnnxGraph graph;
    private final Network network;
    private final Map<String, Segment> segments = new HashMap<>();

    LayerWriter(OnnxGraph graph, Network network) {
        this.graph = graph;
        this.network = network;
        network.layout().segments().forEach(s -> segments.put(s.name(), s));
    }

    /** Adds the layer's nodes, the last of which gives {@code name}, and returns the shape of what it gives. */
    TensorShape write(String name, Layer layer, String source, TensorShape input) {
        // Exact classes: a subclass may compute something else.
        if (layer.getClass() == DenseLayer.class) {
            return dense(name, (DenseLayer) layer, source);
        }
        if (layer.getClass() == EmbeddingLayer.class) {
            return lookup(name, (EmbeddingLayer) layer, source);
        }
        if (layer.getClass() == MaxoutLayer.class) {
            return maxout(name, (MaxoutLayer) layer, source);
        }
        if (layer.getClass() == Upsampling2D.class) {
            return repeat(name, (Upsampling2D) layer, source, input);
        }
        if (layer.getClass() == ConvolutionLayer.class) {
            return convolution(name, (ConvolutionLayer) layer, source, input);
        }
        if (layer.getClass() == Deconvolution2D.class) {
            return deconvolution(name, (Deconvolution2D) layer, source, input);
        }
        if (layer.getClass() == BatchNormalization.class) {
            return batchNorm(name, (BatchNormalization) layer, source, input);
        }
        if (layer.getClass() == ElementWiseMultiplicationLayer.class) {
            return scale(name, (ElementWiseMultiplicationLayer) layer, source, input);
        }
        if (layer.getClass() == ActivationLayer.class) {
            activate(name, source, ((ActivationLayer) layer).getActivationFn());
            return input;
        }
        throw OnnxModel.unsupported(name, layer.getClass().getSimpleName());
    }

    private TensorShape dense(String name, DenseLayer layer, String source) {
        if (layer.hasLayerNorm()) {
            throw OnnxModel.unsupported(name, "layer normalisation");
        }
        String[] inputs = layer.hasBias()
                ? new String[] {
                    source, weights(name + "/W", layer.getNOut(), layer.getNIn()), weights(name + "/b", layer.getNOut())
                }
                : new String[] {source, weights(name + "/W", layer.getNOut(), layer.getNIn())};
        String linear = graph.node(
                "Gemm", linearName(name, layer.getActivationFn()), new Attributes().integer("transB", 1), inputs);
        activate(name, linear, layer.getActivationFn());
        return TensorShape.of(Math.toIntExact(layer.getNOut()));
    }

    /** The table lies column by column. */
    private TensorShape lookup(String name, EmbeddingLayer layer, String source) {
        if (layer.hasBias() || !(layer.getActivationFn() instanceof ActivationIdentity)) {
            throw OnnxModel.unsupported(name, "a bias or a nonlinearity behind a table");
        }
        int classes = Math.toIntExact(layer.getNIn());
        int units = Math.toIntExact(layer.getNOut());
        float[] columns = values(name + "/W");
        float[] rows = new float[columns.length];
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < units; j++) {
                rows[i * units + j] = columns[j * classes + i];
            }
        }
        graph.node("Gather", name, graph.weights(new Weights(name + "/W", new long[] {classes, units}, rows)), source);
        return TensorShape.of(units);
    }

    private TensorShape maxout(String name, MaxoutLayer layer, String source) {
        long pieces = (long) layer.getPieces() * layer.getNOut();
        String linear = graph.node(
                "Gemm",
                name + "/linear",
                new Attributes().integer("transB", 1),
                source,
                weights(name + "/W", pieces, layer.getNIn()),
                weights(name + "/b", pieces));
        String grouped =
                graph.node("Reshape", name + "/pieces", linear, graph.integers(-1, layer.getNOut(), layer.getPieces()));
        graph.node("ReduceMax", name, new Attributes().integers("axes", 2).integer("keepdims", 0), grouped);
        return TensorShape.of(Math.toIntExact(layer.getNOut()));
    }

    private TensorShape repeat(String name, Upsampling2D layer, String source, TensorShape input) {
        if (layer.getFormat() != CNN2DFormat.NCHW) {
            throw OnnxModel.unsupported(name, "data format " + layer.getFormat());
        }
        int[] times = layer.getSize();
        Attributes nearest = new Attributes()
                .text("mode", "nearest")
                .text("coordinate_transformation_mode", "asymmetric")
                .text("nearest_mode", "floor");
        graph.node("Resize", name, nearest, source, "", graph.numbers(1, 1, times[0], times[1]));
        return TensorShape.of(input.channels(), input.height() * times[0], input.width() * times[1]);
    }

    private TensorShape convolution(String name, ConvolutionLayer layer, String source, TensorShape input) {
        int[] kernel = layer.getKernelSize();
        int[] stride = layer.getStride();
        int[] size = {input.height(), input.width()};
        int[] given = new int[2];
        int[] before = new int[2];
        int[] after = new int[2];
        for (int i = 0; i < 2; i++) {
            if (layer.getConvolutionMode() == ConvolutionMode.Same) {
                given[i] = (size[i] + stride[i] - 1) / stride[i];
                int all = Math.max((given[i] - 1) * stride[i] + kernel[i] - size[i], 0);
                before[i] = all / 2;
                after[i] = all - before[i];
            } else {
                before[i] = layer.getPadding()[i];
                after[i] = before[i];
                given[i] = (size[i] + before[i] + after[i] - kernel[i]) / stride[i] + 1;
            }
        }
        return window("Conv", name, layer, source, before, after, given, layer.getNOut(), layer.getNIn());
    }

    private TensorShape deconvolution(String name, Deconvolution2D layer, String source, TensorShape input) {
        int[] kernel = layer.getKernelSize();
        int[] stride = layer.getStride();
        int[] size = {input.height(), input.width()};
        int[] given = new int[2];
        int[] before = new int[2];
        int[] after = new int[2];
        for (int i = 0; i < 2; i++) {
            if (layer.getConvolutionMode() == ConvolutionMode.Same) {
                given[i] = size[i] * stride[i];
                int all = (size[i] - 1) * stride[i] + kernel[i] - given[i];
                before[i] = all / 2;
                after[i] = all - before[i];
            } else {
                before[i] = layer.getPadding()[i];
                after[i] = before[i];
                given[i] = (size[i] - 1) * stride[i] + kernel[i] - before[i] - after[i];
            }
        }
        return window("ConvTranspose", name, layer, source, before, after, given, layer.getNIn(), layer.getNOut());
    }

    private TensorShape window(
            String operator,
            String name,
            ConvolutionLayer layer,
            String source,
            int[] before,
            int[] after,
            int[] given,
            long first,
            long second) {
        if (layer.getCnn2dDataFormat() != CNN2DFormat.NCHW
                || layer.getDilation()[0] != 1
                || layer.getDilation()[1] != 1
                || layer.getConvolutionMode() == ConvolutionMode.Causal) {
            throw OnnxModel.unsupported(name, "a convolution that is dilated, causal or not in data format NCHW");
        }
        int[] kernel = layer.getKernelSize();
        int[] stride = layer.getStride();
        Attributes attributes = new Attributes()
                .integers("kernel_shape", kernel[0], kernel[1])
                .integers("strides", stride[0], stride[1])
                .integers("pads", before[0], before[1], after[0], after[1]);
        String table = weights(name + "/W", first, second, kernel[0], kernel[1]);
        String[] inputs = layer.hasBias()
                ? new String[] {source, table, weights(name + "/b", layer.getNOut())}
                : new String[] {source, table};
        String linear = graph.node(operator, linearName(name, layer.getActivationFn()), attributes, inputs);
        activate(name, linear, layer.getActivationFn());
        return TensorShape.of(Math.toIntExact(layer.getNOut()), given[0], given[1]);
    }

    private TensorShape batchNorm(String name, BatchNormalization layer, String source, TensorShape input) {
        if (layer.getCnn2DFormat() != CNN2DFormat.NCHW) {
            throw OnnxModel.unsupported(name, "data format " + layer.getCnn2DFormat());
        }
        long channels = input.channels();
        graph.node(
                "BatchNormalization",
                name,
                new Attributes().single("epsilon", layer.getEps()),
                source,
                trainedOr(name + "/gamma", layer.getGamma(), channels),
                trainedOr(name + "/beta", layer.getBeta(), channels),
                weights(name + "/mean", channels),
                variance(name, layer.isUseLogStd(), channels));
        return input;
    }

    /** Gain and shift are constants where they are locked. */
    private String trainedOr(String name, double constant, long channels) {
        if (segments.containsKey(name)) {
            return weights(name, channels);
        }
        float[] values = new float[(int) channels];
        Arrays.fill(values, (float) constant);
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

    private TensorShape scale(String name, ElementWiseMultiplicationLayer layer, String source, TensorShape input) {
        String scaled = graph.node("Mul", name + "/scaled", source, weights(name + "/W", layer.getNOut()));
        String shifted = graph.node(
                "Add", linearName(name, layer.getActivationFn()), scaled, weights(name + "/b", layer.getNOut()));
        activate(name, shifted, layer.getActivationFn());
        return input;
    }

    private static String linearName(String name, IActivation activation) {
        return activation instanceof ActivationIdentity ? name : name + "/linear";
    }

    /** Adds the nonlinearity; nothing for the identity where the linear part has the layer's name already. */
    private void activate(String name, String source, IActivation activation) {
        if (activation instanceof ActivationIdentity) {
            if (!source.equals(name)) {
                graph.node("Identity", name, source);
            }
        } else if (activation instanceof ActivationReLU) {
            graph.node("Relu", name, source);
        } else if (activation instanceof ActivationLReLU leaky) {
            graph.node("LeakyRelu", name, new Attributes().single("alpha", leaky.getAlpha()), source);
        } else if (activation instanceof ActivationELU elu) {
            graph.node("Elu", name, new Attributes().single("alpha", elu.getAlpha()), source);
        } else if (activation instanceof ActivationTanH) {
            graph.node("Tanh", name, source);
        } else if (activation instanceof ActivationSigmoid) {
            graph.node("Sigmoid", name, source);
        } else if (activation instanceof ActivationSoftPlus) {
            graph.node("Softplus", name, source);
        } else {
            throw OnnxModel.unsupported(name, "activation " + activation);
        }
    }

    private String weights(String name, long... shape) {
        return graph.weights(new Weights(name, shape, values(name)));
    }

    /** A copy of a segment in the order of the flat vector. */
    private float[] values(String name) {
        Segment segment = segments.get(name);
        if (segment == null) {
            throw new IllegalStateException("the network has no parameters " + name + ", only " + segments.keySet());
        }
        double[] wide = new double[Math.toIntExact(segment.length())];
        HostArrays.read(network.parameters(), Math.toIntExact(segment.offset()), wide);
        float[] values = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            values[i] = (float) wide[i];
        }
        return values;
    }
}
