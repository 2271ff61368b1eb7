package org.ganlib.cli.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of a reproduction found.
 *
 * @param id which reproduction
 * @param scale at which scale
 * @param seeds with which seeds
 * @param rows what was measured
 * @param deviations how the run differed from what was published
 */
public record ReproductionReport(String id, Scale scale, List<Long> seeds, List<Row> rows, List<String> deviations) {
    /** Copies the lists. */
    public ReproductionReport {
        seeds = List.copyOf(seeds);
        rows = List.copyOf(rows);
        deviations = List.copyOf(deviations);
    }

    /** Runs a reproduction. */
    public static ReproductionReport of(Reproduction reproduction, Setup setup) {
        return new ReproductionReport(
                reproduction.id(),
                setup.scale(),
                setup.seeds(),
                reproduction.run(setup),
                reproduction.deviations(setup.scale()));
    }

    /** How many rows have this verdict. */
    public long count(Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /** Whether no row failed. */
    public boolean holds() {
        return count(Verdict.FAIL) == 0;
    }

    /** The report as JSON: {@code {"id", "scale", "seeds", "rows": […], "deviations": […]}}. */
    public Map<String, Object> json() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("id", id);
        content.put("scale", scale.toString());
        content.put("seeds", seeds);
        content.put("rows", rows.stream().map(Row::json).toList());
        content.put("deviations", deviations);
        return content;
    }
}
