package org.ganlib.train;

import java.util.List;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.IntegralDivergence;
import org.ganlib.spi.Measurements;

/** Follows what the critic of an {@link IntegralDivergence} makes of the distance, step by step. */
final class DistanceEstimate {
    /** The width of the median filter, the same as for the curves in Arjovsky et al. 2017. */
    private static final int WINDOW = 101;

    private final String estimate;
    private final String filtered;
    private final RunningMedian median = new RunningMedian(WINDOW);

    private DistanceEstimate(String distance) {
        estimate = distance + "/estimate";
        filtered = distance + "/filtered";
    }

    /** The estimate for that divergence; null if its loss is no distance. */
    static DistanceEstimate of(Divergence divergence) {
        return divergence instanceof IntegralDivergence integral ? new DistanceEstimate(integral.distance()) : null;
    }

    /** Takes what the critic's last turn of a step reported. */
    void measure(StepMeasurements measurements) {
        double difference = measurements.value(Measurements.REAL_SCORE) - measurements.value(Measurements.FAKE_SCORE);
        median.add(difference);
        measurements.record(estimate, difference);
        measurements.record(filtered, median.value());
    }

    /** The estimates of which the median is taken, the earliest first. */
    List<Double> window() {
        return median.window();
    }

    /** Continues from {@link #window}; for an estimate that has seen nothing. */
    void restore(List<Double> window) {
        window.forEach(median::add);
    }
}
