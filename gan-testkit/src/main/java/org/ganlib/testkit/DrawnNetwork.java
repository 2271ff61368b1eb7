package org.ganlib.testkit;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.layer.MaxoutLayer;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.Activation;

/**
 * A random network: a chain of random layers over an image or a vector, with random side branches
 * that are merged or added back. Some channel counts fill a vector
 * register and some do not.
 */
final class DrawnNetwork {
    /** Smooth functions and rectifiers; no number drawn here lies at the kink of a rectifier. */
    private static final List<Activation> ACTIVATIONS = List.of(
            Activation.IDENTITY,
            Activation.RELU,
            Activation.LEAKYRELU,
            Activation.ELU,
            Activation.TANH,
            Activation.SIGMOID,
            Activation.SOFTPLUS);

    /** In networks of these a mixed product reuses the gradients of the last backward pass. */
    private static final List<Activation> PIECEWISE_LINEAR =
            List.of(Activation.IDENTITY, Activation.RELU, Activation.LEAKYRELU);

    private final RandomStream random;
    private final boolean curved;
    private final GraphBuilder graph = new NeuralNetConfiguration.Builder().graphBuilder();
    private final List<TensorShape> inputs = new ArrayList<>();
    private String last = "x";
    private TensorShape shape;
    private int count;

    private DrawnNetwork(RandomStream random, boolean curved) {
        this.random = random;
        this.curved = curved;
    }

    /** Draws a network of any of these layers. */
    static NetworkDefinition draw(RandomStream random) {
        return new DrawnNetwork(random, true).drawn();
    }

    /** Draws a network without batch normalisation or smooth activation functions. */
    static NetworkDefinition drawPiecewiseLinear(RandomStream random) {
        return new DrawnNetwork(random, false).drawn();
    }

    private NetworkDefinition drawn() {
        boolean image = random.nextInt(2) == 0;
        shape = image ? TensorShape.of(1 + random.nextInt(5), 8, 8) : TensorShape.of(3 + random.nextInt(30));
        inputs.add(shape);
        graph.addInputs("x", "z");
        inputs.add(TensorShape.of(6));
        int layers = 2 + random.nextInt(5);
        for (int i = 0; i < layers; i++) {
            if (shape.isImage()) {
                addToImage();
            } else {
                addToVector();
            }
        }
        if (shape.isImage()) {
            flatten();
        }
        graph.addVertex("with-z", new MergeVertex(), last, "z");
        graph.addLayer("out", dense(shape.elements() + 6, 2, Activation.IDENTITY, true), "with-z");
        return new NetworkDefinition(graph.setOutputs("out").build(), inputs, TensorShape.of(2));
    }

    private void addToVector() {
        int units = 2 + random.nextInt(40);
        switch (random.nextInt(6)) {
            case 0 -> norm();
            case 1 -> {
                String name = next();
                graph.addLayer(
                        name,
                        new MaxoutLayer.Builder(2 + random.nextInt(3))
                                .nIn(shape.elements())
                                .nOut(units)
                                .build(),
                        last);
                move(name, TensorShape.of(units));
            }
            case 2 -> {
                String from = last;
                String name = next();
                graph.addLayer(name, dense(shape.elements(), shape.elements(), activation(), true), from);
                String sum = next();
                graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), name, from);
                move(sum, shape);
            }
            case 3 -> {
                int to = random.nextInt(shape.elements());
                String part = next();
                graph.addVertex(part, new SubsetVertex(0, to), last);
                String merged = next();
                graph.addVertex(merged, new MergeVertex(), last, part);
                move(merged, TensorShape.of(shape.elements() + to + 1));
            }
            case 4 -> {
                String name = next();
                int channels = 1 + random.nextInt(20);
                graph.addLayer(name, dense(shape.elements(), channels * 16, activation(), false), last);
                move(name, TensorShape.of(channels * 16));
                String convolved = next();
                graph.addLayer(
                        convolved,
                        convolution(channels, channels + 1, 3, 1, 1),
                        new FeedForwardToCnnPreProcessor(4, 4, channels),
                        last);
                move(convolved, TensorShape.of(channels + 1, 4, 4));
            }
            default -> {
                String name = next();
                graph.addLayer(name, dense(shape.elements(), units, activation(), random.nextInt(2) == 0), last);
                move(name, TensorShape.of(units));
            }
        }
    }

    private void addToImage() {
        int channels = 1 + random.nextInt(36);
        switch (random.nextInt(5)) {
            case 0 -> norm();
            case 1 -> flatten();
            case 2 -> {
                String name = next();
                boolean halves = shape.height() >= 4;
                graph.addLayer(
                        name,
                        halves
                                ? convolution(shape.channels(), channels, 4, 2, 1)
                                : convolution(shape.channels(), channels, 3, 1, 1),
                        last);
                int size = halves ? shape.height() / 2 : shape.height();
                move(name, TensorShape.of(channels, size, size));
            }
            case 3 -> {
                if (shape.height() > 8) {
                    flatten();
                    return;
                }
                String name = next();
                graph.addLayer(
                        name,
                        new Deconvolution2D.Builder(4, 4)
                                .stride(2, 2)
                                .padding(1, 1)
                                .convolutionMode(ConvolutionMode.Truncate)
                                .nIn(shape.channels())
                                .nOut(channels)
                                .hasBias(random.nextInt(2) == 0)
                                .activation(activation())
                                .build(),
                        last);
                move(name, TensorShape.of(channels, 2 * shape.height(), 2 * shape.width()));
            }
            default -> {
                String name = next();
                graph.addLayer(name, new ActivationLayer(activation()), last);
                String merged = next();
                graph.addVertex(merged, new MergeVertex(), name, last);
                move(merged, TensorShape.of(2 * shape.channels(), shape.height(), shape.width()));
            }
        }
    }

    private void norm() {
        if (!curved) {
            return;
        }
        String name = next();
        graph.addLayer(
                name,
                new BatchNormalization.Builder()
                        .nIn(shape.channels())
                        .nOut(shape.channels())
                        .lockGammaBeta(random.nextInt(2) == 0)
                        .build(),
                last);
        move(name, shape);
    }

    private void flatten() {
        String name = next();
        int units = 2 + random.nextInt(20);
        graph.addLayer(
                name,
                dense(shape.elements(), units, activation(), true),
                new CnnToFeedForwardPreProcessor(shape.height(), shape.width(), shape.channels()),
                last);
        move(name, TensorShape.of(units));
    }

    private ConvolutionLayer convolution(int in, int out, int kernel, int stride, int padding) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(padding, padding)
                .convolutionMode(ConvolutionMode.Truncate)
                .nIn(in)
                .nOut(out)
                .hasBias(random.nextInt(2) == 0)
                .activation(activation())
                .build();
    }

    private static DenseLayer dense(int in, int out, Activation activation, boolean bias) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .hasBias(bias)
                .activation(activation)
                .build();
    }

    private Activation activation() {
        List<Activation> activations = curved ? ACTIVATIONS : PIECEWISE_LINEAR;
        return activations.get(random.nextInt(activations.size()));
    }

    private String next() {
        return "layer-" + count++;
    }

    private void move(String name, TensorShape to) {
        last = name;
        shape = to;
    }
}
