package org.ganlib.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.testkit.GradientCheck;
import org.ganlib.testkit.SmallNetworks;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What this engine computes is what the reference engine computes, to the accuracy of float. */
final class AgreementTest {
    private static final long FEW_PARAMETERS = 200_000;

    private static final double TOLERANCE = 1e-4;
    /**
     * Of the large published networks every way back is tried with -Pquality; otherwise the one
     * that has both others in it.
     */
    private static final List<Wanted> OF_LARGE_NETWORKS =
            System.getProperty("gan.quality", "short").equals("full") ? List.of(Wanted.values()) : List.of(Wanted.BOTH);

    @TestFactory
    Stream<DynamicTest> smallNetworksAgree() {
        return SmallNetworks.all().entrySet().stream()
                .filter(e -> !drawsMasks(e.getValue()))
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> agree(e.getValue(), DataType.DOUBLE, 6)));
    }

    @TestFactory
    Stream<DynamicTest> publishedNetworksAgree() {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(architecture -> architecture.examples().stream()
                        .map(signature -> DynamicTest.dynamicTest(
                                architecture.getClass().getSimpleName() + ", "
                                        + signature.role().key() + " " + signature.inputs() + " → "
                                        + signature.output(),
                                () -> agree(
                                        Smooth.of(architecture.define(signature)),
                                        DataType.FLOAT,
                                        3,
                                        OF_LARGE_NETWORKS))));
    }

    @TestFactory
    Stream<DynamicTest> drawnGraphsAgree() {
        return LongStream.range(0, 40)
                .mapToObj(seed -> DynamicTest.dynamicTest(
                        "seed " + seed, () -> agree(DrawnGraph.draw(new RandomStream(seed)), DataType.DOUBLE, 5)));
    }

    @TestFactory
    Stream<DynamicTest> drawnPiecewiseLinearGraphsAgree() {
        return LongStream.range(0, 20)
                .mapToObj(seed -> DynamicTest.dynamicTest(
                        "seed " + seed,
                        () -> agree(
                                DrawnGraph.drawPiecewiseLinear(new RandomStream(seed)),
                                DataType.DOUBLE,
                                5,
                                List.of(Wanted.BOTH))));
    }

    static void agree(NetworkDefinition definition, DataType precision, int batch) {
        agree(definition, precision, batch, List.of(Wanted.values()));
    }

    static void agree(NetworkDefinition definition, DataType precision, int batch, List<Wanted> ways) {
        try (Network reference = network(new Dl4jEngine(), definition, precision);
                Network network = network(new OneDnnEngine(), definition, DataType.FLOAT)) {
            arrayOf(network.parameters()).assign(arrayOf(reference.parameters()));
            network.parametersChanged();
            RandomStream random = new RandomStream(5);
            INDArray[] inputs = GradientCheck.inputs(definition, random, batch);
            INDArray[] floats =
                    Stream.of(inputs).map(i -> i.castTo(DataType.FLOAT)).toArray(INDArray[]::new);
            INDArray projection =
                    GradientCheck.normal(random, definition.output().batch(batch));
            for (Wanted wanted : ways) {
                try (Pass expected = reference.forward(Mode.TRAINING, tensors(inputs));
                        Pass pass = network.forward(Mode.TRAINING, tensors(floats))) {
                    assertClose("output", arrayOf(expected.output()), arrayOf(pass.output()));
                    expected.backward(over(projection.castTo(precision)), wanted);
                    pass.backward(over(projection.castTo(DataType.FLOAT)), wanted);
                    if (wanted.inputs()) {
                        for (int i = 0; i < inputs.length; i++) {
                            assertClose(
                                    "gradient by input " + i,
                                    arrayOf(expected.inputGradient(i)),
                                    arrayOf(pass.inputGradient(i)));
                            if (arrayOf(network.parameters()).length() > FEW_PARAMETERS) {
                                // Mixed products of large networks are skipped: the reference
                                // computes them with plain loops, which is slow.
                                continue;
                            }
                            INDArray direction = GradientCheck.normal(random, inputs[i].shape());
                            expected.addMixedGradient(i, over(direction.castTo(precision)));
                            pass.addMixedGradient(i, over(direction.castTo(DataType.FLOAT)));
                        }
                    }
                }
                assertClose("gradients after " + wanted, arrayOf(reference.gradients()), arrayOf(network.gradients()));
                assertClose("parameters", arrayOf(reference.parameters()), arrayOf(network.parameters()));
            }
            try (Pass expected = reference.forward(Mode.EVALUATION, tensors(inputs));
                    Pass pass = network.forward(Mode.EVALUATION, tensors(floats))) {
                assertClose("evaluated output", arrayOf(expected.output()), arrayOf(pass.output()));
            }
            takesBackAgain(network, floats, projection.castTo(DataType.FLOAT));
        }
    }

    /** What the way back leaves of a pass gives the same gradients once more. */
    private static void takesBackAgain(Network network, INDArray[] inputs, INDArray gradient) {
        try (Pass pass = network.forward(Mode.TRAINING, tensors(inputs))) {
            network.clearGradients();
            pass.backward(over(gradient), Wanted.BOTH);
            INDArray first = arrayOf(network.gradients()).dup();
            INDArray firstByInput = arrayOf(pass.inputGradient(0)).dup();
            network.clearGradients();
            pass.backward(over(gradient), Wanted.BOTH);
            assertThat(arrayOf(network.gradients())).as("gradients again").isEqualTo(first);
            assertThat(arrayOf(pass.inputGradient(0)))
                    .as("gradient by input 0 again")
                    .isEqualTo(firstByInput);
        }
    }

    private static boolean drawsMasks(NetworkDefinition definition) {
        try {
            return Coverage.graph(definition).drawsMasks();
        } catch (UnsupportedLayerException e) {
            throw new AssertionError(e);
        }
    }

    private static Network network(NetworkEngine engine, NetworkDefinition definition, DataType precision) {
        return engine.build(
                new NetworkRequest("test", definition, precision, new RandomStream(42), new RandomStream(43)));
    }

    private static void assertClose(String what, INDArray expected, INDArray actual) {
        INDArray flat = actual.castTo(DataType.DOUBLE).reshape(actual.length());
        INDArray difference = flat.sub(expected.castTo(DataType.DOUBLE).reshape(expected.length()));
        double scale = expected.norm2Number().doubleValue();
        assertThat(difference.norm2Number().doubleValue()).as(what).isLessThanOrEqualTo(TOLERANCE * scale);
    }
}
