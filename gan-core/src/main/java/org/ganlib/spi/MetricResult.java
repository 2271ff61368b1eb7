package org.ganlib.spi;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a metric.
 *
 * @param value the number
 * @param samples the number of generated examples it was computed from
 * @param details further numbers by name, in a stable order
 * @param provenance everything else that determines the value (feature extractor and its hash,
 *     reference set), by name
 */
public record MetricResult(double value, int samples, Map<String, Double> details, Map<String, String> provenance) {
    /** Copies the maps, keeping their order. */
    public MetricResult {
        details = new LinkedHashMap<>(details);
        provenance = new LinkedHashMap<>(provenance);
    }
}
