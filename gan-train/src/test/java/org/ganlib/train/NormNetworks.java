package org.ganlib.train;

import static org.ganlib.tensor.HostTensor.arrayOf;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;

/** Networks whose batch norms have inputs that are known in advance. */
final class NormNetworks {
    private NormNetworks() {}

    /** In this network, a batch norm named {@code norm} reads the network's two inputs directly. */
    static Network onInput(boolean logarithmic) {
        GraphBuilder graph = graph().addLayer("norm", norm(logarithmic), "input")
                .addLayer("end", end(), "norm")
                .setOutputs("end");
        return build(graph, TensorShape.of(2));
    }

    /**
     * In this network, a batch norm named {@code norm} reads a dense layer that doubles two
     * numbers.
     */
    static Network behindDense() {
        GraphBuilder graph = graph().addLayer(
                        "dense",
                        new DenseLayer.Builder()
                                .nIn(2)
                                .nOut(2)
                                .activation(new ActivationIdentity())
                                .build(),
                        "input")
                .addLayer("norm", norm(true), "dense")
                .addLayer("end", end(), "norm")
                .setOutputs("end");
        Network network = build(graph, TensorShape.of(2));
        arrayOf(network.parameters())
                .putScalar(0, 2)
                .putScalar(1, 0)
                .putScalar(2, 0)
                .putScalar(3, 2);
        network.parametersChanged();
        return network;
    }

    /**
     * In this network, a batch norm named {@code norm} reads two channels of square images, which a
     * 1×1 convolution leaves unchanged.
     */
    static Network behindConvolution(int side) {
        GraphBuilder graph = graph().addLayer(
                        "convolution",
                        new ConvolutionLayer.Builder(1, 1)
                                .nIn(2)
                                .nOut(2)
                                .hasBias(false)
                                .activation(new ActivationIdentity())
                                .build(),
                        "input")
                .addLayer("norm", norm(true), "convolution")
                .addLayer("end", end(), "norm")
                .setOutputs("end");
        Network network = build(graph, TensorShape.of(2, side, side));
        arrayOf(network.parameters())
                .putScalar(0, 1)
                .putScalar(1, 0)
                .putScalar(2, 0)
                .putScalar(3, 1);
        network.parametersChanged();
        return network;
    }

    /** A network without batch norm. */
    static Network plain() {
        GraphBuilder graph = graph().addLayer("end", end(), "input").setOutputs("end");
        return build(graph, TensorShape.of(2));
    }

    private static GraphBuilder graph() {
        return new NeuralNetConfiguration.Builder().graphBuilder().addInputs("input");
    }

    private static BatchNormalization norm(boolean logarithmic) {
        return new BatchNormalization.Builder()
                .nIn(2)
                .nOut(2)
                .useLogStd(logarithmic)
                .build();
    }

    private static ActivationLayer end() {
        return new ActivationLayer(new ActivationIdentity());
    }

    private static Network build(GraphBuilder graph, TensorShape shape) {
        return new Dl4jEngine()
                .build(new NetworkRequest(
                        "generator",
                        new NetworkDefinition(graph.build(), List.of(shape), shape),
                        DataType.FLOAT,
                        new RandomStream(1),
                        new RandomStream(2)));
    }
}
