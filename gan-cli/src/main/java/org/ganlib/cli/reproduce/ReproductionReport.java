package org.ganlib.cli.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The findings of one run of a reproduction.
 *
 * @param id the name of the reproduction
 * @param scale the scale of the run
 * @param seeds the seeds of the run
 * @param rows the rows that were measured
 * @param deviations the differences between the run and the publication
 * @param origin the command that measured it, and where
 */
public record ReproductionReport(
        String id, Scale scale, List<Long> seeds, List<Row> rows, List<String> deviations, ReportOrigin origin) {
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
                reproduction.deviations(setup.scale()),
                ReportOrigin.of(reproduction.id(), setup));
    }

    /** The number of rows with this verdict. */
    public long count(Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /** Returns true if no row failed. */
    public boolean holds() {
        return count(Verdict.FAIL) == 0;
    }

    /** The report as JSON: {@code {"id", "scale", "seeds", "rows": […], "deviations": […], "origin": {…}}}. */
    public Map<String, Object> json() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("id", id);
        content.put("scale", scale.toString());
        content.put("seeds", seeds);
        content.put("rows", rows.stream().map(Row::json).toList());
        content.put("deviations", deviations);
        content.put("origin", origin.json());
        return content;
    }
}
