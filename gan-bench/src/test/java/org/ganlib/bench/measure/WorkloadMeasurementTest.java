package org.ganlib.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.ganlib.bench.contestant.Contestant;
import org.ganlib.bench.contestant.Peak;
import org.ganlib.bench.contestant.Prepared;
import org.ganlib.bench.contestant.TrainingTask;
import org.ganlib.bench.protocol.Child;
import org.ganlib.bench.protocol.Clock;
import org.ganlib.bench.protocol.FakeContestant;
import org.ganlib.bench.protocol.FakeProcess;
import org.ganlib.bench.protocol.Launcher;
import org.junit.jupiter.api.Test;

final class WorkloadMeasurementTest {
    private static final Plan SHORT = new Plan(1, .001, .0001, 3, 5, true);
    private static final Plan ALONE = new Plan(1, .001, .0001, 1, 5, false);

    @Test
    void everyContestantIsMeasuredInEveryRound() {
        Fakes fakes = new Fakes();
        WorkloadResult result = measure(fakes, "onednn", "libtorch");
        assertThat(result.failures()).isEmpty();
        assertThat(result.millis("onednn").orElseThrow().count()).isEqualTo(3);
        assertThat(result.millis("libtorch").orElseThrow().count()).isEqualTo(3);
        assertThat(result.of("onednn").orElseThrow().criticLosses()).hasSize(20).startsWith(1.0, .5);
        assertThat(result.of("onednn").orElseThrow().lossDifference()).contains(0.0);
        assertThat(result.of("libtorch").orElseThrow().lossDifference()).isEmpty();
        assertThat(result.networks()).isEqualTo(new Prepared(2, 3));
        assertThat(result.peak()).isEqualTo(new Peak(100, "by heart"));
        assertThat(result.flopsPerStep()).isEqualTo(96_075_776);
    }

    /** 96,075,776 operations by the time of a step, of 100 GFLOP/s. */
    @Test
    void theShareOfThePeakIsThatOfTheSameRound() {
        WorkloadResult result = measure(new Fakes(), new Plan(1, .001, .0001, 1, 5, true), "onednn", "libtorch");
        ContestantResult ours = result.of("onednn").orElseThrow();
        assertThat(result.clock()).isEqualTo(Clock.WALL);
        assertThat(ours.peakShare().orElseThrow().median())
                .isCloseTo(96_075_776 / (ours.millis().orElseThrow().median() * 1e6) / 100, withinPercentage(1e-6));
    }

    @Test
    void timeInWhichTheProcessorIsTakenAwayIsNotCounted() {
        Fakes fakes = new Fakes();
        fakes.put("onednn", start -> new Interrupted("onednn"));
        fakes.put("libtorch", start -> new Interrupted("libtorch"));
        Names.TWINS.forEach(twin -> fakes.put(twin, start -> FakeContestant.honest(twin)));
        WorkloadResult result = measure(fakes, new Plan(.001, 0, .001, 4, 5, true), "onednn", "libtorch");
        ContestantResult ours = result.of("onednn").orElseThrow();
        assertThat(result.clock()).isEqualTo(Clock.PROCESSOR);
        // The least of several: Java's compilers, which count as well, may be at work in any window
        // of this process.
        assertThat(ours.millis().orElseThrow().min())
                .isBetween(
                        .9 * Interrupted.BUSY_MILLIS,
                        ours.wallMillis().orElseThrow().min() - 100);
    }

    @Test
    void aContestantWithAWrongLossIsReportedAndNotTimed() {
        Fakes fakes = new Fakes();
        fakes.put("onednn", start -> new FakeContestant("onednn", .1, false));
        WorkloadResult result = measure(fakes, "onednn", "dl4j", "libtorch");
        assertThat(result.failures())
                .containsExactly(
                        "toy-2d, onednn: libtorch and onednn do not train the same: the generator's loss at step 2"
                                + " is 1.000000 and 1.100000, and may differ by 0.0020");
        assertThat(result.millis("onednn")).isEmpty();
        assertThat(result.millis("dl4j")).isPresent();
    }

    @Test
    void aDriftThatRoundingAloneBringsAboutIsNoWrongLoss() {
        Fakes fakes = new Fakes();
        fakes.put("onednn", start -> new FakeContestant("onednn", .1, false));
        fakes.put("libtorch-rounded-2", start -> new FakeContestant("libtorch-rounded-2", .05, false));
        WorkloadResult result = measure(fakes, "onednn", "libtorch");
        assertThat(result.failures()).isEmpty();
        assertThat(result.of("onednn").orElseThrow().lossDifference())
                .hasValueSatisfying(d -> assertThat(d).isCloseTo(.5, within(1e-9)));
        assertThat(result.millis("libtorch-rounded-2")).isEmpty();
    }

    @Test
    void aProcessThatDiesIsStartedAgain() {
        Fakes fakes = new Fakes();
        fakes.put("libtorch", start -> new FakeContestant("libtorch", 0, start <= 2));
        WorkloadResult result = measure(fakes, "onednn", "libtorch");
        assertThat(result.failures()).isEmpty();
        assertThat(result.of("libtorch").orElseThrow().restarts()).isEqualTo(2);
        assertThat(result.millis("libtorch")).isPresent();
    }

