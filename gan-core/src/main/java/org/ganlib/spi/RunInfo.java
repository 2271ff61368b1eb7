package org.ganlib.spi;

import java.nio.file.Path;
import org.ganlib.network.NetworkSet;

/**
 * What a listener is told when a run starts.
 *
 * @param directory the run directory
 * @param data what the data is
 * @param networks the networks in training
 * @param firstStep the step that comes next, from 1
 * @param lastStep the step after which the run is finished
 * @param batchSize examples per minibatch
 * @param examplesBefore real examples seen before the first step: 0 unless the run is continued
 * @param secondsBefore seconds of training before the first step: 0 unless the run is continued
 */
public record RunInfo(
        Path directory,
        DatasetInfo data,
        NetworkSet networks,
        long firstStep,
        long lastStep,
        int batchSize,
        long examplesBefore,
        double secondsBefore) {
    /** A run from its beginning. */
    public RunInfo(
            Path directory, DatasetInfo data, NetworkSet networks, long firstStep, long lastStep, int batchSize) {
        this(directory, data, networks, firstStep, lastStep, batchSize, 0, 0);
    }
}
