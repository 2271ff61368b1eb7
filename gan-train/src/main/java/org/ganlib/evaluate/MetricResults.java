package org.ganlib.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.spi.MetricResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The results of metrics, one of each metric per evaluation. */
public final class MetricResults {
    private static final Logger LOG = LoggerFactory.getLogger(MetricResults.class);

    private final Map<ChosenMetric, List<MetricResult>> results = new LinkedHashMap<>();
    private final boolean required;
    private boolean comparedWithPart;

    /**
     * @param required true if a metric that cannot be measured is an error; otherwise it is left
     *     out and the reason is logged
     */
    public MetricResults(List<ChosenMetric> metrics, boolean required) {
        metrics.forEach(metric -> results.put(metric, new ArrayList<>()));
        this.required = required;
    }

    /**
     * Measures all metrics. Unless metrics are required, one that fails is left out of this and all
     * later evaluations.
     */
    public void add(Evaluation evaluation) {
        for (ChosenMetric chosen : List.copyOf(results.keySet())) {
            try {
                Optional<String> reason = evaluation.inapplicable(chosen.metric(), chosen.id());
                if (reason.isPresent()) {
                    throw new GanException(chosen.key() + ": " + reason.get());
                }
                results.get(chosen).add(evaluation.measure(chosen.metric(), chosen.id()));
            } catch (GanException e) {
                if (required) {
                    throw e instanceof DataException part && part.isOfEmptyPart()
                            ? new DataException(chosen.key() + ": needs held-out examples. " + e.getMessage(), e)
                            : e;
                }
                results.remove(chosen);
                LOG.info("left out {}", e.getMessage());
            }
        }
        comparedWithPart |= evaluation.hasComparedWithPart();
    }

    /**
     * Tells whether a metric has compared generated examples with the requested part of the data.
     */
    public boolean comparedWithPart() {
        return comparedWithPart;
    }

    /** The results by metric, in the order in which the metrics were asked for. */
    public Map<ChosenMetric, List<MetricResult>> all() {
        return results;
    }
}
