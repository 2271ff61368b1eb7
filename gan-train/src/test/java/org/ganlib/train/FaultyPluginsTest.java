package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.config.Optimizers;
import org.ganlib.fault.Fault;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.ganlib.optimize.Sgd;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Optimizer;
import org.ganlib.spi.UpdateSchedule;
import org.ganlib.updateschedule.RegularSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stranger.Fall;
import stranger.Hasty;
import stranger.Leap;

/** Plugins that break their contracts during training are refused by their place and class. */
final class FaultyPluginsTest {
    private final List<String> events = new ArrayList<>();
    private final FakeNetwork generator = new FakeNetwork("generator", events);
    private final FakeNetwork critic = new FakeNetwork("critic", events);
    private final FakeGame game = new FakeGame(events, generator, critic);

    private Optimizer generators = new Sgd();
    private Optimizer critics = new Sgd();
    private UpdateSchedule schedule = new RegularSchedule();
    private CriticConstraint constraint = new CriticConstraint() {};

    @ParameterizedTest
    @CsvSource({"0, 0", "-3, 'IllegalStateException: no time'"})
    void aScheduleWithoutCriticStepsIsRefused(int steps, String reason) {
        schedule = new Hasty(steps);
        try (TrainingStep step = step()) {
            assertThatThrownBy(() -> step.run(3))
                    .isInstanceOf(GanException.class)
                    .hasMessageStartingWith("schedule hasty (stranger.Hasty in ")
                    .hasMessageContaining(
                            steps < 0
                                    ? " failed after step 2: java.lang." + reason
                                    : " breaks its contract: criticSteps(3) must be ≥ 1, was " + reason);
        }
        assertThat(events).as("nothing was computed").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1, -1.0", "Infinity, Infinity"})
    void aLearningRateOutsideItsContractIsRefused(double factor, String shown) {
        critics = new Leap(new Fall(factor), false, 0.1, 0);
        try (TrainingStep step = step()) {
            assertThatThrownBy(() -> step.run(1))
                    .hasMessageStartingWith("optimizer.critic.schedule fall (stranger.Fall in ")
                    .hasMessageContaining(" breaks its contract: factor(0) must be finite and > 0, was " + shown);
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-0.5", "Infinity"})
    void anOptimizerIsNamedWhereItsScheduleIsRight(double rate) {
        generators = new Leap(new Fall(), false, rate, 0);
        critics = new Leap();
        try (TrainingStep step = step()) {
            assertThatThrownBy(() -> step.run(1))
                    .hasMessageStartingWith("optimizer.generator leap (stranger.Leap in ")
                    .hasMessageContaining(" breaks its contract: learningRate(0) must be finite and > 0, was " + rate);
        }
    }

    @Test
    void aLearningRateThatWasRoundedToZeroIsAccepted() {
        critics = new Leap(new Fall(), false, 0, 0);
        try (TrainingStep step = step()) {
            step.run(1);
        }
        assertThat(events).contains("move generator");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-1"})
    void aWeightDecayOutsideItsContractIsRefused(double decay) {
        critics = new Leap(new Fall(), false, 0.1, decay);
        assertThatThrownBy(this::step)
                .hasMessageStartingWith("optimizer.critic leap (stranger.Leap in ")
                .hasMessageContaining(" breaks its contract: weightDecay() must be finite and ≥ 0, was " + decay);
    }

    /** Both optimizers are of one class: the trainer knows whose turn it is. */
    @Test
    void ofTwoOptimizersOfOneClassTheOneThatFailsIsNamed() {
        generators = new Leap(new Fall(), true, 0.1, 0);
        critics = new Leap();
        try (TrainingStep step = step()) {
            assertThatThrownBy(() -> step.run(5))
                    .hasMessageStartingWith("optimizer.generator leap (stranger.Leap in ")
                    .hasMessageContaining(" failed after step 4: java.lang.IllegalStateException: too far. ");
        }
        generators = new Leap();
        critics = new Leap(new Fall(), true, 0.1, 0);
        try (TrainingStep step = step()) {
            assertThatThrownBy(() -> step.run(5)).hasMessageStartingWith("optimizer.critic leap ");
        }
    }

    @Test
    void aConstraintWithoutRulesIsRefused() {
        constraint = new CriticConstraint() {
            @Override
            public Optional<ParameterRule> ruleAfterUpdate(ParameterLayout layout) {
                return null;
            }
        };
        assertThatThrownBy(this::step)
                .hasMessage("constraint (" + constraint.getClass().getName()
                        + ") breaks its contract: ruleAfterUpdate(layout) returned null. It has to be corrected, or"
                        + " another chosen; --debug shows where");
    }

    /** Only losses and scores must be finite. A measurement of a constraint may be NaN. */
    @Test
    void aConstraintThatNotesNaNDoesNotEndTheRun() {
        constraint = new CriticConstraint() {
            @Override
            public void measure(Network network, Measurements measurements) {
                measurements.record("constraint/slope", Double.NaN);
                measurements.record("constraint/bound", Double.POSITIVE_INFINITY);
            }
        };
        try (TrainingStep step = step()) {
            step.run(1);
            step.measureForLog();
            step.run(2);
            assertThat(step.measured("constraint/slope")).isNaN();
            assertThat(step.measurements().report().names()).contains("constraint/slope", "constraint/bound");
        }
    }

    /** A listener sees numbers and cannot record any. */
    @Test
    void whatListenersSeeTakesNoNumbers() {
        try (TrainingStep step = step()) {
            step.run(1);
            assertThat(step.measurements().report()).isNotInstanceOf(Measurements.class);
            assertThat(step.measurements().report())
                    .isSameAs(step.measurements().report());
        }
    }

    private TrainingStep step() {
        FakeDataset data = new FakeDataset();
        FakeModel model = new FakeModel(game);
        RandomStreams streams = new RandomStreams(1);
        FakeDivergence divergence = new FakeDivergence();
        return new TrainingStep(
                model,
                new GameParts(
                        data.info(),
                        4,
                        new NetworkSet(Map.of(NetworkRole.GENERATOR, generator, NetworkRole.CRITIC, critic)),
                        divergence,
                        constraint,
                        streams),
                new Optimizers(generators, critics),
                schedule,
                data.stream(streams.named("data")),
                Averaging.NONE,
                new GradientTreatment(0, 1),
                new Fault()
                        .with("model", model)
                        .with("divergence", divergence)
                        .with("constraint", constraint)
                        .with("schedule", schedule)
                        .with("optimizer.generator", generators)
                        .with("optimizer.critic", critics));
    }
}
