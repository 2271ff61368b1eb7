package org.ganlib.cli.command;

import java.util.Locale;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells at the end of a run that did not fail how much of its time went into training, and how much into logs, pictures, findings and checkpoints. */
final class TimeSpent implements TrainingListener {
    private static final Logger LOG = LoggerFactory.getLogger(TimeSpent.class);

    private long started;
    private double firstSeconds = Double.NaN;
    private double seconds;

    @Override
    public void runStarted(RunInfo run) {
        started = System.nanoTime();
    }

    @Override
    public void stepFinished(StepReport report) {
        seconds = report.trainingSeconds();
        if (Double.isNaN(firstSeconds)) {
            // What an earlier part of a continued run took; the first step of this part is lost.
            firstSeconds = report.step() > 1 ? seconds : 0;
        }
    }

    @Override
    public void runEnded(RunStatus status, long step) {
        double training = seconds - (Double.isNaN(firstSeconds) ? 0 : firstSeconds);
        double besides = (System.nanoTime() - started) / 1e9 - training;
        boolean ended = status == RunStatus.FINISHED || status == RunStatus.INTERRUPTED;
        if (ended && training > 0) {
            LOG.info(String.format(
                    Locale.ROOT,
                    "time: %.2f s in training, %.2f s (%.2f %% of it) in logs, samples, findings and checkpoints",
                    training,
                    besides,
                    100 * besides / training));
        }
    }
}
