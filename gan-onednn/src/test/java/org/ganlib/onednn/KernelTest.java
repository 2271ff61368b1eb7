package org.ganlib.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.over;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.compile.SupportedGraphs;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.testkit.GradientCheck;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Published networks run on optimised kernels alone. For some formats and shapes oneDNN silently
 * falls back to reference implementations, which are a hundred times slower.
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

    @TestFactory
    Stream<DynamicTest> mixedProductsOfPublishedCriticsMeetNoReferenceKernel() {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(architecture -> architecture.examples().stream()
                        .filter(signature -> signature.role().equals(NetworkRole.CRITIC))
                        .map(signature -> DynamicTest.dynamicTest(
                                architecture.getClass().getSimpleName() + " " + signature.inputs(),
                                () -> assertThat(kernelsOfMixedProduct(architecture.define(signature)))
                                        .isNotEmpty()
                                        .noneMatch(k -> k.contains(": ref")))));
    }

    private static List<String> kernelsOfMixedProduct(NetworkDefinition definition) {
        try (OneDnnNetwork network = new OneDnnNetwork(
                new NetworkRequest("test", definition, DataType.FLOAT, new RandomStream(1), new RandomStream(2)),
                SupportedGraphs.graph(definition))) {
            List<String> before = network.kernels(Mode.TRAINING, BATCH);
            INDArray[] inputs = Stream.of(GradientCheck.inputs(definition, new RandomStream(3), BATCH))
                    .map(input -> input.castTo(DataType.FLOAT))
                    .toArray(INDArray[]::new);
            try (Pass pass = network.forward(Mode.TRAINING, tensors(inputs))) {
                pass.backward(over(Nd4j.ones(DataType.FLOAT, definition.output().batch(BATCH))), Wanted.INPUTS);
                pass.addMixedGradient(0, over(inputs[0]));
            }
            List<String> after = network.kernels(Mode.TRAINING, BATCH);
            return after.subList(before.size(), after.size());
        } catch (UnsupportedLayerException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> kernels(NetworkDefinition definition) {
        try (OneDnnNetwork network = new OneDnnNetwork(
                new NetworkRequest("test", definition, DataType.FLOAT, new RandomStream(1), new RandomStream(2)),
                SupportedGraphs.graph(definition))) {
            return network.kernels(Mode.TRAINING, BATCH);
        } catch (UnsupportedLayerException e) {
            throw new AssertionError(e);
        }
    }
}
