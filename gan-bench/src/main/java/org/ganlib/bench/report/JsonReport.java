package org.ganlib.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.bench.contestant.Identity;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.measure.ContestantResult;
import org.ganlib.bench.measure.MedianAndRange;
import org.ganlib.bench.measure.Names;
import org.ganlib.bench.measure.WorkloadResult;

/**
 * A measurement as JSON. What was not measured is null.
 *
 * @param machine the machine it was measured on, by name
 * @param engine the product's engine that {@code ours_ms} is of
 * @param identities every contestant
 * @param workloads the table
 * @param scaling the growth of the time; empty if it was not asked for
 */
public record JsonReport(
        Map<String, String> machine,
        String engine,
        Map<String, Identity> identities,
        List<WorkloadResult> workloads,
        List<WorkloadResult> scaling) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The whole document. */
    public ObjectNode document() {
        ObjectNode document = JSON.createObjectNode();
        document.set("machine", JSON.valueToTree(machine));
        Peak peak = workloads.stream()
                .filter(w -> w.threads() == 1)
                .map(WorkloadResult::peak)
                .reduce(Peak.NONE, Peak::or);
        document.put("gemm_peak_gflops", peak.gflops());
        document.put("gemm_peak_of", peak.what());
        document.put("ours_engine", engine);
        ObjectNode contestants = document.putObject("contestants");
        identities.forEach((name, identity) -> {
            ObjectNode contestant = contestants.putObject(name);
            contestant.put("usable", identity.usable());
            contestant.put("reason", identity.reason());
            contestant.set("facts", JSON.valueToTree(identity.facts()));
        });
        ArrayNode rows = document.putArray("workloads");
        workloads.forEach(w -> rows.add(workload(w, peak)));
        ArrayNode growth = document.putArray("scaling");
        scaling.forEach(w -> growth.add(growth(w)));
        return document;
    }

    private ObjectNode workload(WorkloadResult result, Peak peak) {
        ObjectNode row = JSON.createObjectNode();
        row.put("name", result.name());
        Optional<MedianAndRange> ours = result.millis(engine);
        Optional<MedianAndRange> theirs = result.millis(Names.LIBTORCH);
        put(row, "ours", ours);
        put(row, "dl4j", result.millis(Names.DL4J));
        put(row, "libtorch", theirs);
        put(row, "libtorch_tuned", result.millis(Names.LIBTORCH_TUNED));
        put(row, "ratio", ratio(theirs, ours));
        put(row, "ratio_tuned", ratio(result.millis(Names.LIBTORCH_TUNED), ours));
        row.put("flops_per_step", result.flopsPerStep());
        put(row, "peak_share", share(result, engine));
        put(row, "peak_share_of_best", ours.map(o -> result.flopsPerStep() / (o.median() * 1e6) / peak.gflops()));
        put(row, "peak_share_libtorch", share(result, Names.LIBTORCH));
        Optional<ContestantResult> own = result.of(engine);
        put(row, "heap_bytes_per_step", own.map(ContestantResult::heapBytesPerStep));
        put(row, "rss_mib", own.map(ContestantResult::residentMib));
        row.put("threads", result.threads());
        row.put("clock", result.clock().key());
        row.put("batch", result.batch());
        row.put("generator_parameters", result.networks().generatorParameters());
        row.put("critic_parameters", result.networks().criticParameters());
        ObjectNode details = row.putObject("contestants");
        for (ContestantResult contestant : result.contestants()) {
            details.set(contestant.name(), contestant(contestant));
        }
        return row;
    }

    private static ObjectNode contestant(ContestantResult result) {
        ObjectNode node = JSON.createObjectNode();
        result.millis().ifPresent(m -> node.put("windows", m.count()));
        put(node, "", result.millis());
        put(node, "wall", result.wallMillis());
        put(node, "heap_bytes_per_step", Optional.of(result.heapBytesPerStep()));
        put(node, "rss_mib", Optional.of(result.residentMib()));
        node.set("critic_losses", JSON.valueToTree(result.criticLosses()));
        node.set("generator_losses", JSON.valueToTree(result.generatorLosses()));
        put(node, "loss_difference_of_tolerance", result.lossDifference());
        node.put("restarts", result.restarts());
        node.put("failure", result.failure().orElse(null));
        return node;
    }

    private ObjectNode growth(WorkloadResult result) {
        ObjectNode row = JSON.createObjectNode();
        row.put("name", result.name());
        row.put("batch", result.batch());
        row.put("width", result.width());
        row.put("threads", result.threads());
        row.put("clock", result.clock().key());
        Optional<MedianAndRange> ours = result.millis(engine);
        Optional<MedianAndRange> theirs = result.millis(Names.LIBTORCH);
        put(row, "ours", ours);
        put(row, "libtorch", theirs);
        put(row, "ratio", ratio(theirs, ours));
        row.put("flops_per_step", result.flopsPerStep());
        return row;
    }

    /**
     * The share of the speed of matrix products in the same rounds; empty for a contestant that had
     * none.
     */
    private static Optional<Double> share(WorkloadResult result, String contestant) {
        return result.of(contestant).flatMap(c -> c.peakShare().map(MedianAndRange::median));
    }

    private static Optional<Double> ratio(Optional<MedianAndRange> theirs, Optional<MedianAndRange> ours) {
        return theirs.flatMap(t -> ours.map(o -> t.median() / o.median()));
    }

    private static void put(ObjectNode row, String prefix, Optional<?> value) {
        Object content = value.orElse(null);
        String stem = prefix.isEmpty() ? "" : prefix + "_";
        if (content instanceof MedianAndRange spread) {
            row.put(stem + "ms", spread.median());
            row.put(stem + "ms_min", spread.min());
            row.put(stem + "ms_max", spread.max());
        } else if (content instanceof Double number && Double.isFinite(number)) {
            row.put(prefix, number);
        } else {
            row.putNull(isTime(prefix) ? stem + "ms" : prefix);
        }
    }

    private static boolean isTime(String prefix) {
        return List.of("", "wall", "ours", "dl4j", "libtorch", "libtorch_tuned").contains(prefix);
    }
}
