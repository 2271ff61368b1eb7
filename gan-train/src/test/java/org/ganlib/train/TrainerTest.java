package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.testkit.GradientCheck.tensors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ganlib.config.AverageRule;
import org.ganlib.config.Optimizers;
import org.ganlib.config.TrainSettings;
import org.ganlib.fake.JumpingClock;
import org.ganlib.fault.Fault;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.ganlib.optimize.Sgd;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Examples;
import org.ganlib.spi.ImageAugmentation;
import org.ganlib.spi.InstanceNoise;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.MetricInfo.Direction;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.ganlib.spi.UpdateSchedule;
import org.ganlib.updateschedule.RegularSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class TrainerTest {
    private final List<String> events = new ArrayList<>();
    private final StopSignal stop = new StopSignal();
    private final FakeNetwork generator = new FakeNetwork("generator", events);
    private final FakeNetwork critic = new FakeNetwork("critic", events);
    private final FakeGame game = new FakeGame(events, generator, critic);

    private int batch = 4;
    private double averaging;
    private AverageRule averageRule = AverageRule.CONSTANT;
    private int keepLast;
    private double minutes;
    private double clipNorm;
    private int accumulate = 1;
    private long evaluateEvery;
    private String best = "";
    private int patience;

    @TempDir
    private Path folder;

    @Test
    void criticMovesBeforeTheGeneratorPlays() {
        run(new RegularSchedule(1, RegularSchedule.Update.ALTERNATING, true), 1, List.of());
        assertThat(events).containsExactly("deal", "play critic", "move critic", "play generator", "move generator");
    }

    @Test
    void criticGetsItsSteps() {
        run(new RegularSchedule(3, RegularSchedule.Update.ALTERNATING, true), 1, List.of());
        assertThat(events)
                .containsExactly(
                        "deal",
                        "play critic",
                        "move critic",
                        "deal",
                        "play critic",
                        "move critic",
                        "deal",
                        "play critic",
                        "move critic",
                        "play generator",
                        "move generator");
    }

    @Test
    void simultaneousPlayersMoveFromTheSamePoint() {
        run(new RegularSchedule(1, RegularSchedule.Update.SIMULTANEOUS, true), 1, List.of());
        assertThat(events).containsExactly("deal", "play critic", "play generator", "move critic", "move generator");
    }

    @Test
    void generatorGetsLatentsOfItsOwnOnRequest() {
        run(new RegularSchedule(1, RegularSchedule.Update.ALTERNATING, false), 1, List.of());
        assertThat(events)
                .containsExactly(
                        "deal", "play critic", "move critic", "resampleLatents", "play generator", "move generator");
    }

    @Test
    void constraintSeesTheCriticBeforeAndAfter() {
        CriticConstraint constraint = new CriticConstraint() {
            @Override
            public void beforeCriticStep(Network network) {
                events.add("before " + network.name());
            }

            @Override
            public void beforeCriticUpdate(Network network) {
                events.add("before the update of " + network.name());
            }

            @Override
            public void afterCriticUpdate(Network network) {
                events.add("after " + network.name());
            }
        };
        trainer(new RegularSchedule(), 1, List.of(), constraint).run();
        assertThat(events)
                .containsExactly(
                        "deal",
                        "before critic",
                        "play critic",
                        "before the update of critic",
                        "move critic",
                        "after critic",
                        "play generator",
                        "move generator");
    }

    @Test
    void gradientsAreClearedByEveryMove() {
        run(new RegularSchedule(), 2, List.of());
        assertThat(arrayOf(critic.gradients()).sumNumber().doubleValue()).isZero();
        assertThat(arrayOf(generator.gradients()).sumNumber().doubleValue()).isZero();
    }

    @Test
    void listenersSeeStartStepsFilesAndEnd() {
        List<String> seen = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void runStarted(RunInfo run) {
                seen.add("started " + run.firstStep() + ".." + run.lastStep());
            }

            @Override
            public void stepFinished(StepReport report) {
                seen.add("step " + report.step() + " after " + report.examplesSeen());
            }

            @Override
            public void samplesWritten(long step, Path file) {
                seen.add("samples " + file.getFileName());
            }

            @Override
            public void samplesGenerated(long step, Examples samples) {
                seen.add(samples.count() + " examples of step " + step);
            }

            @Override
            public void checkpointWritten(long step, Path file) {
                seen.add("checkpoint " + file.getFileName());
            }

            @Override
            public void runEnded(RunStatus status, long step) {
                seen.add(status.key() + " at " + step);
            }
        };
        assertThat(run(new RegularSchedule(), 2, List.of(listener))).isEqualTo(RunStatus.FINISHED);
        assertThat(seen)
                .containsExactly(
                        "started 1..2",
                        "checkpoint step-000000.zip",
                        "step 1 after 4",
                        "samples step-000001.png",
                        "2 examples of step 1",
                        "step 2 after 8",
                        "samples step-000002.png",
                        "2 examples of step 2",
                        "checkpoint step-000002.zip",
                        "finished at 2");
    }

    @Test
    void everyRunIsWatchedByAListenerOfItsOwn() {
        List<String> seen = new ArrayList<>();
        TrainingListener plugin = new TrainingListener() {
            @Override
            public TrainingListener forRun() {
                return new TrainingListener() {
                    @Override
                    public void runStarted(RunInfo run) {
                        seen.add("started");
                    }
                };
            }

            @Override
            public void runStarted(RunInfo run) {
                throw new AssertionError("the plugin itself watches nothing");
            }
        };
        run(new RegularSchedule(), 1, List.of(plugin));
        assertThat(seen).containsExactly("started");
    }

    @Test
    void stopSignalEndsTheRunAfterItsStepWithACheckpoint() {
        TrainingListener stopper = new TrainingListener() {
            @Override
            public void stepFinished(StepReport report) {
                if (report.step() == 3) {
                    stop.raise();
                }
            }
        };
        assertThat(run(new RegularSchedule(), 10, List.of(stopper))).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(folder.resolve("run/checkpoints/step-000003.zip")).exists();
        assertThat(folder.resolve("run/samples/step-000003.png")).exists();
    }

    @Test
    void nonFiniteLossStopsTheRunAndNamesStepAndQuantity() {
        game.criticLossAt = 2;
        List<RunStatus> ended = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void runEnded(RunStatus status, long step) {
                ended.add(status);
            }
        };
        assertThatThrownBy(() -> run(new RegularSchedule(), 5, List.of(listener)))
                .isInstanceOfSatisfying(TrainingDivergedException.class, e -> {
                    assertThat(e.step()).isEqualTo(2);
                    assertThat(e.quantity()).isEqualTo("loss/critic");
                })
                .hasMessageContaining("diverged at step 2: loss/critic is not a number")
                .hasMessageContaining("step-000000.zip");
        assertThat(ended).containsExactly(RunStatus.DIVERGED);
    }

    @Test
    void nonFiniteParameterStopsTheRunAndIsNamed() {
        game.generatorGradient = Float.NaN;
        assertThatThrownBy(() -> run(new RegularSchedule(), 5, List.of()))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("step 1: generator parameter only/W[0] is not a number");
    }

    @Test
    void checkpointHoldsTheParametersOfItsStep() {
        run(new RegularSchedule(), 2, List.of());
        float trained = arrayOf(generator.parameters()).getFloat(0);
        arrayOf(generator.parameters()).assign(-1);
        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("run/checkpoints/step-000002.zip"))) {
            assertThat(checkpoint.step()).isEqualTo(2);
            checkpoint.restore(NetworkRole.GENERATOR, generator);
        }
        assertThat(arrayOf(generator.parameters()).getFloat(0)).isEqualTo(trained);
    }

    @Test
    void samplesAreDrawnFromTheAverageAndTrainingGoesOnFromTheParameters() {
        averaging = 0.75;
        List<Float> sampled = new ArrayList<>();
        game.sampled = () -> sampled.add(arrayOf(generator.parameters()).getFloat(0));

        run(new RegularSchedule(), 2, List.of());

        // η = 0.1 and a gradient of 1: θ is 0, −0.1, −0.2, and the average 0, −0.025, −0.06875.
        assertThat(sampled).hasSize(2);
        assertThat(sampled.get(0)).isCloseTo(-0.025f, within(1e-7f));
        assertThat(sampled.get(1)).isCloseTo(-0.06875f, within(1e-7f));
        assertThat(arrayOf(generator.parameters()).getFloat(0)).isEqualTo(-0.1f - 0.1f);
    }

    @Test
    void averagingDoesNotTouchTheParametersToTheBit() {
        game.generatorGradient = 0.3f;
        run(new RegularSchedule(), 7, List.of());
        float plain = arrayOf(generator.parameters()).getFloat(0);

        FakeNetwork other = new FakeNetwork("generator", new ArrayList<>());
        FakeGame same = new FakeGame(events, other, critic);
        same.generatorGradient = 0.3f;
        averaging = 0.9;
        trainer(same, other, new RegularSchedule(), 7, List.of(), new CriticConstraint() {}, "averaged")
                .run();

        assertThat(arrayOf(other.parameters()).getFloat(0)).isEqualTo(plain);
    }

    @Test
    void checkpointHoldsTheAverageBesideTheParameters() {
        averaging = 0.75;
        run(new RegularSchedule(), 2, List.of());
        Path file = folder.resolve("run/checkpoints/step-000002.zip");
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            checkpoint.restoreForSampling(NetworkRole.GENERATOR, generator);
            assertThat(arrayOf(generator.parameters()).getFloat(0)).isCloseTo(-0.06875f, within(1e-7f));
            checkpoint.restore(NetworkRole.GENERATOR, generator);
            assertThat(arrayOf(generator.parameters()).getFloat(0)).isEqualTo(-0.1f - 0.1f);
            float critics = arrayOf(critic.parameters()).getFloat(0);
            checkpoint.restoreForSampling(NetworkRole.CRITIC, critic);
            assertThat(arrayOf(critic.parameters()).getFloat(0)).isEqualTo(critics);
        }
    }

    @Test
    void aCheckpointWithoutAverageIsSampledWithItsParameters() {
        run(new RegularSchedule(), 2, List.of());
        float trained = arrayOf(generator.parameters()).getFloat(0);
        arrayOf(generator.parameters()).assign(-1);
        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("run/checkpoints/step-000002.zip"))) {
            checkpoint.restoreForSampling(NetworkRole.GENERATOR, generator);
        }
        assertThat(arrayOf(generator.parameters()).getFloat(0)).isEqualTo(trained);
    }

    @Test
    void parametersThatAreAveragedMayDivergeToo() {
        averaging = 0.9;
        game.generatorGradient = Float.NaN;
        assertThatThrownBy(() -> run(new RegularSchedule(), 5, List.of()))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("step 1: generator parameter only/W[0] is not a number");
    }

    @Test
    void rulesOfTheConstraintAreAppliedAtTheirMoments() {
        CriticConstraint constraint = new CriticConstraint() {
            @Override
            public Optional<ParameterRule> ruleBeforeStep(ParameterLayout layout) {
                return Optional.of(new Noted("before"));
            }

            @Override
            public Optional<ParameterRule> ruleAfterUpdate(ParameterLayout layout) {
                return Optional.of(new Noted("after"));
            }
        };
        trainer(new RegularSchedule(), 1, List.of(), constraint).run();
        assertThat(events)
                .containsExactly(
                        "deal",
                        "before 2 at 0",
                        "move critic",
                        "play critic",
                        "after 2 at 0",
                        "move critic",
                        "play generator",
                        "move generator");
    }

    /** Says which slab it was given. */
    private final class Noted implements ParameterRule {
        private final String moment;

        private Noted(String moment) {
            this.moment = moment;
        }

        @Override
        public void apply(float[] slab, int count, long first) {
            events.add(moment + " " + count + " at " + first);
        }

        @Override
        public void apply(double[] slab, int count, long first) {
            throw new AssertionError("the networks are of single precision");
        }
    }

    @Test
    void aListenerThatThrowsIsNamedAndTheOthersHearOfTheEnd() {
        List<String> heard = new ArrayList<>();
        TrainingListener broken = new TrainingListener() {
            @Override
            public void stepFinished(StepReport report) {
                throw new IllegalStateException("no disk for my notes");
            }

            @Override
            public void runEnded(RunStatus status, long step) {
                throw new IllegalStateException("nor now");
            }
        };
        TrainingListener other = new TrainingListener() {
            @Override
            public void runEnded(RunStatus status, long step) {
                heard.add(status.key() + " at " + step);
            }
        };
        assertThatThrownBy(() -> run(new RegularSchedule(), 3, List.of(broken, other)))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("listener (" + broken.getClass().getName() + ") failed: ")
                .hasMessageContaining("no disk for my notes");
        assertThat(heard).containsExactly("failed at 1");
    }

    @Test
    void aPartThatThrowsIsNamedWithItsStepAndTheLastCheckpointStays() {
        CriticConstraint broken = new CriticConstraint() {
            private int updates;

            @Override
            public void afterCriticUpdate(Network network) {
                updates++;
                if (updates == 3) {
                    throw new IndexOutOfBoundsException("limit 4 of 3");
                }
            }
        };
        List<String> heard = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void runEnded(RunStatus status, long step) {
                heard.add(status.key() + " at " + step);
            }
        };
        assertThatThrownBy(() -> trainer(new RegularSchedule(), 5, List.of(listener), broken)
                        .run())
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("constraint (" + broken.getClass().getName()
                        + ") failed after step 2: java.lang.IndexOutOfBoundsException: limit 4 of 3. ")
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
        assertThat(heard).containsExactly("failed at 2");
        assertThat(folder.resolve("run/checkpoints/step-000000.zip")).exists();
    }

    /** The checkpoint holds the last numbers, and what a constraint notes may be NaN there too. */
    @Test
    void aConstraintThatNotesNaNEndsNeitherTheRunNorItsContinuation() {
        CriticConstraint noting = new CriticConstraint() {
            @Override
            public void measure(Network network, Measurements measurements) {
                measurements.record("constraint/slope", Double.NaN);
            }
        };
        assertThat(trainer(new RegularSchedule(), 2, List.of(), noting).run()).isEqualTo(RunStatus.FINISHED);
        Trainer second = trainer(new RegularSchedule(), 4, List.of(), noting);
        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("run/checkpoints/step-000002.zip"))) {
            assertThat(checkpoint.state().measurements()).containsEntry("constraint/slope", Double.NaN);
            second.restore(checkpoint);
        }
        assertThat(second.run()).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void onlyTheNewestCheckpointsStayWhereSoManyAreAskedFor() {
        keepLast = 2;
        run(new RegularSchedule(), 3, List.of());
        assertThat(folder.resolve("run/checkpoints")).isDirectoryContaining("glob:**step-000003.zip");
        keepLast = 1;
        trainer(game, generator, new RegularSchedule(), 3, List.of(), new CriticConstraint() {}, "one")
                .run();
        assertThat(folder.resolve("one/checkpoints/step-000000.zip")).doesNotExist();
        assertThat(folder.resolve("one/checkpoints/step-000003.zip")).exists();
    }

    @Test
    void gradientsOfSeveralMinibatchesAreAveragedForOneUpdate() {
        accumulate = 2;
        run(new RegularSchedule(), 1, List.of());
        assertThat(events)
                .containsExactly(
                        "deal",
                        "play critic",
                        "deal",
                        "play critic",
                        "move critic",
                        "play generator",
                        "deal",
                        "play generator",
                        "move generator");
        // Two gradients of 1, averaged, at a rate of 0.1.
        assertThat(arrayOf(critic.parameters()).getFloat(0)).isEqualTo(-0.1f);
    }

    @Test
    void simultaneousPlayersShareTheMinibatchesOfAnUpdate() {
        accumulate = 2;
        run(new RegularSchedule(1, RegularSchedule.Update.SIMULTANEOUS, true), 1, List.of());
        assertThat(events)
                .containsExactly(
                        "deal",
                        "play critic",
                        "play generator",
                        "deal",
                        "play critic",
                        "play generator",
                        "move critic",
                        "move generator");
    }

    @Test
    void aGradientBeyondTheLargestNormIsScaledDownToIt() {
        clipNorm = 0.5;
        run(new RegularSchedule(), 1, List.of());
        // The critic's gradient is (1, 1), of norm √2; the generator's (1, 0).
        assertThat(arrayOf(critic.parameters()).getFloat(0))
                .isCloseTo((float) (-0.1 * 0.5 / Math.sqrt(2)), within(1e-8f));
        assertThat(arrayOf(generator.parameters()).getFloat(0)).isCloseTo(-0.05f, within(1e-8f));
    }

    @Test
    void aGradientWithinTheLargestNormStaysAsItIs() {
        clipNorm = 1.5;
        run(new RegularSchedule(), 1, List.of());
        assertThat(arrayOf(critic.parameters()).getFloat(0)).isEqualTo(-0.1f);
    }

    @Test
    void aRunEndsWithItsTimeBudgetAndSavesWhatItHas() {
        minutes = 1e-9;
        assertThat(run(new RegularSchedule(), 1000, List.of())).isEqualTo(RunStatus.FINISHED);
        assertThat(folder.resolve("run/checkpoints/step-000001.zip")).exists();
        assertThat(folder.resolve("run/checkpoints/step-000002.zip")).doesNotExist();
    }

    /**
     * Durations are no differences of times: whoever sets the clock meanwhile changes the time
     * stamps alone.
     */
    @Test
    void aClockThatJumpsEndsNoRunAndSpoilsNoDuration() throws IOException {
        minutes = 60;
        JumpingClock clock = new JumpingClock(Instant.parse("2026-01-01T00:00:00Z"));
        Path metrics = folder.resolve("metrics.jsonl");
        Path status = folder.resolve("status.json");

        long before = System.nanoTime();
        assertThat(run(new RegularSchedule(), 20, List.of(new StatusFile(status, clock), new MetricsLog(metrics, 1))))
                .isEqualTo(RunStatus.FINISHED);
        double took = (System.nanoTime() - before) / 1e9;

        assertThat(clock.looks()).as("times the clock was set").isGreaterThan(2);
        double earlier = 0;
        List<String> lines = Files.readAllLines(metrics);
        assertThat(lines).hasSize(20);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = new ObjectMapper().readTree(lines.get(i));
            assertThat(line.path("step").asLong()).isEqualTo(i + 1);
            assertThat(line.path("seconds").asDouble()).isBetween(earlier, took);
            assertThat(line.path("images_per_sec").asDouble()).isPositive();
            earlier = line.path("seconds").asDouble();
        }
        JsonNode end = new ObjectMapper().readTree(status.toFile());
        assertThat(end.path("status").asText()).isEqualTo("finished");
        assertThat(end.path("step").asLong()).isEqualTo(20);
        assertThat(Instant.parse(end.path("updated").asText())).isNotNull();
    }

    @Test
    void aClockThatIsPutBackDoesNotLengthenTheTimeBudget() {
        minutes = 1e-9;
        JumpingClock clock = new JumpingClock(Instant.parse("2036-01-01T00:00:00Z"));
        clock.instant();
        assertThat(run(new RegularSchedule(), 1000, List.of(new StatusFile(folder.resolve("status.json"), clock))))
                .isEqualTo(RunStatus.FINISHED);
        assertThat(folder.resolve("run/checkpoints/step-000001.zip")).exists();
        assertThat(folder.resolve("run/checkpoints/step-000002.zip")).doesNotExist();
    }

    @Test
    void aRunEndsWhenItsMetricNoLongerImprovesAndKeepsTheBestCheckpoint() {
        keepLast = 1;
        evaluateEvery = 2;
        best = "score";
        patience = 2;
        List<Double> logged = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepFinished(StepReport report) {
                logged.add(report.value("metric/score"));
            }
        };
        double[] values = {5, 3, Double.NaN, 4, 1};
        Trainer trainer = trainer(new RegularSchedule(), 100, List.of(listener), new CriticConstraint() {});
        trainer.evaluateWith(evaluator(values));

        assertThat(trainer.run()).isEqualTo(RunStatus.FINISHED);

        assertThat(logged).containsExactly(Double.NaN, 5.0, Double.NaN, 3.0, Double.NaN, Double.NaN, Double.NaN, 4.0);
        assertThat(trainer.isStalled()).isTrue();
        assertThat(trainer.bestStep()).hasValue(4);
        assertThat(folder.resolve("run/checkpoints/step-000004.zip")).exists();
        assertThat(folder.resolve("run/checkpoints/step-000002.zip")).doesNotExist();
        assertThat(folder.resolve("run/best.json"))
                .content()
                .contains("\"metric\" : \"score\"", "\"value\" : 3.0", "checkpoints/step-000004.zip");
    }

    @Test
    void theMetricThatIsToImproveMustBeEvaluated() {
        evaluateEvery = 1;
        best = "scroe";
        Trainer trainer = trainer(new RegularSchedule(), 1, List.of(), new CriticConstraint() {});
        assertThatThrownBy(() -> trainer.evaluateWith(evaluator(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("train.best: must be one of the experiment's metrics, [score], was scroe");
    }

    @Test
    void aMetricIsNamedWithoutItsExtractorWhereItIsTheOnlyOne() {
        evaluateEvery = 1;
        best = "frechet";
        Trainer trainer = trainer(new RegularSchedule(), 1, List.of(), new CriticConstraint() {});
        trainer.evaluateWith(evaluator(List.of("density", "frechet[pixels]", "frechet-like[pca]"), 3));
        trainer.run();
        assertThat(folder.resolve("run/best.json"))
                .content()
                .contains("\"metric\" : \"frechet[pixels]\"", "\"value\" : 3.0");
    }

    @Test
    void aNameThatCouldBeSeveralMetricsIsRefused() {
        evaluateEvery = 1;
        best = "frechet";
        Trainer trainer = trainer(new RegularSchedule(), 1, List.of(), new CriticConstraint() {});
        assertThatThrownBy(
                        () -> trainer.evaluateWith(evaluator(List.of("frechet[pixels]", "density", "frechet[pca]"), 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("train.best: could be any of [frechet[pixels], frechet[pca]], was frechet."
                        + " Write the one that is meant in full");
        best = "frechet[";
        Trainer other =
                trainer(game, generator, new RegularSchedule(), 1, List.of(), new CriticConstraint() {}, "other");
        assertThatThrownBy(() -> other.evaluateWith(evaluator(List.of("frechet[pixels]"), 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("train.best: must be one of the experiment's metrics, [frechet[pixels]]");
    }

    /**
     * A record of the same metric is continued; one of the metric with other settings cannot be
     * compared and starts again.
     */
    @ParameterizedTest
    @CsvSource({"score of 10, 2", "score of 20, 3"})
    void theRecordStartsAnewWhereAnotherThingIsMeasured(String measuredNow, long expected) {
        evaluateEvery = 1;
        best = "score";
        Trainer first = trainer(new RegularSchedule(), 2, List.of(), new CriticConstraint() {});
        first.evaluateWith(evaluator("score of 10", 5, 1));
        assertThat(first.run()).isEqualTo(RunStatus.FINISHED);
        assertThat(folder.resolve("run/best.json")).content().contains("\"measured\" : \"score of 10\"");

        Trainer second = trainer(new RegularSchedule(), 4, List.of(), new CriticConstraint() {});
        second.evaluateWith(evaluator(measuredNow, 2, 3));
        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("run/checkpoints/step-000002.zip"))) {
            second.restore(checkpoint);
        }
        second.run();
        assertThat(second.bestStep()).hasValue(expected);
    }

    /**
     * Each listener counts the steps it was called for; two listeners of the same class keep
     * separate counts.
     */
    @Test
    void listenersGoOnWhereTheyStood() {
        List<Counting> counting = List.of(new Counting(), new Counting());
        trainer(new RegularSchedule(), 3, List.copyOf(counting), new CriticConstraint() {})
                .run();
        List<Counting> later = List.of(new Counting(), new Counting());
        Trainer second = trainer(new RegularSchedule(), 5, List.copyOf(later), new CriticConstraint() {});
        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("run/checkpoints/step-000003.zip"))) {
            assertThat(checkpoint.state().listeners()).hasSize(2);
            second.restore(checkpoint);
        }
        second.run();
        assertThat(later).extracting(c -> c.steps).containsExactly(5, 5);
        assertThat(later)
                .extracting(c -> c.samples)
                .as("one at each step, none twice")
                .containsExactly(5, 5);
    }

    @Test
    void evaluationSeesTheAverageAndTrainingGoesOnFromTheParameters() {
        averaging = 0.75;
        evaluateEvery = 1;
        List<Float> seen = new ArrayList<>();
        Trainer trainer = trainer(new RegularSchedule(), 2, List.of(), new CriticConstraint() {});
        trainer.evaluateWith(new Evaluator() {
            @Override
            public Map<String, Double> evaluate(long step) {
                seen.add(arrayOf(generator.parameters()).getFloat(0));
                return Map.of("score", 1.0);
            }

            @Override
            public Map<String, Direction> directions() {
                return Map.of("score", Direction.LOWER);
            }
        });
        trainer.run();
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).isCloseTo(-0.025f, within(1e-7f));
        assertThat(seen.get(1)).isCloseTo(-0.06875f, within(1e-7f));
        assertThat(arrayOf(generator.parameters()).getFloat(0)).isEqualTo(-0.1f - 0.1f);
        assertThat(trainer.bestStep()).as("no metric was to improve").isEmpty();
        assertThat(trainer.isStalled()).isFalse();
    }

    @Test
    void averagesHaveStatisticsOfTheirOwnInSamplesAndCheckpoints() {
        averaging = 0.9;
        averageRule = AverageRule.WARM_UP;
        try (Network norm = NormNetworks.onInput(false)) {
            INDArray inputs = Nd4j.create(new float[][] {{1, 10}, {3, 10}, {5, 16}});
            game.inputs = Optional.of(tensors(inputs));
            List<Double> sampled = new ArrayList<>();
            game.sampled = () -> sampled.add(BatchStatisticsTest.statistic(norm, "norm/mean")[1]);
            trainer(game, norm, new RegularSchedule(), 2, List.of(), new CriticConstraint() {}, "run")
                    .run();
            assertThat(sampled).hasSize(2).allSatisfy(mean -> assertThat(mean).isCloseTo(12, within(1e-5)));
            assertThat(BatchStatisticsTest.statistic(norm, "norm/mean")[1])
                    .as("the network's own are as they were")
                    .isZero();
            try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("run/checkpoints/step-000002.zip"))) {
                checkpoint.restoreForSampling(NetworkRole.GENERATOR, norm);
                assertThat(BatchStatisticsTest.statistic(norm, "norm/var")[0]).isCloseTo(8 / 3.0, within(1e-5));
            }
        }
    }

    @Test
    void aBatchOfOneIsRefusedWhereABatchNormHasOneNumber() {
        batch = 1;
        try (Network norm = NormNetworks.onInput(true);
                Network places = NormNetworks.behindConvolution(2)) {
            assertThatThrownBy(() ->
                            trainer(game, norm, new RegularSchedule(), 1, List.of(), new CriticConstraint() {}, "run"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("train.batch: must be ≥ 2, was 1: the generator's batch norm norm would");
            trainer(game, places, new RegularSchedule(), 1, List.of(), new CriticConstraint() {}, "places");
            batch = 2;
            trainer(game, norm, new RegularSchedule(), 1, List.of(), new CriticConstraint() {}, "norm");
        }
    }

    @Test
    void listenersAreToldWhereTheRunStandsAndOfEachCheckpointBeforeAndAfter() {
        List<String> told = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void runStarted(RunInfo run) {
                told.add("from " + run.firstStep() + " to " + run.lastStep() + " after " + run.examplesBefore());
            }

            @Override
            public void checkpointDue(long step) {
                told.add("due " + step + " "
                        + Files.exists(folder.resolve("run/checkpoints/step-00000" + step + ".zip")));
            }

            @Override
            public void checkpointWritten(long step, Path file) {
                told.add("written " + step + " " + Files.exists(file));
            }
        };
        run(new RegularSchedule(), 2, List.of(listener));
        assertThat(told)
                .containsExactly(
                        "from 1 to 2 after 0", "due 0 false", "written 0 true", "due 2 false", "written 2 true");
        told.clear();
        Trainer second = trainer(new RegularSchedule(), 3, List.of(listener), new CriticConstraint() {});
        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("run/checkpoints/step-000002.zip"))) {
            second.restore(checkpoint);
        }
        second.run();
        assertThat(told).containsExactly("from 3 to 3 after 8", "due 3 false", "written 3 true");
    }

    @Test
    void aStateWithoutTheCountOfUpdatesDoesNotFit() {
        run(new RegularSchedule(), 2, List.of());
        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("run/checkpoints/step-000002.zip"));
                TrainingStep step = TrainingStepTest.step(game, generator, critic)) {
            TrainingState state = checkpoint.state();
            assertThat(state.updates()).isEqualTo(Map.of("generator", 2L, "critic", 2L));
            TrainingState damaged = new TrainingState(
                    state.dataFingerprint(),
                    state.dataCursor(),
                    state.randomStreams(),
                    Map.of("critic", 2L),
                    state.measurements(),
                    state.distances(),
                    state.constraint(),
                    state.augmentation(),
                    state.listeners(),
                    state.best());
            assertThatThrownBy(() -> step.restore(checkpoint, damaged, new RandomStreams(1)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("training.json is damaged: it lacks updates/generator");
            RandomStreams more = new RandomStreams(1);
            more.named("data");
            more.named("latent");
            more.named("labels");
            assertThatThrownBy(() -> step.restore(checkpoint, state, more))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("training.json is damaged: it lacks randomStreams/labels");
            step.restore(checkpoint, state, new RandomStreams(1));
            assertThat(step.examplesSeen()).isEqualTo(8);
            assertThat(step.measured("loss/critic")).isEqualTo(1);
        }
    }

    private static final class Counting implements TrainingListener {
        private int steps;
        private int samples;

        @Override
        public void stepFinished(StepReport report) {
            steps++;
        }

        @Override
        public void samplesGenerated(long step, Examples generated) {
            samples++;
        }

        @Override
        public Map<String, String> state() {
            return Map.of("steps", Integer.toString(steps), "samples", Integer.toString(samples));
        }

        @Override
        public void restore(Map<String, String> state) {
            steps = Integer.parseInt(state.get("steps"));
            samples = Integer.parseInt(state.get("samples"));
        }
    }

    private static Evaluator evaluator(double... values) {
        return evaluator(List.of("score"), values);
    }

    private static Evaluator evaluator(String identity, double... values) {
        return evaluator(identity, List.of("score"), values);
    }

    private static Evaluator evaluator(List<String> names, double... values) {
        return evaluator("score", names, values);
    }

    /** An evaluator in which all metrics have the same values. */
    private static Evaluator evaluator(String identity, List<String> names, double... values) {
        return new Evaluator() {
            private int next;

            @Override
            public Map<String, String> identities() {
                return Map.of("score", identity);
            }

            @Override
            public Map<String, Double> evaluate(long step) {
                double value = values[next++];
                return names.stream().collect(Collectors.toMap(name -> name, name -> value));
            }

            @Override
            public Map<String, Direction> directions() {
                Map<String, Direction> directions = new LinkedHashMap<>();
                names.forEach(name -> directions.put(name, Direction.LOWER));
                return directions;
            }
        };
    }

    private RunStatus run(UpdateSchedule schedule, long steps, List<TrainingListener> listeners) {
        return trainer(schedule, steps, listeners, new CriticConstraint() {}).run();
    }

    private Trainer trainer(
            UpdateSchedule schedule, long steps, List<TrainingListener> listeners, CriticConstraint constraint) {
        return trainer(game, generator, schedule, steps, listeners, constraint, "run");
    }

    private Trainer trainer(
            FakeGame played,
            Network moved,
            UpdateSchedule schedule,
            long steps,
            List<TrainingListener> listeners,
            CriticConstraint constraint,
            String name) {
        RunDirectory directory = directory(folder.resolve(name));
        Sgd sgd = new Sgd();
        FakeModel model = new FakeModel(played);
        FakeDivergence divergence = new FakeDivergence();
        return new Trainer(
                new TrainSettings(
                        steps,
                        batch,
                        1,
                        0,
                        1,
                        2,
                        averaging,
                        averageRule,
                        keepLast,
                        minutes,
                        clipNorm,
                        accumulate,
                        evaluateEvery,
                        best,
                        patience,
                        InstanceNoise.NONE,
                        ImageAugmentation.NONE,
                        ""),
                new FakeDataset(),
                new NetworkSet(Map.of(NetworkRole.GENERATOR, moved, NetworkRole.CRITIC, critic)),
                model,
                divergence,
                constraint,
                new Optimizers(sgd, sgd),
                schedule,
                new RandomStreams(1),
                directory,
                Set.copyOf(listeners),
                new FakeGrid(),
                stop,
                new Fault()
                        .with("model", model)
                        .with("divergence", divergence)
                        .with("constraint", constraint)
                        .with("schedule", schedule)
                        .with("optimizer.generator", sgd)
                        .with("optimizer.critic", sgd));
    }

    /** A new run directory, or that of an earlier trainer. */
    private static RunDirectory directory(Path root) {
        if (!Files.exists(root)) {
            RunDirectory directory = RunDirectory.planned(root);
            directory.make();
            return directory;
        }
        try {
            Files.writeString(root.resolve("config.yaml"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RunDirectory.open(root);
    }
}
