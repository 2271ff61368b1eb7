package org.ganlib.testkit;

import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRequest;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A network that an architecture is asked for.
 *
 * @param architecture the architecture, with its settings
 * @param signature the signature that a game asks for
 */
public record Defined(Architecture architecture, NetworkSignature signature) {
    /** The network's definition, a new one each time. */
    public NetworkDefinition definition() {
        return architecture.define(signature);
    }

    /** The network on the reference engine, in double, from the same seeds each time. */
    Network built(NetworkDefinition definition, RandomStream dropout) {
        return new Dl4jEngine()
                .build(new NetworkRequest(
                        signature.role().key(), definition, DataType.DOUBLE, new RandomStream(42), dropout));
    }
}
