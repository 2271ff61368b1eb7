package org.ganlib.cli.training;

import java.util.Locale;
import java.util.function.Consumer;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/**
 * Tells at the end of a run that did not fail how much of its time went into training, and how much
 * into logs, pictures, findings, evaluations and checkpoints.
 */
public final class TimeSpent implements TrainingListener {
    private final Consumer<String> told;
    private long started;
    private double secondsBefore;
    private double seconds;

    /**
     * A listener that tells the time at the end of a run.
     *
     * @param told the receiver of the line
     */
    public TimeSpent(Consumer<String> told) {
        this.told = told;
    }

    @Override
    public void runStarted(RunInfo run) {
        started = System.nanoTime();
        secondsBefore = run.secondsBefore();
        seconds = secondsBefore;
    }

    @Override
    public void stepFinished(StepReport report) {
        seconds = report.trainingSeconds();
    }

    @Override
    public void runEnded(RunStatus status, long step) {
        double training = seconds - secondsBefore;
        boolean ended = status == RunStatus.FINISHED || status == RunStatus.INTERRUPTED;
        if (ended && training > 0) {
            told.accept(line(training, (System.nanoTime() - started) / 1e9 - training));
        }
    }

    /**
     * A run too short to outweigh its own beginning and end gets no share: hundreds of percent
     * would say nothing of what watching costs.
     */
    public static String line(double training, double besides) {
        String share =
                besides < training ? String.format(Locale.ROOT, " (%.2f %% of it)", 100 * besides / training) : "";
        return String.format(
                Locale.ROOT,
                "time: %.2f s in training, %.2f s%s in logs, samples, findings, evaluations and checkpoints",
                training,
                besides,
                share);
    }
}
