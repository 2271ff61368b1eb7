package org.ganlib.onednn;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.Wanted;
import org.ganlib.onednn.compile.SupportedGraphs;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.testkit.SmallNetworks;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/** This engine agrees with the reference engine to the accuracy of float. */
final class AgreementTest {
    /**
     * The backward passes of the large published networks: all with -Pquality, otherwise only the
     * one that computes the gradients of both parameters and inputs.
     */
    private static final List<Wanted> OF_LARGE_NETWORKS =
            System.getProperty("gan.quality", "short").equals("full") ? List.of(Wanted.values()) : List.of(Wanted.BOTH);

    @TestFactory
    Stream<DynamicTest> smallNetworksAgree() {
        return SmallNetworks.all().entrySet().stream()
                .filter(e -> !drawsMasks(e.getValue()))
                .map(e -> DynamicTest.dynamicTest(
                        e.getKey(), () -> EngineAgreement.agree(e.getValue(), DataType.DOUBLE, 6)));
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
                                () -> EngineAgreement.agree(
                                        Smooth.of(architecture.define(signature)),
                                        DataType.FLOAT,
                                        3,
                                        OF_LARGE_NETWORKS))));
    }

    @TestFactory
    Stream<DynamicTest> drawnGraphsAgree() {
        return LongStream.range(0, 40)
                .mapToObj(seed -> DynamicTest.dynamicTest(
                        "seed " + seed,
                        () -> EngineAgreement.agree(DrawnGraph.draw(new RandomStream(seed)), DataType.DOUBLE, 5)));
    }

    @TestFactory
    Stream<DynamicTest> drawnPiecewiseLinearGraphsAgree() {
        return LongStream.range(0, 20)
                .mapToObj(seed -> DynamicTest.dynamicTest(
                        "seed " + seed,
                        () -> EngineAgreement.agree(
                                DrawnGraph.drawPiecewiseLinear(new RandomStream(seed)),
                                DataType.DOUBLE,
                                5,
                                List.of(Wanted.BOTH))));
    }

    private static boolean drawsMasks(NetworkDefinition definition) {
        try {
            return SupportedGraphs.graph(definition).drawsMasks();
        } catch (UnsupportedLayerException e) {
            throw new AssertionError(e);
        }
    }
}
