package org.ganlib.bench.measure;

import java.util.List;
import java.util.Optional;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.protocol.Clock;

/**
 * A workload, measured.
 *
 * @param name the workload
 * @param batch examples per minibatch
 * @param width the factor of its hidden layers
 * @param threads threads of every contestant
 * @param clock the clock of the times
 * @param flopsPerStep operations of the linear maps of one step
 * @param networks the numbers of trained parameters
 * @param contestants every contestant that was asked, failed ones too
 * @param peak the best matrix multiplication seen meanwhile
 */
public record WorkloadResult(
        String name,
        int batch,
        double width,
        int threads,
        Clock clock,
        long flopsPerStep,
        Prepared networks,
        List<ContestantResult> contestants,
        Peak peak) {
    /** Copies the list. */
    public WorkloadResult {
        contestants = List.copyOf(contestants);
    }

    /** The result of that contestant, if it was asked. */
    public Optional<ContestantResult> of(String contestant) {
        return contestants.stream().filter(c -> c.name().equals(contestant)).findFirst();
    }

    /** Milliseconds per step of that contestant, if it has any. */
    public Optional<MedianAndRange> millis(String contestant) {
        return of(contestant).flatMap(ContestantResult::millis);
    }

    /** Everything that went wrong. */
    public List<String> failures() {
        return contestants.stream()
                .flatMap(c -> c.failure().stream().map(reason -> name + ", " + c.name() + ": " + reason))
                .toList();
    }
}
