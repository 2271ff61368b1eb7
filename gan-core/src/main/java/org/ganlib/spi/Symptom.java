package org.ganlib.spi;

import java.util.Map;
import java.util.Optional;
import org.ganlib.plugin.PluginKind;

/**
 * A sign that a run fails in a certain way. It is recognised in the numbers of logged steps or in
 * generated examples. The listener {@code health} asks its symptoms on the training thread, and
 * writes a finding when one was seen in {@link #patience} looks in a row. As a plugin, a symptom is
 * named in the listener's setting {@code symptoms}.
 */
@PluginKind("symptom")
public interface Symptom {
    /**
     * The object that looks for this symptom in one run. A plugin is a record and keeps no state; a
     * symptom that needs state returns another object. Called once, before every other method.
     */
    default Symptom forRun(RunInfo run) {
        return this;
    }

    /** Its name in health.jsonl; no two symptoms of a run share one. */
    String name();

    /** The literature's advice, with its source, in a line. */
    String advice();

    /** The number of looks in a row in which it must be seen to be a finding; ≥ 1. */
    int patience();

    /**
     * Tells whether it looks at generated examples ({@link #inExamples}), and not at the numbers of
     * logged steps ({@link #atStep}). False by default.
     */
    default boolean looksAtExamples() {
        return false;
    }

    /**
     * Looks at a logged step.
     *
     * @param report the numbers of the step; the object is reused, so read it before returning
     * @return the evidence; empty if all is well
     */
    default Optional<Evidence> atStep(StepReport report) {
        return Optional.empty();
    }

    /**
     * Looks at examples generated from the run's fixed latents.
     *
     * @param generated examples in the data's shape and value range; do not change them
     * @return the evidence; empty if all is well
     */
    default Optional<Evidence> inExamples(Examples generated) {
        return Optional.empty();
    }

    /**
     * The numbers from earlier looks that later looks are compared with, which checkpoints keep;
     * empty by default.
     */
    default Map<String, Double> memory() {
        return Map.of();
    }

    /** Restores the result of {@link #memory} from an earlier process. */
    default void remember(Map<String, Double> memory) {}
}
