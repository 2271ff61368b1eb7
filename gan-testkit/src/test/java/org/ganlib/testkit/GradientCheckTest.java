package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.indexing.NDArrayIndex;

final class GradientCheckTest {
    @Test
    void acceptsWhatIsRight() {
        assertThatCode(() -> check(2, List.of())).doesNotThrowAnyException();
    }

    /**
     * One element of each parameter array suffices to notice that the whole array is off by a tenth
     * of a percent.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {"norm/gamma", "norm/beta", "dense/W", "deconv-0/W", "deconv-0/b", "deconv-1/W", "deconv-1/b"})
    void noticesAWrongGradientInAnyParameterArray(String segment) {
        assertThatThrownBy(() -> check(1, List.of(segment)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("parameters, element");
        assertThatThrownBy(() -> check(Integer.MAX_VALUE, List.of(segment))).isInstanceOf(AssertionError.class);
    }

    private static void check(int elements, List<String> wrong) {
        RandomStream dropout = new RandomStream(3);
        Network sound = new Dl4jEngine()
                .build(new NetworkRequest(
                        "test",
                        SmallNetworks.convolutionalGenerator(),
                        DataType.DOUBLE,
                        new RandomStream(42),
                        dropout));
        try (Network network = new Miscounting(sound, wrong)) {
            RandomStream random = new RandomStream(11);
            GradientCheck.checkSome(elements, network, dropout, random, GradientCheck.normal(random, 6, 3));
        }
    }

    /**
     * A network whose gradients of the named parameter arrays are too large by a tenth of a
     * percent.
     */
    private record Miscounting(Network sound, List<String> wrong) implements Network {
        @Override
        public Tensor gradients() {
            HostTensor gradients = HostTensor.copyOf(sound.gradients());
            for (Segment segment : layout().segments()) {
                if (wrong.contains(segment.name())) {
                    gradients
                            .array()
                            .get(NDArrayIndex.interval(segment.offset(), segment.end()), NDArrayIndex.all())
                            .muli(1.001);
                }
            }
            return gradients;
        }

        @Override
        public String name() {
            return sound.name();
        }

        @Override
        public NetworkDefinition definition() {
            return sound.definition();
        }

        @Override
        public ParameterLayout layout() {
            return sound.layout();
        }

        @Override
        public TensorMemory memory() {
            return sound.memory();
        }

        @Override
        public Tensor parameters() {
            return sound.parameters();
        }

        @Override
        public void clearGradients() {
            sound.clearGradients();
        }

        @Override
        public void parametersChanged() {
            sound.parametersChanged();
        }

        @Override
        public Pass forward(Mode mode, Tensor... inputs) {
            return sound.forward(mode, inputs);
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
