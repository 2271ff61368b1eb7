package org.ganlib.picture;

import org.ganlib.spi.RunInfo;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.RunDirectory;

/**
 * Records, at the start of a run, which values its pictures show as black and as white.
 *
 * @param directory the run's directory
 */
public record DisplayRecord(RunDirectory directory) implements TrainingListener {
    @Override
    public void runStarted(RunInfo run) {
        DisplayRange.record(directory, run.dataset());
    }
}
