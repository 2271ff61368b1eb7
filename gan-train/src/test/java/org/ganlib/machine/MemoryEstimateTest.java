package org.ganlib.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.ganlib.config.Optimizers;
import org.ganlib.config.TrainSettings;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.optimize.Adam;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.SimulatedDevice;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Networks and examples that do not fit are refused with the right message; those that fit pass.
 */
final class MemoryEstimateTest {
    private static final double GIBIBYTE = 1L << 30;
    private static final DatasetInfo DATA = new DatasetInfo(
            "vectors",
            TensorShape.of(200),
            ValueRange.UNBOUNDED,
            OptionalInt.empty(),
            List.of(),
            "none",
            "none",
            "vectors");

    @Test
    void networksNeedThreeTimesTheirParameters() {
        // (1,023 + 1) · 1,024 = 2^20 parameters take 4 MiB, and three such vectors 12 MiB.
        Map<NetworkRole, NetworkDefinition> definitions = Map.of(NetworkRole.GENERATOR, dense(1023, 1024));
        assertThatCode(() -> new MemoryEstimate(12 << 20, 1, EngineOptions.CPU).requireNetworks(definitions))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new MemoryEstimate((12 << 20) - 1, 1, EngineOptions.CPU).requireNetworks(definitions))
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
        assertThatThrownBy(() -> new MemoryEstimate(1e12, 1e12, EngineOptions.CPU).requireNetworks(definitions))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("out of memory: critic has 4,611,686,01");
        Map<NetworkRole, NetworkDefinition> large = Map.of(NetworkRole.CRITIC, dense(1 << 16, 1 << 16));
        assertThatThrownBy(() -> new MemoryEstimate(1e15, 1e15, EngineOptions.CPU).requireNetworks(large))
                .isInstanceOf(GanException.class)
                .hasMessage(
                        "critic: has 4,295,032,832 parameters, and a network can have 2,147,483,647. Reduce its layers");
    }

    @Test
    void examplesMustFitIntoTheHeapAndIntoAnArray() {
        MemoryEstimate estimate = new MemoryEstimate(1, 6 * GIBIBYTE, EngineOptions.CPU);
        TensorShape digit = TensorShape.of(1, 28, 28);
        assertThatCode(() -> estimate.requireExamples("--count=1000000", 1_000_000, digit, "Draw fewer"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> estimate.requireExamples(
                        "--count=2147483647", Integer.MAX_VALUE, digit, "Draw fewer at a time"))
                .isInstanceOf(GanException.class)
                .hasMessage(
                        "out of memory: --count=2147483647 needs at least 6,272.0 GiB of the 6.0 GiB that Java's heap"
                                + " may take. Draw fewer at a time, or give the heap more: GAN_JAVA_OPTS=-Xmx12544g");
        assertThatThrownBy(() -> new MemoryEstimate(1, 1e15, EngineOptions.CPU)
                        .requireExamples("--count=3000000", 3_000_000, digit, "Draw fewer at a time"))
                .isInstanceOf(GanException.class)
                .hasMessage(
                        "--count=3000000: 2,352,000,000 numbers, and an array can hold 2,147,483,647. Draw fewer at a"
                                + " time");
    }

    /**
     * 100·200 + 200 parameters of the generator and 200·100 + 100 of the critic; Adam keeps two
     * numbers for each, and the generator's average one. A million examples of 300 activations in
     * each network are 2.2 GiB with their gradients.
     */
    @Test
    void aDevicesMemoryIsEstimatedAndTheHostsIsNotTakenForIt() {
        try (NetworkSet networks = new NetworkSet(Map.of(
                NetworkRole.GENERATOR, away("generator", 100, 200), NetworkRole.CRITIC, away("critic", 200, 100)))) {
            TrainSettings train = new TrainSettings(1, 1_000_000, 0, 0, 1, 1, 0.9);
            Optimizers optimizers = new Optimizers(new Adam(), new Adam());
            double numbers = 20_200 * 5.0 + 20_100 * 4.0 + 1e6 * 2 * (300 + 300);
            double onDevice = numbers * Float.BYTES;
            double onHost = (1e6 * 2 * 200 + 40_300) * Float.BYTES;
            MemoryEstimate estimate = new MemoryEstimate(onHost, GIBIBYTE, "cuda:0");
            estimate.requireTraining(train, DATA, networks);
            assertThat(estimate.ofDevice(train, optimizers, DATA, networks))
                    .contains(String.format(
                            Locale.ROOT,
                            "training takes at least %.1f GiB on cuda:0 and %.1f GiB of the host",
                            onDevice / GIBIBYTE,
                            onHost / GIBIBYTE));
            assertThatThrownBy(() ->
                            new MemoryEstimate(onHost - 1, GIBIBYTE, "cuda:0").requireTraining(train, DATA, networks))
                    .isInstanceOf(GanException.class)
                    .hasMessageStartingWith("out of memory: train.batch=1000000 needs at least 1.5 GiB");
            MemoryEstimate onProcessor = new MemoryEstimate(onHost, GIBIBYTE, EngineOptions.CPU);
            assertThatThrownBy(() -> onProcessor.requireTraining(train, DATA, networks))
                    .isInstanceOf(GanException.class);
            assertThat(onProcessor.ofDevice(train, optimizers, DATA, networks)).isEmpty();
        }
    }

    /** The host holds the parameters once, on their way to a device. */
    @Test
    void networksOfADeviceNeedTheirParametersOnce() {
        Map<NetworkRole, NetworkDefinition> definitions = Map.of(NetworkRole.GENERATOR, dense(1023, 1024));
        assertThatCode(() -> new MemoryEstimate(4 << 20, 1, "cuda:0").requireNetworks(definitions))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new MemoryEstimate((4 << 20) - 1, 1, "cuda:0").requireNetworks(definitions))
                .isInstanceOf(GanException.class);
    }

    /** A network whose tensors lie in a memory of their own. */
    private static Network away(String name, int in, int out) {
        return new SimulatedDevice(new Dl4jEngine())
                .build(new NetworkRequest(
                        name, dense(in, out), DataType.FLOAT, new RandomStream(1), new RandomStream(2)));
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
