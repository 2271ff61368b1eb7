package org.ganlib.bench.measure;

import java.util.List;
import java.util.Optional;

/**
 * The result of a contestant on a workload.
 *
 * @param name the contestant
 * @param millis milliseconds per step by the workload's clock; empty when it failed
 * @param wallMillis milliseconds per step by the clock on the wall; empty when it failed
 * @param peakShare its arithmetic in a window by that of the best matrix multiplication of the same
 *     round; empty when it failed or has no rounds
 * @param heapBytesPerStep the bytes that the training thread allocated on the Java heap, median
 *     over the windows
 * @param residentMib resident memory of its process at the end
 * @param criticLosses the critic's losses in the compared steps
 * @param generatorLosses the generator's losses in the compared steps
 * @param lossDifference largest difference from libtorch's losses, as a multiple of what is
 *     tolerated; empty without a comparison
 * @param restarts the number of times that its process died and was started again
 * @param failure the failure; empty if there was none
 */
public record ContestantResult(
        String name,
        Optional<MedianAndRange> millis,
        Optional<MedianAndRange> wallMillis,
        Optional<MedianAndRange> peakShare,
        double heapBytesPerStep,
        double residentMib,
        List<Double> criticLosses,
        List<Double> generatorLosses,
        Optional<Double> lossDifference,
        int restarts,
        Optional<String> failure) {
    /** Copies the lists. */
    public ContestantResult {
        criticLosses = List.copyOf(criticLosses);
        generatorLosses = List.copyOf(generatorLosses);
    }
}
