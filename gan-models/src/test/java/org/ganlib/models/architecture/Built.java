package org.ganlib.models.architecture;

import static org.ganlib.tensor.HostTensor.arrayOf;

import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.NetworkSignature;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** An architecture's network for a signature, on the reference engine. */
record Built(Architecture architecture, NetworkSignature signature) {
    Network network(DataType precision, RandomStream dropout) {
        return new Dl4jEngine()
                .build(new NetworkRequest(
                        signature.role().key(),
                        architecture.define(signature),
                        precision,
                        new RandomStream(42),
                        dropout));
    }

    Network network() {
        return network(DataType.FLOAT, new RandomStream(1));
    }

    long parameters() {
        return architecture.define(signature).trainable();
    }

    /** A copy of the named parameters as drawn. */
    INDArray drawn(String segmentName) {
        try (Network network = network()) {
            Segment segment = network.layout().segments().stream()
                    .filter(s -> s.name().equals(segmentName))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + segmentName + " in "
                            + network.layout().segments().stream()
                                    .map(Segment::name)
                                    .toList()));
            return arrayOf(network.parameters())
                    .get(NDArrayIndex.all(), NDArrayIndex.interval(segment.offset(), segment.end()))
                    .dup();
        }
    }
}
