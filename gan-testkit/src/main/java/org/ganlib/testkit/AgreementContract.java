package org.ganlib.testkit;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ganlib.graph.Graph;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The contract of engines that compute in float: they agree with the reference engine on small
 * networks, on the examples of every installed architecture, and on networks drawn at random.
 */
public interface AgreementContract {
    /**
     * The backward passes of the large published networks: all with -Pquality, otherwise only the
     * one that computes the gradients of both parameters and inputs.
     */
    List<Wanted> OF_LARGE_NETWORKS =
            System.getProperty("gan.quality", "short").equals("full") ? List.of(Wanted.values()) : List.of(Wanted.BOTH);

    /** The engine under test. */
    NetworkEngine engine();

    /**
     * The largest norm of a difference, relative to the norm of what the reference engine computes.
     */
    default double tolerance() {
        return 1e-4;
    }

    /** Small networks of every kind of layer. */
    @TestFactory
    default Stream<DynamicTest> smallNetworksAgree() {
        return SmallNetworks.all().entrySet().stream()
                .filter(entry -> !drawsMasks(entry.getValue()))
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> agreement().agree(entry.getValue(), DataType.DOUBLE, 6)));
    }

    /**
     * The networks of papers, on four examples. Over three, batch norm of a dense layer meets units
     * whose three numbers are almost equal, and multiplies their rounding tenfold in either engine.
     */
    @TestFactory
    default Stream<DynamicTest> publishedNetworksAgree() {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(architecture -> architecture.examples().stream()
                        .map(signature -> DynamicTest.dynamicTest(
                                architecture.getClass().getSimpleName() + ", "
                                        + signature.role().key() + " " + signature.inputs() + " → "
                                        + signature.output(),
                                () -> agreement()
                                        .agree(
                                                SmoothNetwork.of(architecture.define(signature)),
                                                DataType.FLOAT,
                                                4,
                                                OF_LARGE_NETWORKS))));
    }

    /** Random chains of layers with side branches. */
    @TestFactory
    default Stream<DynamicTest> drawnNetworksAgree() {
        return LongStream.range(0, 40)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> agreement()
                        .agree(DrawnNetwork.draw(new RandomStream(seed)), DataType.DOUBLE, 5)));
    }

    /** The same with piecewise linear activation functions alone. */
    @TestFactory
    default Stream<DynamicTest> drawnPiecewiseLinearNetworksAgree() {
        return LongStream.range(0, 20)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> agreement()
                        .agree(
                                DrawnNetwork.drawPiecewiseLinear(new RandomStream(seed)),
                                DataType.DOUBLE,
                                5,
                                List.of(Wanted.BOTH))));
    }

    private EngineAgreement agreement() {
        return new EngineAgreement(engine(), tolerance());
    }

    private static boolean drawsMasks(NetworkDefinition definition) {
        try {
            return Graph.of(definition, Mode.TRAINING).drawsMasks();
        } catch (UnsupportedLayerException e) {
            throw new AssertionError(e);
        }
    }
}
