package org.ganlib.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.Activation;

/**
 * The kernels, strides and paddings of the papers' convolutions, each between two channels and
 * three on an image of a few pixels.
 */
final class SmallImageNetworks {
    private SmallImageNetworks() {}

    static Map<String, NetworkDefinition> all() {
        Map<String, NetworkDefinition> networks = new LinkedHashMap<>();
        networks.put("convolution 5, stride 2, padding 2", convolution(7, Window.padded(5, 2, 2), true, 4));
        networks.put("convolution 5, stride 2, same", convolution(6, Window.same(5, 2), true, 3));
        networks.put("convolution 5, stride 2, same, odd size", convolution(7, Window.same(5, 2), true, 4));
        networks.put("convolution 3, stride 1, padding 1", convolution(5, Window.padded(3, 1, 1), true, 5));
        networks.put("convolution 3, stride 1, no padding", convolution(5, Window.padded(3, 1, 0), true, 3));
        networks.put("convolution without bias", convolution(6, Window.padded(4, 2, 1), false, 3));
        networks.put(
                "transposed convolution 5, stride 2, padding 2", deconvolution(3, Window.padded(5, 2, 2), true, 5));
        networks.put("transposed convolution 5, stride 2, same", deconvolution(3, Window.same(5, 2), true, 6));
        networks.put("transposed convolution 3, stride 2, same", deconvolution(3, Window.same(3, 2), true, 6));
        networks.put(
                "transposed convolution 3, stride 1, padding 1", deconvolution(4, Window.padded(3, 1, 1), true, 4));
        networks.put(
                "transposed convolution 3, stride 1, no padding", deconvolution(3, Window.padded(3, 1, 0), true, 5));
        networks.put("transposed convolution without bias", deconvolution(3, Window.padded(4, 2, 1), false, 6));
        networks.put("image channels merged", channelsMerged());
        networks.put("label spread over an image", labelSpread());
        networks.put("image flattened and merged with a vector", flattenedAndMerged());
        networks.put("means of blocks, sums of images", pooled());
        networks.put("product with a table of labels", projection());
        networks.put("gain and shift by label", conditionalGain());
        networks.put("oblong images", oblong());
        return networks;
    }

