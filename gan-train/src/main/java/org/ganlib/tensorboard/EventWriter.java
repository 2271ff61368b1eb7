package org.ganlib.tensorboard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.ganlib.file.RegularFile;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.problem.GanException;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/** Writes the events of one run. */
final class EventWriter implements TrainingListener {
    private static final int CHUNK = 4096;

    private final long histogramsEvery;
    private final Clock clock;
    private RunInfo run;
    private EventFile events;
    private long firstExamples = -1;
    private double firstSeconds;

    EventWriter(long histogramsEvery, Clock clock) {
        this.histogramsEvery = histogramsEvery;
        this.clock = clock;
    }

    @Override
    public void runStarted(RunInfo started) {
        run = started;
        events = EventFile.start(started.directory(), clock, started.firstStep());
    }

    @Override
    public void stepFinished(StepReport report) {
        boolean logged = run.logs(report.step());
        boolean drawn = histogramsEvery > 0 && report.step() % histogramsEvery == 0;
        if (!logged && !drawn) {
            return;
        }
        Summary summary = new Summary();
        if (logged) {
            scalars(report, summary);
        }
        if (drawn) {
            histograms(report, summary);
        }
        events.add(report.step(), summary);
        events.flush();
    }

    private void scalars(StepReport report, Summary summary) {
        List<String> names = report.names();
        for (int i = 0; i < names.size(); i++) {
            summary.scalar(names.get(i), report.value(names.get(i)));
        }
        summary.scalar("progress/examples", (double) report.examplesSeen());
        double seconds = report.trainingSeconds() - firstSeconds;
        if (firstExamples >= 0 && seconds > 0) {
            summary.scalar("progress/images_per_sec", (report.examplesSeen() - firstExamples) / seconds);
        }
        summary.scalar("progress/seconds", report.trainingSeconds());
        firstExamples = report.examplesSeen();
        firstSeconds = report.trainingSeconds();
    }

    private void histograms(StepReport report, Summary summary) {
        report.scores().ifPresent(scores -> summary.histogram("scores/real", Histogram.of(scores.real()))
                .histogram("scores/fake", Histogram.of(scores.fake())));
        run.networks().all().forEach((role, network) -> {
            for (Segment segment : network.layout().segments()) {
                if (!segment.isStatistic() && segment.length() > 0) {
                    summary.histogram("parameters/" + role.key() + "/" + segment.name(), histogram(network, segment));
                }
            }
        });
    }

    private Histogram histogram(Network network, Segment segment) {
        Histogram histogram = new Histogram();
        for (boolean counting : new boolean[] {false, true}) {
            for (long from = segment.offset(); from < segment.end(); from += CHUNK) {
                double[] values = new double[(int) Math.min(CHUNK, segment.end() - from)];
                network.parameters().read(from, values, values.length);
                if (counting) {
                    histogram.count(values, values.length);
                } else {
                    histogram.measure(values, values.length);
                }
            }
        }
        return histogram;
    }

    @Override
    public void samplesWritten(long step, Path file) {
        try {
            byte[] png = RegularFile.bytes(file);
            events.add(step, new Summary().image("samples", PngSize.of(png), png));
            events.flush();
        } catch (IOException e) {
            throw new GanException(
                    file + ": cannot be read again: " + e.getMessage() + ". Check the disk that holds it", e);
        }
    }

    @Override
    public void runEnded(RunStatus status, long step) {
        if (events != null) {
            events.close();
        }
    }
}
