package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ganlib.config.Optimizers;
import org.ganlib.fault.Fault;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.optimize.Sgd;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GameParts;
import org.ganlib.updateschedule.RegularSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TrainingStepTest {
    private final List<String> events = new ArrayList<>();
    private final FakeNetwork generator = new FakeNetwork("generator", events);
    private final FakeNetwork critic = new FakeNetwork("critic", events);
    private final FakeGame game = new FakeGame(events, generator, critic);

    @Test
    void runsWithoutARunDirectory() {
        try (TrainingStep step = step()) {
            step.run(1);
            assertThat(events)
                    .containsExactly("deal", "play critic", "move critic", "play generator", "move generator");
            assertThat(step.examplesSeen()).isEqualTo(4);
            step.run(2);
            assertThat(step.examplesSeen()).isEqualTo(8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, true, 1, 0",
        "1, false, 1, 1",
        "5, true, 1, 4",
        "5, false, 1, 5",
        "5, true, 3, 14",
        "5, false, 3, 15"
    })
    void announcesRoundsInWhichTheGeneratorDoesNotPlay(
            int criticSteps, boolean reuseLatents, int minibatches, int rounds) {
        RegularSchedule schedule = new RegularSchedule(criticSteps, RegularSchedule.Update.ALTERNATING, reuseLatents);
        try (TrainingStep step = step(new FakeDivergence(), schedule, new GradientTreatment(0, minibatches))) {
            step.run(1);
            assertThat(game.announced).containsExactly(rounds);
            assertThat(events.subList(0, events.indexOf("play generator")))
                    .as("the rounds announced and the generator's own")
                    .filteredOn(event -> event.equals("deal") || event.equals("resampleLatents"))
                    .hasSize(rounds + 1);
        }
    }

    @Test
    void namesStepAndQuantityWhenItDiverges() {
        game.criticLossAt = 2;
        try (TrainingStep step = step()) {
            step.run(7);
            assertThatThrownBy(() -> step.run(8))
                    .isInstanceOf(TrainingDivergedException.class)
                    .hasMessage("training diverged at step 8: loss/critic is not a number. Lower the learning rate, or"
                            + " choose a divergence whose scores stay in range");
        }
    }

    @Test
    void followsTheDistanceThatACriticMeasures() {
        try (TrainingStep step = step(new FakeDistance())) {
            for (int i = 1; i <= 3; i++) {
                game.realScore = i == 2 ? 1000 : 1 + i;
                step.run(i);
            }
            assertThat(step.measured("fake/estimate")).as("real 4, fake 1").isEqualTo(3);
            assertThat(step.measured("fake/filtered")).as("median of 1, 999, 3").isEqualTo(3);
        }
    }

    @Test
    void theDistanceIsFilteredOverItsLast101Steps() {
        try (TrainingStep step = step(new FakeDistance())) {
            for (int i = 1; i <= 151; i++) {
                game.realScore = 1 + i;
                step.run(i);
            }
            assertThat(step.measured("fake/estimate")).isEqualTo(151);
            assertThat(step.measured("fake/filtered")).as("of 51 to 151").isEqualTo(101);
        }
    }

    /**
     * The minibatches of a step have distances 1, 2, 3 and so on; the last one of the step is
     * reported.
     */
    @ParameterizedTest
    @EnumSource(RegularSchedule.Update.class)
    void theDistanceIsTakenOnceAStepWhereGradientsOfSeveralMinibatchesAreAveraged(RegularSchedule.Update update) {
        RegularSchedule schedule = new RegularSchedule(1, update, true);
        game.realScore = 2;
        game.realScoreGrowth = 1;
        try (TrainingStep step = step(new FakeDistance(), schedule, new GradientTreatment(0, 3))) {
            step.run(1);
            step.run(2);
            assertThat(step.measured("fake/estimate")).as("the sixth minibatch").isEqualTo(6);
            assertThat(step.measured("fake/filtered")).as("median of 3 and 6").isEqualTo(4.5);
        }
    }

    @Test
    void gradientNormsAreMeasuredOnlyWhenAsked() {
        game.generatorGradient = -3;
        try (TrainingStep step = step()) {
            step.run(1);
            assertThat(step.measured("gradient-norm/critic")).isNaN();
            step.measureGradients(true);
            step.run(2);
            assertThat(step.measured("gradient-norm/generator")).isEqualTo(3);
            assertThat(step.measured("gradient-norm/critic")).as("of (1, 1)").isEqualTo(Math.sqrt(2));
        }
    }

    @Test
    void aLossThatIsNoDistanceIsNotCalledOne() {
        game.realScore = 3;
        try (TrainingStep step = step()) {
            step.run(1);
            assertThat(step.measurements().names())
                    .containsExactly("loss/critic", "score/real", "score/fake", "loss/generator");
        }
    }

    private TrainingStep step() {
        return step(new FakeDivergence());
    }

    private TrainingStep step(Divergence divergence) {
        return step(divergence, new RegularSchedule(), new GradientTreatment(0, 1));
    }

    static TrainingStep step(FakeGame game, FakeNetwork generator, FakeNetwork critic) {
        return step(game, generator, critic, new FakeDivergence(), new RegularSchedule(), new GradientTreatment(0, 1));
    }

    private TrainingStep step(Divergence divergence, RegularSchedule schedule, GradientTreatment treatment) {
        return step(game, generator, critic, divergence, schedule, treatment);
    }

    private static TrainingStep step(
            FakeGame game,
            FakeNetwork generator,
            FakeNetwork critic,
            Divergence divergence,
            RegularSchedule schedule,
            GradientTreatment treatment) {
        FakeDataset data = new FakeDataset();
        RandomStreams streams = new RandomStreams(1);
        return new TrainingStep(
                new FakeModel(game),
                new GameParts(
                        data.info(),
                        4,
                        new NetworkSet(Map.of(NetworkRole.GENERATOR, generator, NetworkRole.CRITIC, critic)),
                        divergence,
                        new CriticConstraint() {},
                        streams),
                new Optimizers(new Sgd(), new Sgd()),
                schedule,
                data.stream(streams.named("data")),
                Averaging.NONE,
                treatment,
                new Fault());
    }
}