    /**
     * [2, 6, 10] → a halving convolution → pixels repeated 2×3 times → a doubling transposed
     * convolution → [1, 12, 30].
     */
    private static NetworkDefinition oblong() {
        return new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("x")
                        .addLayer("halved", convolutionLayer(2, 3, Window.padded(4, 2, 1), true, Activation.TANH), "x")
                        .addLayer(
                                "repeated",
                                new Upsampling2D.Builder()
                                        .size(new int[] {2, 3})
                                        .build(),
                                "halved")
                        .addLayer(
                                "doubled",
                                deconvolutionLayer(3, 1, Window.same(5, 2), true, Activation.TANH),
                                "repeated")
                        .setOutputs("doubled")
                        .build(),
                List.of(TensorShape.of(2, 6, 10)),
                TensorShape.of(1, 12, 30));
    }

    /** A convolution, means of blocks of 2×3 pixels, another, sums of images, means of images. */
    private static NetworkDefinition pooled() {
        return new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("x")
                        .addLayer("first", convolutionLayer(1, 2, Window.padded(3, 1, 1), true, Activation.TANH), "x")
                        .addLayer(
                                "blocks",
                                new SubsamplingLayer.Builder(PoolingType.AVG)
                                        .kernelSize(2, 3)
                                        .stride(2, 3)
                                        .build(),
                                "first")
                        .addLayer(
                                "second",
                                convolutionLayer(2, 3, Window.padded(3, 1, 1), true, Activation.TANH),
                                "blocks")
                        .addLayer("sums", new GlobalPoolingLayer.Builder(PoolingType.SUM).build(), "second")
                        .addLayer("means", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "second")
                        .addVertex("merged", new MergeVertex(), "sums", "means")
                        .addLayer("out", denseLayer(6, 1), "merged")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(1, 6, 6)),
                TensorShape.of(1));
    }

    /** The inner product of features and a row of a table, as projection critics have it. */
    private static NetworkDefinition projection() {
        return new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("x", "label")
                        .addLayer(
                                "features", convolutionLayer(1, 3, Window.padded(3, 1, 1), true, Activation.TANH), "x")
                        .addLayer("sums", new GlobalPoolingLayer.Builder(PoolingType.SUM).build(), "features")
                        .addLayer(
                                "table",
                                new EmbeddingLayer.Builder()
                                        .nIn(4)
                                        .nOut(3)
                                        .hasBias(false)
                                        .activation(Activation.IDENTITY)
                                        .build(),
                                "label")
                        .addVertex("product", new ElementWiseVertex(ElementWiseVertex.Op.Product), "sums", "table")
                        .addLayer(
                                "inner",
                                new GlobalPoolingLayer.Builder(PoolingType.SUM).build(),
                                new FeedForwardToCnnPreProcessor(3, 1, 1),
                                "product")
                        .addLayer("score", denseLayer(3, 1), "sums")
                        .addVertex("out", new ElementWiseVertex(ElementWiseVertex.Op.Add), "inner", "score")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(1, 4, 4), TensorShape.of(1)),
                TensorShape.of(1));
    }

    /** Channels times a gain and plus a shift that tables give for a label, spread over the image. */
    private static NetworkDefinition conditionalGain() {
        var graph = new NeuralNetConfiguration.Builder().graphBuilder().addInputs("x", "label");
        for (String name : List.of("gain", "shift")) {
            graph.addLayer(
                            name,
                            new EmbeddingLayer.Builder()
                                    .nIn(3)
                                    .nOut(2)
                                    .hasBias(false)
                                    .activation(Activation.IDENTITY)
                                    .build(),
                            "label")
                    .addLayer(
                            name + "-spread",
                            new Upsampling2D.Builder(3).build(),
                            new FeedForwardToCnnPreProcessor(1, 1, 2),
                            name);
        }
        return new NetworkDefinition(
                graph.addLayer("features", convolutionLayer(1, 2, Window.padded(3, 1, 1), true, Activation.TANH), "x")
                        .addVertex(
                                "scaled",
                                new ElementWiseVertex(ElementWiseVertex.Op.Product),
                                "features",
                                "gain-spread")
                        .addVertex("shifted", new ElementWiseVertex(ElementWiseVertex.Op.Add), "scaled", "shift-spread")
                        .addLayer(
                                "out",
                                convolutionLayer(2, 1, Window.padded(3, 1, 1), true, Activation.SIGMOID),
                                "shifted")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(1, 3, 3), TensorShape.of(1)),
                TensorShape.of(1, 3, 3));
    }

    private static DenseLayer denseLayer(int in, int out) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(Activation.IDENTITY)
                .build();
    }

    /** [2, size, size] → [3, out, out], leaky ReLU. */
    private static NetworkDefinition convolution(int size, Window window, boolean bias, int out) {
        return new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("x")
                        .addLayer("convolution", convolutionLayer(2, 3, window, bias, Activation.LEAKYRELU), "x")
                        .setOutputs("convolution")
                        .build(),
                List.of(TensorShape.of(2, size, size)),
                TensorShape.of(3, out, out));
    }

    /** [2, size, size] → [3, out, out], tanh. */
    private static NetworkDefinition deconvolution(int size, Window window, boolean bias, int out) {
        return deconvolution(
                deconvolutionLayer(2, 3, window, bias, Activation.TANH),
                TensorShape.of(2, size, size),
                TensorShape.of(3, out, out));
    }

    /** [1, 4, 4] → [1, 8, 8] through one linear transposed convolution without bias. */
    static NetworkDefinition doubling(int kernel) {
        return deconvolution(
                deconvolutionLayer(1, 1, Window.same(kernel, 2), false, Activation.IDENTITY),
                TensorShape.of(1, 4, 4),
                TensorShape.of(1, 8, 8));
    }

    private static NetworkDefinition deconvolution(Deconvolution2D layer, TensorShape in, TensorShape out) {
        return new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("x")
                        .addLayer("deconvolution", layer, "x")
                        .setOutputs("deconvolution")
                        .build(),
                List.of(in),
                out);
    }

    /** [1, 5, 5] → two convolutions side by side and the image itself, as channels → [1, 5, 5]. */
    private static NetworkDefinition channelsMerged() {
        Window window = Window.padded(3, 1, 1);
        return new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("x")
                        .addLayer("left", convolutionLayer(1, 2, window, true, Activation.TANH), "x")
                        .addLayer("right", convolutionLayer(1, 3, window, true, Activation.ELU), "x")
                        .addVertex("merged", new MergeVertex(), "left", "x", "right")
                        .addLayer("out", convolutionLayer(6, 1, window, true, Activation.IDENTITY), "merged")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(1, 5, 5)),
                TensorShape.of(1, 5, 5));
    }

    /**
     * [1, 4, 4], and a label [3] through a linear map to two channels that are constant over the
     * image → [2, 4, 4].
     */
    private static NetworkDefinition labelSpread() {
        return new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("x", "label")
                        .addLayer(
                                "embedding",
                                new DenseLayer.Builder()
                                        .nIn(3)
                                        .nOut(2)
                                        .hasBias(false)
                                        .activation(Activation.IDENTITY)
                                        .build(),
                                "label")
                        .addLayer(
                                "spread",
                                new Upsampling2D.Builder(4).build(),
                                new FeedForwardToCnnPreProcessor(1, 1, 2),
                                "embedding")
                        .addVertex("merged", new MergeVertex(), "x", "spread")
                        .addLayer(
                                "out",
                                convolutionLayer(3, 2, Window.padded(3, 1, 1), true, Activation.SIGMOID),
                                "merged")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(1, 4, 4), TensorShape.of(3)),
                TensorShape.of(2, 4, 4));
    }

    private static Deconvolution2D deconvolutionLayer(
            int in, int out, Window window, boolean bias, Activation activation) {
        return new Deconvolution2D.Builder(window.kernel(), window.kernel())
                .stride(window.stride(), window.stride())
                .padding(window.padding(), window.padding())
                .convolutionMode(window.mode())
                .nIn(in)
                .nOut(out)
                .hasBias(bias)
                .biasInit(0.1)
                .activation(activation)
                .build();
    }

    /** [2, 3, 3] → [2, 3, 3] as a vector, and a vector [2] behind it → [1]. */
    private static NetworkDefinition flattenedAndMerged() {
        return new NetworkDefinition(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("x", "y")
                        .addLayer(
                                "convolution",
                                convolutionLayer(2, 2, Window.padded(3, 1, 1), true, Activation.TANH),
                                "x")
                        .addVertex("flat", new ReshapeVertex(-1, 18), "convolution")
                        .addVertex("merged", new MergeVertex(), "flat", "y")
                        .addLayer(
                                "out",
                                new DenseLayer.Builder()
                                        .nIn(20)
                                        .nOut(1)
                                        .activation(Activation.IDENTITY)
                                        .build(),
                                "merged")
                        .setOutputs("out")
                        .build(),
                List.of(TensorShape.of(2, 3, 3), TensorShape.of(2)),
                TensorShape.of(1));
    }

    private static ConvolutionLayer convolutionLayer(
            int in, int out, Window window, boolean bias, Activation activation) {
        return new ConvolutionLayer.Builder(window.kernel(), window.kernel())
                .stride(window.stride(), window.stride())
                .padding(window.padding(), window.padding())
                .convolutionMode(window.mode())
                .nIn(in)
                .nOut(out)
                .hasBias(bias)
                .biasInit(0.1)
                .activation(activation)
                .build();
    }

    /** A square kernel and how it moves. */
    private record Window(int kernel, int stride, int padding, ConvolutionMode mode) {
        /** A window with the same number of zeros on every side. */
        static Window padded(int kernel, int stride, int padding) {
            return new Window(kernel, stride, padding, ConvolutionMode.Truncate);
        }

        /**
         * Zeros so that sizes divide, or multiply, by the stride; an odd one goes to the bottom and
         * the right.
         */
        static Window same(int kernel, int stride) {
            return new Window(kernel, stride, 0, ConvolutionMode.Same);
        }
    }
}
