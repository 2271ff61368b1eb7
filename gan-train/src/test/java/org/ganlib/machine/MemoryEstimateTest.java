package org.ganlib.machine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRole;
import org.ganlib.problem.GanException;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

/**
 * Networks and examples that do not fit are refused with the right message; those that fit pass.
 */
final class MemoryEstimateTest {
    private static final double GIBIBYTE = 1L << 30;

    @Test
    void networksNeedThreeTimesTheirParameters() {
        // (1,023 + 1) · 1,024 = 2^20 parameters take 4 MiB, and three such vectors 12 MiB.
        Map<NetworkRole, NetworkDefinition> definitions = Map.of(NetworkRole.GENERATOR, dense(1023, 1024));
        assertThatCode(() -> new MemoryEstimate(12 << 20, 1).requireNetworks(definitions))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new MemoryEstimate((12 << 20) - 1, 1).requireNetworks(definitions))
                .isInstanceOf(GanException.class)
                .hasMessage(
                        "out of memory: generator has 1,048,576 parameters: needs at least 12 MiB of the 12 MiB that"
                                + " arrays may take. Reduce the layers or the inputs of the generator");
    }

    @Test
    void sizesBeyondAnyNumberDoNotComeOutSmall() {
        // 2^31 · 2^31 parameters are 2^62; four bytes for each overflow a long.
        Map<NetworkRole, NetworkDefinition> definitions =
                Map.of(NetworkRole.CRITIC, dense(Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThatThrownBy(() -> new MemoryEstimate(1e12, 1e12).requireNetworks(definitions))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("out of memory: critic has 4,611,686,01");
        Map<NetworkRole, NetworkDefinition> large = Map.of(NetworkRole.CRITIC, dense(1 << 16, 1 << 16));
        assertThatThrownBy(() -> new MemoryEstimate(1e15, 1e15).requireNetworks(large))
                .isInstanceOf(GanException.class)
                .hasMessage(
                        "critic: has 4,295,032,832 parameters, and a network can have 2,147,483,647. Reduce its layers");
    }

    @Test
    void examplesMustFitIntoTheHeapAndIntoAnArray() {
        MemoryEstimate estimate = new MemoryEstimate(1, 6 * GIBIBYTE);
        TensorShape digit = TensorShape.of(1, 28, 28);
        assertThatCode(() -> estimate.requireExamples("--count=1000000", 1_000_000, digit, "Draw fewer"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> estimate.requireExamples(
                        "--count=2147483647", Integer.MAX_VALUE, digit, "Draw fewer at a time"))
                .isInstanceOf(GanException.class)
                .hasMessage(
                        "out of memory: --count=2147483647 needs at least 6,272.0 GiB of the 6.0 GiB that Java's heap"
                                + " may take. Draw fewer at a time, or give the heap more: GAN_JAVA_OPTS=-Xmx12544g");
        assertThatThrownBy(() -> new MemoryEstimate(1, 1e15)
                        .requireExamples("--count=3000000", 3_000_000, digit, "Draw fewer at a time"))
                .isInstanceOf(GanException.class)
                .hasMessage(
                        "--count=3000000: 2,352,000,000 numbers, and an array can hold 2,147,483,647. Draw fewer at a"
                                + " time");
    }

    private static NetworkDefinition dense(int in, int out) {
        return NetworkDefinition.of(
                new NeuralNetConfiguration.Builder()
                        .list()
                        .layer(new DenseLayer.Builder().nIn(in).nOut(out).build())
                        .build(),
                TensorShape.of(in),
                TensorShape.of(out));
    }
}
