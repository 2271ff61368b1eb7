package org.ganlib.network;

import org.ganlib.random.RandomStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An order to an engine to build a network.
 *
 * @param name the name used in messages
 * @param definition the network
 * @param precision FLOAT for training, DOUBLE for gradient checks
 * @param initialisation draws the initial parameters
 * @param dropout draws dropout masks
 */
public record NetworkRequest(
        String name,
        NetworkDefinition definition,
        DataType precision,
        RandomStream initialisation,
        RandomStream dropout) {}
