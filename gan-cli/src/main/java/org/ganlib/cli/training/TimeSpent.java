package org.ganlib.cli.training;

import java.util.Locale;
import java.util.function.Consumer;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/**
 * Reports, at the end of a run that did not fail, how much time training took, and how much logs,
 * pictures, findings, evaluations and checkpoints took.
 */
public final class TimeSpent implements TrainingListener {
    private final Consumer<String> told;
    private long started;
    private double secondsBefore;
    private double seconds;

    /**
     * A listener that tells the time at the end of a run.
     *
     * @param told receives the line
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
     * The line about the time of a run. A run in which training took less time than everything else
     * gets no share in percent, because its start and end dominate.
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