    @Test
    void aContestantThatKeepsDyingIsReportedNotDropped() {
        Fakes fakes = new Fakes();
        fakes.put("libtorch", start -> new FakeContestant("libtorch", 0, true));
        WorkloadResult result = measure(fakes, "onednn", "libtorch");
        assertThat(result.failures())
                .containsExactly("toy-2d, libtorch: died 6 times, at last: the process ended with code 134 at 'run 1'");
        assertThat(result.of("libtorch")).isPresent();
        assertThat(result.millis("onednn")).isPresent();
    }

    @Test
    void aContestantThatCannotBeUsedIsReported() {
        Fakes fakes = new Fakes();
        fakes.put("dl4j", start -> FakeContestant.honest("absent"));
        assertThat(measure(fakes, "dl4j", "libtorch").failures()).containsExactly("toy-2d, dl4j: not here");
    }

    @Test
    void aContestantWhoseStepsAreSlowIsMeasuredByTheComparedOnes() {
        Plan impatient = new Plan(1, .001, .0001, 1, 0, true);
        try (WorkloadMeasurement measurement = new WorkloadMeasurement(
                new TrainingTask("toy-2d", 0, 1, "", false), List.of("dl4j", "libtorch"), impatient, 1, new Fakes())) {
            WorkloadResult result = measurement.measure();
            assertThat(result.failures()).isEmpty();
            assertThat(result.of("dl4j").orElseThrow().criticLosses()).hasSize(1);
            assertThat(result.millis("dl4j").orElseThrow().count()).isEqualTo(1);
            assertThat(result.of("dl4j").orElseThrow().peakShare()).isEmpty();
        }
    }

    @Test
    void aPlanWithoutCompanyHasNoTwin() {
        WorkloadResult result = measure(new Fakes(), ALONE, "onednn", "libtorch");
        assertThat(result.failures()).isEmpty();
        assertThat(result.contestants()).extracting(ContestantResult::name).containsExactly("onednn", "libtorch");
    }

    @Test
    void aPlanWithoutCompanyAsksTheTwinWhenItIsNeeded() {
        Fakes fakes = new Fakes();
        fakes.put("onednn", start -> new FakeContestant("onednn", .1, false));
        fakes.put("libtorch-rounded-2", start -> new FakeContestant("libtorch-rounded-2", .05, false));
        assertThat(measure(fakes, ALONE, "onednn", "libtorch").failures()).isEmpty();
        Names.TWINS.forEach(twin -> fakes.put(twin, start -> FakeContestant.honest(twin)));
        assertThat(measure(fakes, ALONE, "onednn", "libtorch").failures()).hasSize(1);
    }

    /**
     * One step of a twin takes longer than the plan allows for a comparison. A drift of 0.1 can be
     * judged only with the twins, so they train every step that is judged all the same.
     */
    @Test
    void twinsTrainAllStepsThatAreJudgedHoweverSlowTheyAre() {
        Plan impatient = new Plan(.02, 0, .0001, 1, .02, false);
        Fakes fakes = new Fakes();
        fakes.put("onednn", start -> new FakeContestant("onednn", .1, false));
        Names.TWINS.forEach(twin -> fakes.put(
                twin,
                start -> new Hooked(
                        new FakeContestant(twin, .05, false), task -> {}, WorkloadMeasurementTest::compute)));
        assertThat(measure(fakes, impatient, "onednn", "libtorch").failures()).isEmpty();
    }

    @Test
    void theFirstContestantThatCanDrawsTheParameters() {
        Fakes fakes = new Fakes();
        List<String> drawing = new ArrayList<>();
        fakes.put("onednn", start -> new FakeContestant("onednn", 0, true));
        for (String name : List.of("onednn", "dl4j", "libtorch")) {
            IntFunction<Contestant> plain = fakes.get(name);
            fakes.put(name, start -> new Hooked(plain.apply(start), task -> note(drawing, name, task), () -> {}));
        }
        measure(fakes, "onednn", "dl4j", "libtorch");
        assertThat(drawing).containsOnly("onednn", "dl4j").last().isEqualTo("dl4j");
    }

    private static WorkloadResult measure(Fakes fakes, String... contestants) {
        return measure(fakes, SHORT, contestants);
    }

    private static WorkloadResult measure(Fakes fakes, Plan plan, String... contestants) {
        try (WorkloadMeasurement measurement = new WorkloadMeasurement(
                new TrainingTask("toy-2d", 0, 1, "", false), List.of(contestants), plan, 1, fakes)) {
            return measurement.measure();
        }
    }

    /** Notes who is told to draw the parameters. */
    private static void note(List<String> drawing, String name, TrainingTask task) {
        if (task.drawsParameters()) {
            drawing.add(name);
        }
    }

    /** Computes for 25 ms. */
    private static void compute() {
        long end = System.nanoTime() + 25_000_000;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    /** Contestants by name and count of their starts; honest unless told otherwise. */
    private static final class Fakes implements Launcher {
        private final Map<String, IntFunction<Contestant>> contestants = new HashMap<>();
        private final Map<String, Integer> starts = new HashMap<>();

        void put(String name, IntFunction<Contestant> contestant) {
            contestants.put(name, contestant);
        }

        IntFunction<Contestant> get(String name) {
            return contestants.getOrDefault(name, start -> FakeContestant.honest(name));
        }

        @Override
        public Child start(String name, int threads) {
            try {
                return new Child(new FakeProcess(get(name).apply(starts.merge(name, 1, Integer::sum))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
