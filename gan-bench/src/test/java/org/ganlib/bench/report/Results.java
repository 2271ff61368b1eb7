package org.ganlib.bench.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.measure.ContestantResult;
import org.ganlib.bench.measure.MedianAndRange;
import org.ganlib.bench.measure.WorkloadResult;
import org.ganlib.bench.protocol.Clock;

/** A measurement by hand: ours takes 2 ms, libtorch 5, tuned 4, dl4j failed; the peak is 100 GFLOP/s, and less in most rounds. */
final class Results {
    private Results() {}

    static ObjectNode document() {
        List<WorkloadResult> workloads = List.of(workload("toy-2d", 1, 1));
        List<WorkloadResult> scaling = List.of(workload("mnist-mlp", 1, 2), workload("mnist-mlp", .5, 1));
        return new JsonReport(
                        Map.of("cpu", "an abacus", "cores", "10"),
                        "onednn",
                        Map.of("onednn", Identity.usable("onednn", Map.of("threads", "1"))),
                        workloads,
                        scaling)
                .document();
    }

    private static WorkloadResult workload(String name, double width, int threads) {
        return new WorkloadResult(
                name,
                256,
                width,
                threads,
                threads == 1 ? Clock.PROCESSOR : Clock.WALL,
                100_000_000,
                new Prepared(18_946, 17_025),
                List.of(
                        contestant("onednn", 2),
                        new ContestantResult(
                                "dl4j",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Double.NaN,
                                Double.NaN,
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                0,
                                Optional.of("fell over")),
                        contestant("libtorch", 5),
                        contestant("libtorch-tuned", 4)),
                new Peak(100, "oneDNN 1024×1024×1024"));
    }

    private static ContestantResult contestant(String name, double millis) {
        return new ContestantResult(
                name,
                Optional.of(new MedianAndRange(millis, millis - 1, millis + 1, 3)),
                Optional.of(new MedianAndRange(2 * millis, 2 * millis - 1, 2 * millis + 1, 3)),
                Optional.of(new MedianAndRange(1.2 / millis, 1 / millis, 1.4 / millis, 3)),
                1234,
                321,
                List.of(1.4),
                List.of(.7),
                Optional.of(.02),
                1,
                Optional.empty());
    }
}
