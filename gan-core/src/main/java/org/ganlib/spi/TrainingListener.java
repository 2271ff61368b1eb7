package org.ganlib.spi;

import java.nio.file.Path;
import java.util.Map;
import org.ganlib.plugin.PluginKind;

/**
 * Observes a run, never steers it. Called on the training thread; what a listener throws ends the
 * run.
 */
@PluginKind("listener")
public interface TrainingListener {
    /**
     * The object that watches one run. A plugin is a record and keeps no state: one that needs some
     * answers with an object of its own. Asked once, before anything else.
     */
    default TrainingListener forRun() {
        return this;
    }

    /** Before the first step. */
    default void runStarted(RunInfo run) {}

    /**
     * Restores the state of an earlier process. It is called after {@link #runStarted} and before
     * the first step, if the run is continued from a checkpoint with a state of this listener. By
     * default it does nothing.
     *
     * @param state the result of {@link #state} when the checkpoint was written
     */
    default void restore(Map<String, String> state) {}

    /**
     * Everything, besides the later steps themselves, that decides what this listener will report
     * of them: counts, records, and values from the beginning. Checkpoints keep it, so that a run
     * that was stopped is reported on like one that was not. It is empty by default.
     */
    default Map<String, String> state() {
        return Map.of();
    }

    /**
     * After each generator step. {@code report} is reused: read what is needed before returning.
     */
    default void stepFinished(StepReport report) {}

    /**
     * After examples were generated from the run's fixed latents, whether or not there is a picture
     * for them.
     *
     * @param samples in the data's shape and value range; not to be changed
     */
    default void samplesGenerated(long step, Examples samples) {}

    /** After a sample grid was written. */
    default void samplesWritten(long step, Path file) {}

    /**
     * Before a checkpoint is written: what was written about the steps until then belongs on disk
     * first, because a run that is continued from the checkpoint will not repeat them.
     */
    default void checkpointDue(long step) {}

    /**
     * After a checkpoint is safely on disk; the run may have made further steps since {@code step}.
     */
    default void checkpointWritten(long step, Path file) {}

    /** After the last step, also when the run was interrupted or diverged. */
    default void runEnded(RunStatus status, long step) {}
}
