package org.ganlib.onednn.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.ganlib.network.GradientSource;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.OneDnnEngine;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.Allocations;
import org.ganlib.testkit.EngineAgreement;
import org.ganlib.testkit.GradientCheck;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deferred weight gradients have the right values for every reader, whatever the caller does
 * between the backward pass and the reading.
 */
final class DeferredGradientsTest {
    private static final int BATCH = 7;
    private static final NetworkDefinition LARGE = new NetworkDefinition(
            new NeuralNetConfiguration.Builder()
                    .graphBuilder()
                    .addInputs("x")
                    .addLayer("first", layer(200, 400), "x")
                    .addLayer("second", layer(400, 700), "first")
                    .addLayer("third", layer(700, 300), "second")
                    .addLayer("output", layer(300, 30), "third")
                    .setOutputs("output")
                    .build(),
            List.of(TensorShape.of(200)),
            TensorShape.of(30));

    private static final int LENGTH = 201 * 400 + 401 * 700 + 701 * 300 + 301 * 30;

    private final INDArray input = random(1, 200);
    private final INDArray other = random(2, 200);
    private final INDArray gradient = random(3, 30);

    @Test
    void networkAgreesWithTheReference() {
        new EngineAgreement(new OneDnnEngine()).agree(LARGE, DataType.DOUBLE, BATCH);
    }

    /** The input of the layer lies in memory of the caller, at another address in each pass. */
    @Test
    void aLayerThatReadsFlattenedInputsAgreesWithTheReference() {
        new EngineAgreement(new OneDnnEngine())
                .agree(
                        new NetworkDefinition(
                                new NeuralNetConfiguration.Builder()
                                        .graphBuilder()
                                        .addInputs("x")
                                        .addLayer(
                                                "first",
                                                layer(196, 400),
                                                new CnnToFeedForwardPreProcessor(14, 14, 1),
                                                "x")
                                        .addLayer("output", layer(400, 30), "first")
                                        .setOutputs("output")
                                        .build(),
                                List.of(TensorShape.of(1, 14, 14)),
                                TensorShape.of(30)),
                        DataType.DOUBLE,
                        BATCH);
    }

    @Test
    void theyAreComputedWhileTheyAreRead() {
        INDArray expected = gradientsAfter(network -> {});
        try (Network network = network()) {
            backward(network, input);
            GradientSource source = network.gradientSource();
            assertThat(source).isSameAs(network.gradientSource());
            assertThat(read(source, 1_000)).isEqualTo(expected.toFloatVector());
            // They are read again from the start, in slabs of another size.
            assertThat(read(source, 77_777)).isEqualTo(expected.toFloatVector());
            assertThat(arrayOf(source.all())).isEqualTo(expected);
            assertThat(read(source, 1_000)).isEqualTo(expected.toFloatVector());
        }
    }

    @Test
    void aReaderMayBeginAnywhere() {
        float[] expected = gradientsAfter(network -> {}).toFloatVector();
        try (Network network = network()) {
            backward(network, input);
            for (int first : new int[] {LENGTH - 40_000, LENGTH / 2, 0, LENGTH / 3}) {
                float[] some = new float[30_000];
                network.gradientSource().load(first, some, some.length);
                assertThat(some).isEqualTo(Arrays.copyOfRange(expected, first, first + some.length));
            }
        }
    }

    @Test
    void anotherForwardDoesNotDisturbThem() {
        assertThat(gradientsAfter(network ->
                        network.forward(Mode.TRAINING, tensors(other)).close()))
                .isEqualTo(gradientsAfter(network -> {}));
    }

    @Test
    void overwritingTheInputDoesNotDisturbThem() {
        INDArray expected = gradientsAfter(network -> {});
        try (Network network = network()) {
            INDArray changing = input.dup();
            backward(network, changing);
            changing.assign(other);
            assertThat(arrayOf(network.gradients())).isEqualTo(expected);
        }
    }

    @Test
    void aBackwardPassForInputGradientsDoesNotDisturbThem() {
        assertThat(gradientsAfter(network -> {
                    try (Pass pass = network.forward(Mode.TRAINING, tensors(other))) {
                        pass.backward(over(gradient), Wanted.INPUTS);
                    }
                }))
                .isEqualTo(gradientsAfter(network -> {}));
    }

    @Test
    void thoseOfTwoPassesAreAdded() {
        INDArray sum = gradientsAfter(network -> backward(network, other));
        INDArray one = gradientsAfter(network -> {});
        INDArray two = gradientsAfter(network -> {
            network.clearGradients();
            backward(network, other);
        });
        assertThat(sum).isEqualTo(one.add(two));
        assertThat(two).isNotEqualTo(one);
    }

    @Test
    void clearedOnesAreZero() {
        assertThat(gradientsAfter(Network::clearGradients).amaxNumber().doubleValue())
                .isZero();
        try (Network network = network()) {
            backward(network, input);
            network.clearGradients();
            assertThat(read(network.gradientSource(), 1_000)).containsOnly(0);
        }
    }

    @Test
    void theyOutliveTheirPass() {
        INDArray expected = gradientsAfter(network -> {});
        try (Network network = network()) {
            List<Pass> others = List.of(
                    network.forward(Mode.TRAINING, tensors(other)),
                    network.forward(Mode.TRAINING, tensors(other)),
                    network.forward(Mode.TRAINING, tensors(other)),
                    network.forward(Mode.TRAINING, tensors(other)));
            backward(network, input);
            others.forEach(Pass::close);
            assertThat(arrayOf(network.gradients())).isEqualTo(expected);
        }
    }

    @Test
    void readingThemAllocatesNothing() {
        try (Network network = network()) {
            GradientSource source = network.gradientSource();
            float[] slab = new float[50_000];
            Tensor[] inputs = tensors(input);
            Tensor outputGradient = over(gradient);
            Allocations.assertNone(20, 200, () -> {
                Pass pass = network.forward(Mode.TRAINING, inputs);
                pass.backward(outputGradient, Wanted.PARAMETERS);
                pass.close();
                for (int first = 0; first < LENGTH; first += slab.length) {
                    source.load(first, slab, Math.min(slab.length, LENGTH - first));
                }
                network.clearGradients();
            });
        }
    }

    /** The gradients of a pass over the input, read after the given action. */
    private INDArray gradientsAfter(Consumer<Network> between) {
        try (Network network = network()) {
            backward(network, input);
            between.accept(network);
            return arrayOf(network.gradients()).dup();
        }
    }

    private float[] read(GradientSource source, int slab) {
        float[] whole = new float[LENGTH];
        float[] target = new float[slab];
        for (int first = 0; first < LENGTH; first += slab) {
            int count = Math.min(slab, LENGTH - first);
            source.load(first, target, count);
            System.arraycopy(target, 0, whole, first, count);
        }
        return whole;
    }

    private void backward(Network network, INDArray examples) {
        try (Pass pass = network.forward(Mode.TRAINING, tensors(examples))) {
            pass.backward(over(gradient), Wanted.PARAMETERS);
        }
    }

    private static Network network() {
        return new OneDnnEngine()
                .build(new NetworkRequest("test", LARGE, DataType.FLOAT, new RandomStream(42), new RandomStream(43)));
    }

    private static DenseLayer layer(int in, int out) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(Activation.TANH)
                .build();
    }

    private static INDArray random(long seed, long columns) {
        return GradientCheck.normal(new RandomStream(seed), BATCH, columns).castTo(DataType.FLOAT);
    }
}
