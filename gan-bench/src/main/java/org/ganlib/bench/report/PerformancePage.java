package org.ganlib.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * docs/performance.md.
 *
 * @param document what {@link JsonReport} made
 */
public record PerformancePage(JsonNode document) {
    /** The page. */
    public String markdown() {
        return Tables.results(document).markdown();
    }
}
