package org.ganlib.bench.contestant;

import org.ganlib.bench.workload.Workload;
import org.ganlib.bench.workload.Workloads;

/**
 * The training that a contestant is asked for.
 *
 * @param workload the workload's name
 * @param batch examples per minibatch; 0 for the workload's own
 * @param width the factor of the hidden layers of {@code mnist-mlp}; 1 for every other workload
 * @param folder the folder of the initial parameters
 * @param drawsParameters true if this contestant draws the initial parameters and writes them
 *     there; the others read them
 */
public record TrainingTask(String workload, int batch, double width, String folder, boolean drawsParameters) {
    /** The workload. */
    public Workload resolve() {
        Workload named = Workloads.named(workload);
        if (width != 1) {
            if (!workload.equals(Workloads.mnistMlp(1).name())) {
                throw new IllegalArgumentException("only mnist-mlp has a width, not " + workload);
            }
            named = Workloads.mnistMlp(width);
        }
        return batch == 0 ? named : named.withBatch(batch);
    }
}
