package org.ganlib.network;

import org.ganlib.random.RandomStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What an engine is asked to build.
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
