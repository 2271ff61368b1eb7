package org.ganlib.bench.contestant;

import org.ganlib.bench.workload.Workload;
import org.ganlib.bench.workload.Workloads;

/**
 * What to train.
 *
 * @param workload the workload's name
 * @param batch examples per minibatch; 0 for the workload's own
 * @param width what the hidden layers of {@code mnist-mlp} are multiplied by; 1 for every other workload
 * @param folder where initial parameters lie
 * @param drawsParameters whether this contestant draws the initial parameters and writes them there; the others read them
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
