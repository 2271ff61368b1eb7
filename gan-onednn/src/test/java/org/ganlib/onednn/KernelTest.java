package org.ganlib.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * oneDNN falls back to implementations that are there as a reference, a hundred times slower,
 * without a word. Published networks meet none.
 */
final class KernelTest {
    private static final int BATCH = 16;

    @TestFactory
    Stream<DynamicTest> publishedNetworksMeetNoReferenceKernel() {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(architecture -> architecture.examples().stream()
                        .map(signature -> DynamicTest.dynamicTest(
                                architecture.getClass().getSimpleName() + ", "
                                        + signature.role().key() + " " + signature.inputs() + " → "
                                        + signature.output(),
                                () -> assertThat(kernels(architecture.define(signature)))
                                        .isNotEmpty()
                                        .noneMatch(k -> k.contains(": ref")))));
    }

    private static List<String> kernels(NetworkDefinition definition) {
        try (OneDnnNetwork network = new OneDnnNetwork(
                new NetworkRequest("test", definition, DataType.FLOAT, new RandomStream(1), new RandomStream(2)),
                Coverage.graph(definition))) {
            return network.kernels(Mode.TRAINING, BATCH);
        } catch (UnsupportedLayerException e) {
            throw new AssertionError(e);
        }
    }
}
