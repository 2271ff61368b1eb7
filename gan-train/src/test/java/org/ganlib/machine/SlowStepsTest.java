package org.ganlib.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.StepReport;
import org.junit.jupiter.api.Test;

final class SlowStepsTest {
    private static final int BATCH = 64;

    private final List<String> warnings = new ArrayList<>();

    private SlowSteps steps = on(2);
    private double busy = 1.9;
    private long step;
    private long examples;
    private double seconds;

    @Test
    void aRunThatKeepsItsSpeedIsNotWarnedOf() {
        start();
        train(1000, 0.02);
        train(1000, 0.05);
        assertThat(warnings).isEmpty();
    }

    @Test
    void tellsOnceByHowMuchTrainingBecameSlowerAndWhatToDo() {
        start();
        train(512, 1.0 / 64);
        train(80, 0.25);
        assertThat(warnings)
                .containsExactly("step 552: training has become 16.0 times slower than at its best: 256 examples/s, at"
                        + " best 4,096. Other programs keep 1.9 of 2 processors busy, and 2 threads that wait for each"
                        + " other lose most. Stop those programs, or press Ctrl-C and go on with one thread, which"
                        + " rounds differently: gan resume runs/digits threads=1");
        train(500, 0.02);
        train(500, 0.2);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void aRunOnOneThreadIsToldThatItsNumbersDoNotChange() {
        steps = on(1);
        start();
        train(500, 0.02);
        train(80, 0.2);
        assertThat(warnings)
                .singleElement()
                .asString()
                .endsWith("Stop them, or let the run take its time: its numbers do not change");
    }

    @Test
    void otherProgramsAreNotBlamedWhenThereAreNone() {
        busy = 0.2;
        start();
        train(500, 0.02);
        train(80, 0.2);
        assertThat(warnings).singleElement().asString().contains("Other programs of this system are not the cause");
    }

    @Test
    void whatTheSystemDoesNotTellIsNotBlamedOnOtherPrograms() {
        busy = -1;
        start();
        train(500, 0.02);
        train(80, 0.2);
        assertThat(warnings).singleElement().asString().doesNotContain("processors busy");
    }

    @Test
    void aPauseOfEightSecondsIsNotWarnedOf() {
        start();
        train(500, 0.02);
        train(40, 0.2);
        train(500, 0.02);
        train(40, 0.2);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aSingleLongStepIsNotWarnedOf() {
        start();
        train(500, 0.02);
        train(1, 600);
        train(500, 0.02);
        assertThat(warnings).isEmpty();
    }

    @Test
    void stepsThatTakeLongerThanAWindowAreWatchedToo() {
        start();
        train(3, 20);
        train(2, 61);
        assertThat(warnings).singleElement().asString().startsWith("step 5: training has become 3.1 times slower");
    }

    /** The first steps of the Wasserstein GAN have a hundred critic updates, the others five. */
    @Test
    void aStepWithMoreCriticUpdatesIsNotSlower() {
        start();
        train(200, 0.05, 5 * BATCH);
        train(50, 1, 100 * BATCH);
        assertThat(warnings).isEmpty();
    }

    @Test
    void theBestOfAnEarlierProcessDoesNotCount() {
        seconds = 100;
        examples = 1_000_000;
        step = 15_625;
        start();
        train(500, 0.2);
        assertThat(warnings).isEmpty();
    }

    private SlowSteps on(int threads) {
        return new SlowSteps(threads, 2, () -> () -> busy, warnings::add);
    }

    private void start() {
        steps.runStarted(
                new RunInfo(Path.of("runs/digits"), null, null, null, step + 1, 10_000, BATCH, 50, examples, seconds));
    }

    private void train(int count, double secondsEach) {
        train(count, secondsEach, BATCH);
    }

    private void train(int count, double secondsEach, int examplesEach) {
        for (int i = 0; i < count; i++) {
            step++;
            seconds += secondsEach;
            examples += examplesEach;
            steps.stepFinished(new Report(step, examples, seconds));
        }
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
