package org.ganlib.onednn;

import static org.ganlib.tensor.HostTensor.over;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.stream.Stream;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.Tensor;
import org.ganlib.testkit.Allocations;
import org.ganlib.testkit.GradientCheck;
import org.ganlib.testkit.SmallNetworks;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Once a network is compiled, its forward and backward passes allocate nothing on the heap. */
final class AllocationTest {
    private static final int BATCH = 6;
    private static final int WARM_UP = 5;
    private static final int REPEATS = 200;

    @TestFactory
    Stream<DynamicTest> passesAllocateNothing() {
        return SmallNetworks.all().entrySet().stream()
                .map(e ->
                        DynamicTest.dynamicTest(e.getKey(), () -> allocateNothing(e.getValue(), AllocationTest::play)));
    }

    @TestFactory
    Stream<DynamicTest> mixedGradientsAllocateNothing() {
        return SmallNetworks.all().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(
                        e.getKey(), () -> allocateNothing(e.getValue(), AllocationTest::playPenalty)));
    }

    private static void allocateNothing(NetworkDefinition definition, Step step) {
        try (Network network = new OneDnnEngine()
                .build(new NetworkRequest(
                        "test", definition, DataType.FLOAT, new RandomStream(1), new RandomStream(2)))) {
            INDArray[] inputs = Stream.of(GradientCheck.inputs(definition, new RandomStream(3), BATCH))
                    .map(input -> input.castTo(DataType.FLOAT))
                    .toArray(INDArray[]::new);
            INDArray gradient = Nd4j.rand(DataType.FLOAT, definition.output().batch(BATCH));
            Tensor[] given = tensors(inputs);
            Tensor outputGradient = over(gradient);
            Allocations.assertNone(WARM_UP, REPEATS, () -> step.play(network, given, outputGradient));
        }
    }

    /**
     * The passes of a training step: two whose gradients are added, and one that only computes the
     * gradient of its input.
     */
    private static void play(Network network, Tensor[] inputs, Tensor gradient) {
        Pass first = network.forward(Mode.TRAINING, inputs);
        Pass second = network.forward(Mode.TRAINING, inputs);
        first.backward(gradient, Wanted.PARAMETERS);
        second.backward(gradient, Wanted.BOTH);
        first.close();
        second.inputGradient(0);
        second.close();
        network.parametersChanged();
        network.clearGradients();
        Pass inputOnly = network.forward(Mode.TRAINING, inputs);
        inputOnly.backward(gradient, Wanted.INPUTS);
        inputOnly.inputGradient(0);
        inputOnly.close();
    }

    /** A critic step with a gradient penalty, whose product is added to the loss's gradient. */
    private static void playPenalty(Network network, Tensor[] inputs, Tensor gradient) {
        Pass loss = network.forward(Mode.TRAINING, inputs);
        loss.backward(gradient, Wanted.PARAMETERS);
        loss.close();
        Pass penalty = network.forward(Mode.TRAINING, inputs);
        penalty.backward(gradient, Wanted.INPUTS);
        for (int i = 0; i < inputs.length; i++) {
            penalty.addMixedGradient(i, inputs[i]);
        }
        penalty.close();
        network.parametersChanged();
        network.clearGradients();
    }

    private interface Step {
        void play(Network network, Tensor[] inputs, Tensor gradient);
    }
}
