package org.ganlib.train;

import org.ganlib.spi.MetricInfo.Direction;

/**
 * The best value of a metric so far.
 *
 * @param value the value, finite
 * @param step the step it was measured after
 * @param withoutImprovement the number of evaluations since
 * @param metric the full identity of the metric, see {@link Evaluator#identities}; null in records
 *     of versions that did not write it
 */
record BestRecord(double value, long step, int withoutImprovement, String metric) {
    /**
     * The record after one more evaluation. NaN is never the best; if values are equal, the earlier
     * step stays the best.
     *
     * @param before the record so far; null before the first finite value
     * @param metric the full identity of the metric
     * @return null until there is a finite value
     */
    static BestRecord after(BestRecord before, Direction better, double value, long step, String metric) {
        if (before == null) {
            return Double.isFinite(value) ? new BestRecord(value, step, 0, metric) : null;
        }
        boolean improved =
                Double.isFinite(value) && (better == Direction.LOWER ? value < before.value : value > before.value);
        return improved
                ? new BestRecord(value, step, 0, metric)
                : new BestRecord(before.value, before.step, before.withoutImprovement + 1, metric);
    }
}
