package org.ganlib.onednn.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.List;
import java.util.stream.Stream;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.OneDnnEngine;
import org.ganlib.random.RandomStream;
import org.ganlib.testkit.GradientCheck;
import org.ganlib.testkit.SmallNetworks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A mixed product is that of the last backward pass, whatever callers do to their arrays and in
 * whatever state the gradients are. One network is piecewise linear and reuses the gradients of
 * that pass, the others are curved.
 */
final class TangentPassTest {
    private static final int BATCH = 6;

    private final INDArray input = random(1, 3);
    private final INDArray v = random(2, 3);
    private final INDArray u = random(3, 2);
    private final INDArray other = random(4, 2);

    static List<NetworkDefinition> networks() {
        return Stream.of(Activation.LEAKYRELU, Activation.SOFTPLUS, Activation.TANH)
                .map(SmallNetworks::dense)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void callersMayOverwriteTheirOutputGradient(NetworkDefinition definition) {
        try (Network network = network(definition)) {
            INDArray expected = product(network, u);
            INDArray changing = u.dup();
            // The steps that compute the product are made in the first of these, and used again.
            for (int i = 0; i < 2; i++) {
                network.clearGradients();
                try (Pass pass = network.forward(Mode.TRAINING, tensors(input))) {
                    changing.assign(u);
                    pass.backward(over(changing), Wanted.INPUTS);
                    changing.assign(other);
                    pass.addMixedGradient(0, over(v));
                }
                assertThat(arrayOf(network.gradients())).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theProductIsThatOfTheLastBackwardPass(NetworkDefinition definition) {
        try (Network network = network(definition)) {
            INDArray expected = product(network, u);
            assertThat(product(network, other)).isNotEqualTo(expected);
            network.clearGradients();
            try (Pass pass = network.forward(Mode.TRAINING, tensors(input))) {
                pass.backward(over(other), Wanted.BOTH);
                pass.addMixedGradient(0, over(v));
                pass.backward(over(u), Wanted.INPUTS);
                network.clearGradients();
                pass.addMixedGradient(0, over(v));
            }
            assertThat(arrayOf(network.gradients())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void itIsAddedToGradientsOfALossAndLeftOutOfTheNextOnes(NetworkDefinition definition) {
        try (Network network = network(definition)) {
            INDArray product = product(network, u);
            INDArray loss = backward(network, false);
            INDArray sum = backward(network, true);
            assertThat(sum.distance2(product.add(loss)))
                    .isLessThan(1e-6 * sum.norm2Number().doubleValue());
            assertThat(backward(network, false)).isEqualTo(loss);
        }
    }

    private INDArray product(Network network, INDArray outputGradient) {
        network.clearGradients();
        try (Pass pass = network.forward(Mode.TRAINING, tensors(input))) {
            pass.backward(over(outputGradient), Wanted.INPUTS);
            pass.addMixedGradient(0, over(v));
        }
        return arrayOf(network.gradients()).dup();
    }

    private INDArray backward(Network network, boolean mixed) {
        network.clearGradients();
        try (Pass pass = network.forward(Mode.TRAINING, tensors(input))) {
            pass.backward(over(u), Wanted.BOTH);
            if (mixed) {
                pass.addMixedGradient(0, over(v));
            }
        }
        return arrayOf(network.gradients()).dup();
    }

    private static Network network(NetworkDefinition definition) {
        return new OneDnnEngine()
                .build(new NetworkRequest(
                        "test", definition, DataType.FLOAT, new RandomStream(42), new RandomStream(43)));
    }

    private static INDArray random(long seed, long columns) {
        return GradientCheck.normal(new RandomStream(seed), BATCH, columns).castTo(DataType.FLOAT);
    }
}
