package org.ganlib.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.SmallNetworks;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The graph of a network agrees with the network that the reference engine builds. */
final class GraphTest {
    @TestFactory
    Stream<DynamicTest> parametersAndShapesAreThoseOfTheReferenceEngine() {
        return SmallNetworks.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> agrees(entry.getValue())));
    }

    private static void agrees(NetworkDefinition definition) throws UnsupportedLayerException {
        Graph graph = Graph.of(definition, Mode.TRAINING);
        try (Network network = new Dl4jEngine()
                .build(new NetworkRequest(
                        "test", definition, DataType.FLOAT, new RandomStream(1), new RandomStream(2)))) {
            Map<String, List<Long>> shapes = new LinkedHashMap<>();
            for (Segment segment : network.layout().segments()) {
                shapes.put(segment.name(), segment.shape());
            }
            Map<String, List<Long>> expected = new LinkedHashMap<>();
            graph.nodes().forEach(node -> expected.putAll(parameters(node)));
            assertThat(shapes).containsExactlyInAnyOrderEntriesOf(expected);

            INDArray[] inputs = definition.inputs().stream()
                    .map(shape -> Nd4j.zeros(DataType.FLOAT, shape.batch(3)))
                    .toArray(INDArray[]::new);
            try (Pass pass = network.forward(Mode.EVALUATION, tensors(inputs))) {
                for (Node node : graph.nodes()) {
                    if (definition.layers().contains(node.name())) {
                        assertThat(pass.activation(node.name()).length())
                                .as(node.name())
                                .isEqualTo(3L * node.shape().elements());
                    }
                }
            }
        }
        Set<String> known = new HashSet<>(graph.inputs());
        for (Node node : graph.nodes()) {
            assertThat(known).as("what %s reads", node.name()).containsAll(node.sources());
            assertThat(known.add(node.name()))
                    .as("%s is a new name", node.name())
                    .isTrue();
        }
        assertThat(known).contains(graph.output());
        assertThat(Graph.of(definition, Mode.EVALUATION).drawsMasks()).isFalse();
    }

    private static Map<String, List<Long>> parameters(Node node) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        if (node instanceof Node.Dense dense) {
            shapes.put(dense.layer() + "/W", List.of((long) dense.outputs(), (long) dense.inputs()));
            if (dense.bias()) {
                shapes.put(dense.layer() + "/b", List.of((long) dense.outputs()));
            }
        } else if (node instanceof Node.Lookup lookup) {
            shapes.put(lookup.name() + "/W", List.of((long) lookup.units(), (long) lookup.classes()));
        } else if (node instanceof Node.Convolution convolution) {
            window(shapes, node, convolution.window(), convolution.bias(), convolution.shape(), convolution.input());
        } else if (node instanceof Node.Deconvolution deconvolution) {
            window(shapes, node, deconvolution.window(), false, deconvolution.input(), deconvolution.shape());
            if (deconvolution.bias()) {
                shapes.put(node.name() + "/b", List.of((long) node.shape().channels()));
            }
        } else if (node instanceof Node.BatchNorm norm) {
            List<Long> channels = List.of((long) norm.shape().channels());
            List<String> names = norm.affine() ? List.of("gamma", "beta", "mean") : List.of("mean");
            names.forEach(name -> shapes.put(node.name() + "/" + name, channels));
            shapes.put(node.name() + (norm.logarithmic() ? "/log10stdev" : "/var"), channels);
        } else if (node instanceof Node.Scale scale) {
            List<Long> numbers = List.of((long) scale.shape().elements());
            shapes.put(node.name() + "/W", numbers);
            shapes.put(node.name() + "/b", numbers);
        }
        return shapes;
    }

    private static void window(
            Map<String, List<Long>> shapes,
            Node node,
            Window window,
            boolean bias,
            TensorShape first,
            TensorShape second) {
        shapes.put(
                node.name() + "/W",
                List.of((long) first.channels(), (long) second.channels(), (long) window.kernelHeight(), (long)
                        window.kernelWidth()));
        if (bias) {
            shapes.put(node.name() + "/b", List.of((long) first.channels()));
        }
    }

    @Test
    void aLayerThatNoNodeStandsForIsNamed() {
        ComputationGraphConfiguration graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addLayer("dense", new DenseLayer.Builder().nIn(3).nOut(2).build(), "x")
                .addLayer("own", new PReLULayer.Builder().inputShape(2).build(), "dense")
                .setOutputs("own")
                .build();
        NetworkDefinition definition = new NetworkDefinition(graph, List.of(TensorShape.of(3)), TensorShape.of(2));
        assertThatThrownBy(() -> Graph.of(definition, Mode.EVALUATION))
                .isInstanceOf(UnsupportedLayerException.class)
                .hasMessage("layer 'own': PReLULayer");
    }

    /** Such a network is an error for every engine, the reference engine included. */
    @Test
    void layersThatContradictOneAnotherAreRefused() {
        ComputationGraphConfiguration dense = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addLayer("one", new DenseLayer.Builder().nIn(3).nOut(4).build(), "x")
                .addLayer("two", new DenseLayer.Builder().nIn(5).nOut(2).build(), "one")
                .setOutputs("two")
                .build();
        NetworkDefinition definition = new NetworkDefinition(dense, List.of(TensorShape.of(3)), TensorShape.of(2));
        assertThatThrownBy(() -> Graph.of(definition, Mode.TRAINING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 'two' takes 5 numbers, but is given 4");
        ComputationGraphConfiguration convolution = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addLayer(
                        "images",
                        new ConvolutionLayer.Builder(3, 3).nIn(2).nOut(1).build(),
                        "x")
                .setOutputs("images")
                .build();
        NetworkDefinition images =
                new NetworkDefinition(convolution, List.of(TensorShape.of(3, 5, 5)), TensorShape.of(1, 3, 3));
        assertThatThrownBy(() -> Graph.of(images, Mode.TRAINING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 'images' takes images of 2 channels, but is given 3×5×5");
    }
}
