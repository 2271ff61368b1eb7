package org.ganlib.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.junit.jupiter.api.Test;

/**
 * The speed and the remaining time of a run are computed from the training time that its steps
 * report, and from no clock.
 */
final class ProgressTest {
    private final StringWriter told = new StringWriter();
    private final TrainingListener lines = Progress.create(new PrintWriter(told, true), Optional.empty());

    @Test
    void whatIsLeftFollowsThePaceOfThisPartOfTheRun() {
        lines.runStarted(run(101, 400));
        lines.stepFinished(new Report(150, 9_600, 1_004));
        assertThat(told.toString()).as("less than five seconds of training").isEmpty();

        lines.stepFinished(new Report(200, 12_800, 1_010));
        lines.stepFinished(new Report(400, 25_600, 1_090));

        assertThat(told.toString().lines())
                .containsExactly("step 200/400: 640 images/s, 0:20 left", "step 400/400: 160 images/s, 0:00 left");
    }

    /** A run whose 100 steps before took 1,000 seconds. */
    private static RunInfo run(long firstStep, long lastStep) {
        return new RunInfo(Path.of("run"), null, null, null, firstStep, lastStep, 64, 10, 6_400, 1_000);
    }

    private record Report(long step, long examplesSeen, double trainingSeconds) implements StepReport {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public double value(String name) {
            return Double.NaN;
        }
    }
}
