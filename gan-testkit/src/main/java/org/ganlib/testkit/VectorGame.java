package org.ganlib.testkit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/** The data and the networks of a game of labelled vectors, for tests that train an engine. */
public final class VectorGame {
    /** The number of numbers of an example. */
    public static final int EXAMPLE = 6;

    private static final List<String> CLASSES = List.of("ant", "bee", "cow");

    /** The description of the data. */
    public static final DatasetInfo DATA = new DatasetInfo(
            "vectors",
            TensorShape.of(EXAMPLE),
            ValueRange.UNBOUNDED,
            OptionalInt.empty(),
            CLASSES,
            "none",
            "none",
            "vectors");

    private VectorGame() {}

    /**
     * The networks of a model, built in float by that engine. The caller closes them.
     *
     * @param architecture the definition of a network of each signature
     */
    public static NetworkSet networks(
            GanModel model, NetworkEngine engine, Function<NetworkSignature, NetworkDefinition> architecture) {
        Map<NetworkRole, Network> networks = new LinkedHashMap<>();
        for (NetworkSignature signature : model.networks(DATA)) {
            networks.put(
                    signature.role(),
                    engine.build(new NetworkRequest(
                            signature.role().key(),
                            architecture.apply(signature),
                            DataType.FLOAT,
                            new RandomStream(2),
                            new RandomStream(3))));
        }
        return new NetworkSet(networks);
    }

    /** Endless batches of standard normal numbers, with all classes in turn. */
    public static BatchStream batches(RandomStream random) {
        return new Draws(random);
    }

    private record Draws(RandomStream random) implements BatchStream {
        @Override
        public void next(Batch batch) {
            random.fillNormal(batch.toFill());
            Arrays.setAll(batch.labels(), i -> i % CLASSES.size());
        }

        @Override
        public byte[] cursor() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] cursor) {}
    }
}
