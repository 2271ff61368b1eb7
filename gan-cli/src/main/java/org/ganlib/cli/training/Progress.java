package org.ganlib.cli.training;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/** Shows the progress of a run: a bar on a terminal, a line every few seconds elsewhere. */
public final class Progress {
    private static final double SECONDS_BETWEEN_LINES = 5;
    private static final double SECONDS_BETWEEN_MESSAGES = 0.25;

    private Progress() {}

    public static TrainingListener create(PrintWriter err, Optional<Divergence> divergence) {
        Description description = new Description(divergence.orElse(null));
        return Boolean.getBoolean("gan.terminal") ? new Bar(description) : new Lines(err, description);
    }

    /**
     * The line that describes a step. Numbers that a game does not report are left out: an
     * autoencoder has no critic.
     */
    private static final class Description {
        private final Divergence divergence;

        Description(Divergence divergence) {
            this.divergence = divergence;
        }

        String of(StepReport report, double imagesPerSecond) {
            StringBuilder text = new StringBuilder();
            append(text, "critic loss", report.value(Measurements.CRITIC_LOSS));
            append(text, "generator loss", report.value(Measurements.GENERATOR_LOSS));
            if (divergence instanceof FDivergence f && report.scores().isPresent()) {
                CriticScores scores = report.scores().get();
                append(text, "D(x)", meanProbability(f, scores.real()));
                append(text, "D(G(z))", meanProbability(f, scores.fake()));
            } else {
                append(text, "score of real", report.value(Measurements.REAL_SCORE));
                append(text, "of fake", report.value(Measurements.FAKE_SCORE));
            }
            append(text, "latent error", report.value(Measurements.LATENT_ERROR));
            return text.append(String.format(Locale.ROOT, "%,.0f images/s", imagesPerSecond))
                    .toString();
        }

        private static void append(StringBuilder text, String label, double value) {
            if (!Double.isNaN(value)) {
                text.append(String.format(Locale.ROOT, "%s %.3f, ", label, value));
            }
        }

        private static double meanProbability(FDivergence divergence, double[] scores) {
            double sum = 0;
            for (double score : scores) {
                sum += divergence.probability(score);
            }
            return sum / scores.length;
        }
    }

    /**
     * The remaining time of a run at its present pace. It is computed from the time of training,
     * because the wall clock may be set meanwhile.
     */
    private static final class Left {
        private long first;
        private long last;
        private double secondsBefore;

        /** The thread that draws the bar reads this field. */
        private volatile double seconds = Double.NaN;

        void startAt(RunInfo run) {
            first = run.firstStep() - 1;
            last = run.lastStep();
            secondsBefore = run.secondsBefore();
        }

        void measure(StepReport report) {
            double perStep = (report.trainingSeconds() - secondsBefore) / (report.step() - first);
            seconds = perStep * (last - report.step());
        }

        Optional<Duration> duration() {
            double known = seconds;
            return Double.isNaN(known) ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.round(known)));
        }
    }

    /** Images per second between two moments of a run. */
    private static final class Rate {
        private double seconds;
        private long examples;

        void startAt(RunInfo run) {
            seconds = run.secondsBefore();
            examples = run.examplesBefore();
        }

        double secondsSince(StepReport report) {
            return report.trainingSeconds() - seconds;
        }

        double imagesPerSecond(StepReport report) {
            double rate = (report.examplesSeen() - examples) / Math.max(1e-9, secondsSince(report));
            seconds = report.trainingSeconds();
            examples = report.examplesSeen();
            return rate;
        }
    }

    private static final class Bar implements TrainingListener {
        private final Description description;
        private final Rate rate = new Rate();
        private final Left left = new Left();
        private ProgressBar bar;

        Bar(Description description) {
            this.description = description;
        }

        @Override
        public void runStarted(RunInfo run) {
            rate.startAt(run);
            left.startAt(run);
            ProgressBarStyle style =
                    System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                            ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                            : ProgressBarStyle.ASCII;
            bar = new ProgressBarBuilder()
                    .setTaskName("train")
                    .setInitialMax(run.lastStep())
                    .startsFrom(run.firstStep() - 1, Duration.ZERO)
                    .setUpdateIntervalMillis(250)
                    .setEtaFunction(state -> left.duration())
                    .setStyle(style)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        }

        @Override
        public void stepFinished(StepReport report) {
            bar.stepTo(report.step());
            left.measure(report);
            if (rate.secondsSince(report) >= SECONDS_BETWEEN_MESSAGES) {
                bar.setExtraMessage(description.of(report, rate.imagesPerSecond(report)));
            }
        }

        @Override
        public void runEnded(RunStatus status, long step) {
            if (bar != null) {
                bar.close();
            }
        }
    }

    private static final class Lines implements TrainingListener {
        private final PrintWriter err;
        private final Description description;
        private final Rate rate = new Rate();
        private final Left left = new Left();
        private long last;

        Lines(PrintWriter err, Description description) {
            this.err = err;
            this.description = description;
        }

        @Override
        public void runStarted(RunInfo run) {
            rate.startAt(run);
            left.startAt(run);
            last = run.lastStep();
        }

        @Override
        public void stepFinished(StepReport report) {
            if (rate.secondsSince(report) < SECONDS_BETWEEN_LINES && report.step() < last) {
                return;
            }
            left.measure(report);
            long seconds = left.duration().orElseThrow().toSeconds();
            err.println(String.format(
                    Locale.ROOT,
                    "step %d/%d: %s, %d:%02d left",
                    report.step(),
                    last,
                    description.of(report, rate.imagesPerSecond(report)),
                    seconds / 60,
                    seconds % 60));
            err.flush();
        }
    }
}
