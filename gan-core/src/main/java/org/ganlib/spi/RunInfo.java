package org.ganlib.spi;

import java.nio.file.Path;
import org.ganlib.network.NetworkSet;

/**
 * The facts about a run that a listener is told when it starts.
 *
 * @param directory the run directory
 * @param dataset the training data; a listener may read examples and draws no minibatches
 * @param networks the networks in training
 * @param divergence the losses
 * @param firstStep the step that comes next, from 1
 * @param lastStep the step after which the run is finished
 * @param batchSize examples per minibatch
 * @param logEvery steps between two logged steps: what is measured for the log alone is fresh when
 *     the step is a multiple of it
 * @param examplesBefore real examples seen before the first step: 0 unless the run is continued
 * @param secondsBefore seconds of training before the first step: 0 unless the run is continued
 */
public record RunInfo(
        Path directory,
        Dataset dataset,
        NetworkSet networks,
        Divergence divergence,
        long firstStep,
        long lastStep,
        int batchSize,
        long logEvery,
        long examplesBefore,
        double secondsBefore) {
    /** The description of the data. */
    public DatasetInfo data() {
        return dataset.info();
    }

    /** Returns true if that step is a logged one. */
    public boolean logs(long step) {
        return step % logEvery == 0;
    }
}
