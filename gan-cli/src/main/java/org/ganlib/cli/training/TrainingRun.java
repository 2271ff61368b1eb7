package org.ganlib.cli.training;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ganlib.cli.figure.RunFigures;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Interruption;
import org.ganlib.cli.shell.ParentWatch;
import org.ganlib.cli.text.PlainText;
import org.ganlib.config.Experiment;
import org.ganlib.library.PreparedRun;
import org.ganlib.library.Run;
import org.ganlib.library.Workspace;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that a command trains in this process: its progress is shown, signals of the system end it,
 * and its report is written at the end.
 */
public final class TrainingRun {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final Workspace workspace;
    private final StopSignal stop = new StopSignal();
    private final List<TrainingListener> listeners = new ArrayList<>();

    /**
     * Makes the listeners; nothing is shown before the run begins.
     *
     * @param workspace the workspace in which the report looks for the data
     * @param progress the stream for the progress; null for none
     */
    public TrainingRun(Workspace workspace, Experiment experiment, PrintWriter progress) {
        this.workspace = workspace;
        if (progress != null) {
            listeners.add(Progress.create(progress, experiment.divergence()));
        }
        // This listener comes after the progress bar, which must have ended its line first.
        listeners.add(new TimeSpent(LOG::info));
    }

    /** The signal that ends the run. */
    public StopSignal stop() {
        return stop;
    }

    /** The listeners by which the command watches the run. */
    public List<TrainingListener> listeners() {
        return listeners;
    }

    /**
     * Trains until the end, Ctrl-C or SIGTERM, and closes the run.
     *
     * @return the command's exit code
     */
    public int train(PreparedRun run, PrintWriter out) {
        Interruption interruption = Interruption.raises(stop);
        ParentWatch.raises(stop);
        boolean failed = true;
        try {
            Run ended = run.train();
            failed = false;
            out.println("run: " + PlainText.line(ended.directory()));
            out.flush();
            return ended.status() == RunStatus.INTERRUPTED ? ExitCode.INTERRUPTED : ExitCode.OK;
        } finally {
            try {
                // The report loads networks of its own.
                run.close();
                // An interrupted process still waits for this command, so there is time to write
                // it.
                Optional<String> noReport =
                        RunFigures.writeReport(workspace, run.directory().root());
                if (!failed) {
                    // A run that failed has its own line, and its report most often fails for the
                    // same reason.
                    noReport.ifPresent(LOG::warn);
                }
            } finally {
                // Without this, an interrupted process would wait for ever.
                interruption.end();
            }
        }
    }
}
