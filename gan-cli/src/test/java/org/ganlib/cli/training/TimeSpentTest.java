package org.ganlib.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.junit.jupiter.api.Test;

final class TimeSpentTest {
    private final List<String> told = new ArrayList<>();
    private final TimeSpent time = new TimeSpent(told::add);

    @Test
    void whatWatchingTookIsAShareOfTheTimeInTraining() {
        assertThat(TimeSpent.line(80, 2))
                .isEqualTo(
                        "time: 80.00 s in training, 2.00 s (2.50 % of it) in logs, samples, findings, evaluations and checkpoints");
    }

    @Test
    void aRunShorterThanItsOwnBeginningAndEndGetsNoShare() {
        assertThat(TimeSpent.line(0.02, 1.31))
                .isEqualTo("time: 0.02 s in training, 1.31 s in logs, samples, findings, evaluations and checkpoints");
    }

    @Test
    void aContinuedRunTellsOfItsOwnPartFromTheFirstStepOn() {
        time.runStarted(continued());
        time.stepFinished(new Report(101, 1_003));
        time.stepFinished(new Report(102, 1_007));
        time.runEnded(RunStatus.INTERRUPTED, 102);
        assertThat(told).hasSize(1).first().asString().startsWith("time: 7.00 s in training, ");
    }

    @Test
    void aRunThatFailedOrDidNothingTellsNothing() {
        time.runStarted(continued());
        time.runEnded(RunStatus.FINISHED, 100);
        time.stepFinished(new Report(101, 1_003));
        time.runEnded(RunStatus.DIVERGED, 101);
        assertThat(told).isEmpty();
    }

    /** A run whose 100 steps before took 1,000 seconds. */
    private static RunInfo continued() {
        return new RunInfo(Path.of("run"), null, null, null, 101, 200, 64, 10, 6_400, 1_000);
    }

    private record Report(long step, double trainingSeconds) implements StepReport {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public double value(String name) {
            return Double.NaN;
        }

        @Override
        public long examplesSeen() {
            return 64 * step;
        }
    }
}
