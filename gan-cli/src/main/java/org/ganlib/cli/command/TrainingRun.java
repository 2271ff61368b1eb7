package org.ganlib.cli.command;

import com.google.inject.Injector;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ganlib.cli.render.DisplayRecord;
import org.ganlib.cli.render.SampleGridPicture;
import org.ganlib.cli.text.PlainText;
import org.ganlib.config.Experiment;
import org.ganlib.config.RecordWriter;
import org.ganlib.network.NetworkSet;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.MetricsLog;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.RunIdentity;
import org.ganlib.train.StatusFile;
import org.ganlib.train.StopSignal;
import org.ganlib.train.Trainer;
import org.ganlib.wiring.Backend;
import org.ganlib.wiring.Engines;
import org.ganlib.wiring.MemoryEstimate;
import org.ganlib.wiring.TrainingModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run in this process, from its beginning or continued: its parts put together, and its end told
 * to the shell.
 */
final class TrainingRun {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final RunDirectory directory;
    private final RunData runData;
    private final DataUse use;
    private final StopSignal stop = new StopSignal();
    private final Experiment experiment;
    private final Backend backend;
    private final Session session;
    private final Injector injector;
    private final Trainer trainer;

    /**
     * Starts ND4J and builds everything; writes nothing.
     *
     * @param use where the run's report looks for the data
     * @param progress where to print progress; null for nowhere
     */
    TrainingRun(
            Session session,
            Experiment asked,
            RunData runData,
            DataDirectory data,
            DataUse use,
            RunDirectory directory,
            PrintWriter progress) {
        this.session = session;
        this.directory = directory;
        this.runData = runData;
        this.use = use;
        backend = Backend.startForTraining(asked.device(), asked.threads(), () -> session.engines(asked.engine()));
        backend.note().ifPresent(LOG::info);
        LOG.info("threads: {} ({})", backend.threads(), backend.threadsReason());
        // The numbers depend on it: the recorded configuration must repeat them.
        experiment = asked.withThreads(backend.threads());
        List<TrainingListener> watchers = new ArrayList<>(List.of(
                new MetricsLog(directory.metrics(), experiment.train().logEvery()),
                new StatusFile(directory.status(), session.clock())));
        watchers.add(new DisplayRecord(directory));
        if (progress != null) {
            watchers.add(Progress.create(progress, experiment.divergence()));
        }
        // Behind the bar, which must have ended its line first.
        watchers.add(new TimeSpent(LOG::info));
        injector = session.injector(
                experiment, runData, new TrainingModule(directory, new SampleGridPicture(directory), stop, watchers));
        NetworkSet networks = Session.get(injector, NetworkSet.class);
        MemoryEstimate.ofProcess()
                .requireTraining(
                        experiment.train(), Session.get(injector, Dataset.class).info(), networks);
        trainer = Session.get(injector, Trainer.class);
        if (experiment.train().evaluateEvery() > 0) {
            trainer.evaluateWith(
                    new TrainingEvaluation(TrainedModel.inTraining(injector, runData), experiment, data.cache()));
        }
    }

    /** The experiment with the number of threads it runs on. */
    Experiment experiment() {
        return experiment;
    }

    RunData data() {
        return runData;
    }

    Injector injector() {
        return injector;
    }

    Trainer trainer() {
        return trainer;
    }

    /**
     * Makes checkpoints record the name and the settings of the run.
     *
     * @param run a name that no other run has
     */
    void identify(String run) {
        trainer.identify(new RunIdentity(run, RecordWriter.toMap(experiment)));
    }

    Environment environment() {
        return new Environment(backend, injector.getInstance(Engines.class), session.catalog());
    }

    /**
     * Trains until the end, Ctrl-C or a polite kill.
     *
     * @return the command's exit code
     */
    int train(PrintWriter out) {
        Interruption interruption = Interruption.raises(stop);
        ParentWatch.raises(stop);
        boolean failed = true;
        try {
            RunStatus status = trainer.run();
            failed = false;
            if (trainer.isStalled()) {
                LOG.info(
                        "{} has not improved since step {}, in {} evaluations: stopped",
                        experiment.train().best(),
                        trainer.bestStep().orElseThrow(),
                        experiment.train().patience());
            }
            out.println("run: " + PlainText.line(directory.root()));
            out.flush();
            return status == RunStatus.INTERRUPTED ? ExitCode.INTERRUPTED : ExitCode.OK;
        } finally {
            try {
                // The report loads networks of its own.
                injector.getInstance(NetworkSet.class).close();
                // While an interrupted process still waits for this command.
                Optional<String> noReport = RunFigures.writeReport(session, directory.root(), use);
                if (!failed) {
                    // A run that failed has its own line, and its page most often fails for the same reason.
                    noReport.ifPresent(LOG::warn);
                }
            } finally {
                // Else a process that has been asked to end would wait for ever.
                interruption.end();
            }
        }
    }
}
