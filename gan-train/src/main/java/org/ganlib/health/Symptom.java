package org.ganlib.health;

import java.util.Map;
import java.util.Optional;
import org.ganlib.spi.Examples;
import org.ganlib.spi.StepReport;

/**
 * One way in which a run fails, and how it is seen: at logged steps, or in generated examples. Kept
 * by one run.
 */
interface Symptom {
    /** Its name in health.jsonl. */
    String name();

    /** What the literature suggests, with its source. */
    String advice();

    /** The numbers from earlier looks that later looks are compared with; empty by default. */
    default Map<String, Double> memory() {
        return Map.of();
    }

    /** Restores the result of {@link #memory} from an earlier process. */
    default void remember(Map<String, Double> memory) {}

    /** In how many looks in a row it must be seen to be a finding. */
    int patience();

    /** Whether {@link #inExamples} looks, rather than {@link #atStep}. */
    default boolean looksAtExamples() {
        return false;
    }

    /** Looks at a logged step; empty if all is well. */
    default Optional<Evidence> atStep(StepReport report) {
        return Optional.empty();
    }

    /** Looks at examples generated from the run's fixed latents; empty if all is well. */
    default Optional<Evidence> inExamples(Examples generated) {
        return Optional.empty();
    }
}
