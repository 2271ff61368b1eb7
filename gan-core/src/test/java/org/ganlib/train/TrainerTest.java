package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ganlib.config.Optimizers;
import org.ganlib.config.TrainSettings;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.optimize.Sgd;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStreams;
import org.ganlib.schedule.RegularSchedule;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.RunStatus;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;
import org.ganlib.spi.UpdateSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerTest {
    private final List<String> events = new ArrayList<>();
    private final StopSignal stop = new StopSignal();
    private final FakeNetwork generator = new FakeNetwork("generator", events);
    private final FakeNetwork critic = new FakeNetwork("critic", events);
    private final FakeGame game = new FakeGame(events, generator, critic);

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
                .containsExactly("deal", "play critic", "move critic", "redeal", "play generator", "move generator");
    }

    @Test
    void constraintSeesTheCriticBeforeAndAfter() {
        CriticConstraint constraint = new CriticConstraint() {
            @Override
            public void beforeCriticStep(Network network) {
                events.add("before " + network.name());
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
                        "move critic",
                        "after critic",
                        "play generator",
                        "move generator");
    }

    @Test
    void gradientsAreClearedByEveryMove() {
        run(new RegularSchedule(), 2, List.of());
        assertThat(critic.gradients().sumNumber().doubleValue()).isZero();
        assertThat(generator.gradients().sumNumber().doubleValue()).isZero();
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
                        "step 2 after 8",
                        "samples step-000002.png",
                        "checkpoint step-000002.zip",
                        "finished at 2");
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
        float trained = generator.parameters().getFloat(0);
        generator.parameters().assign(-1);
        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("run/checkpoints/step-000002.zip"))) {
            assertThat(checkpoint.step()).isEqualTo(2);
            checkpoint.restore(NetworkRole.GENERATOR, generator);
        }
        assertThat(generator.parameters().getFloat(0)).isEqualTo(trained);
    }

    private RunStatus run(UpdateSchedule schedule, long steps, List<TrainingListener> listeners) {
        return trainer(schedule, steps, listeners, new CriticConstraint() {}).run();
    }

    private Trainer trainer(
            UpdateSchedule schedule, long steps, List<TrainingListener> listeners, CriticConstraint constraint) {
        RunDirectory directory = RunDirectory.planned(folder.resolve("run"));
        directory.make();
        Sgd sgd = new Sgd();
        return new Trainer(
                new TrainSettings(steps, 4, 1, 0, 1, 2),
                new FakeDataset(),
                new NetworkSet(Map.of(NetworkRole.GENERATOR, generator, NetworkRole.CRITIC, critic)),
                new FakeModel(game),
                new FakeDivergence(),
                constraint,
                new Optimizers(sgd, sgd),
                schedule,
                new RandomStreams(1),
                directory,
                Set.copyOf(listeners),
                new FakeGrid(),
                stop);
    }
}
