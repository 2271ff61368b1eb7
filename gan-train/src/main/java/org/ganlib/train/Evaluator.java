package org.ganlib.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.spi.MetricInfo.Direction;

/** Measures how good a model is while it is in training. */
public interface Evaluator {
    /**
     * Measures the networks as they are now. Takes nothing from the run's random streams and leaves
     * parameters as they were, so that training is the same with and without it.
     *
     * @param step the step just finished
     * @return the value of each metric, by the name of its result: {@code ID} or {@code
     *     ID[extractor]}
     * @throws org.ganlib.problem.GanException if a metric cannot be measured; says why
     */
    Map<String, Double> evaluate(long step);

    /**
     * The full identity of each metric, by the name of its result. Values of a metric can only be
     * compared if its identities are equal. By default the identity is the name.
     */
    default Map<String, String> identities() {
        Map<String, String> identities = new LinkedHashMap<>();
        directions().keySet().forEach(name -> identities.put(name, name));
        return identities;
    }

    /** The direction that is better for each metric, by the name of its result. */
    Map<String, Direction> directions();
}
