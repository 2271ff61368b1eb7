package org.ganlib.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.testkit.GradientCheck.inputs;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.Pass;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.SmallNetworks;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/** The sizes computed from the graph are those of the network that is built. */
final class LayerSizesTest {
    @TestFactory
    Stream<DynamicTest> sizesAreThoseOfTheNetworkThatIsBuilt() {
        return SmallNetworks.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    assertThat(LayerSizes.of(entry.getValue()).withoutNode()).isEmpty();
                    assertSizes(entry.getValue());
                }));
    }

    private static void assertSizes(NetworkDefinition definition) {
        LayerSizes sizes = LayerSizes.of(definition);
        try (Network network = new Dl4jEngine()
                .build(new NetworkRequest(
                        "test", definition, DataType.FLOAT, new RandomStream(1), new RandomStream(2)))) {
            assertThat(sizes.parameters()).as("parameters").isEqualTo((double)
                    network.layout().length());
            assertThat(sizes.trainable()).as("trained parameters").isEqualTo((double)
                    network.layout().trainable());
            Tensor[] inputs = tensors(inputs(definition, new RandomStream(3), 1));
            double sum = 0;
            double largest = 0;
            for (Tensor input : inputs) {
                sum += (double) input.length();
                largest = Math.max(largest, (double) input.length());
            }
            try (Pass pass = network.forward(Mode.EVALUATION, inputs)) {
                for (String layer : definition.layers()) {
                    double count = (double) pass.activation(layer).length();
                    sum += count;
                    largest = Math.max(largest, count);
                }
            }
            assertThat(sizes.activations()).as("values of inputs and layers").isEqualTo(sum);
            assertThat(sizes.largest()).as("values of the largest layer").isEqualTo(largest);
        }
    }

    @Test
    void aNetworkWithALayerThatNoNodeStandsForIsMeasuredToo() {
        ComputationGraphConfiguration graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addLayer("dense", new DenseLayer.Builder().nIn(3).nOut(2).build(), "x")
                .addLayer(
                        "norm", new BatchNormalization.Builder().nIn(2).nOut(2).build(), "dense")
                .addLayer("own", new PReLULayer.Builder().inputShape(2).build(), "norm")
                .setOutputs("own")
                .build();
        NetworkDefinition definition = new NetworkDefinition(graph, List.of(TensorShape.of(3)), TensorShape.of(2));
        LayerSizes sizes = LayerSizes.of(definition);
        assertThat(sizes.withoutNode()).contains("layer 'own': PReLULayer");
        // A matrix and biases, gain, shift and two statistics, and a slope for each number.
        assertThat(sizes.parameters()).isEqualTo(8 + 8 + 2);
        assertThat(sizes.trainable()).isEqualTo(8 + 4 + 2);
        assertThat(sizes.activations()).isEqualTo(3 + 2 + 2 + 2);
        assertThat(sizes.largest()).isEqualTo(3);
    }

    @Test
    void sizesBeyondAnyNumberAreInfinite() {
        int many = Integer.MAX_VALUE;
        ComputationGraphConfiguration graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addLayer("one", new DenseLayer.Builder().nIn(many).nOut(many).build(), "x")
                .addLayer("two", new DenseLayer.Builder().nIn(many).nOut(many).build(), "one")
                .addLayer("three", new DenseLayer.Builder().nIn(many).nOut(many).build(), "two")
                .setOutputs("three")
                .build();
        assertThat(LayerSizes.countParameters(
                        new NetworkDefinition(graph, List.of(TensorShape.of(many)), TensorShape.of(many))))
                .isInfinite();
    }
}
