package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ganlib.config.Optimizers;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.optimize.Sgd;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.random.RandomStreams;
import org.ganlib.schedule.RegularSchedule;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.GameParts;
import org.junit.jupiter.api.Test;

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

    private TrainingStep step() {
        FakeDataset data = new FakeDataset();
        RandomStreams streams = new RandomStreams(1);
        return new TrainingStep(
                new FakeModel(game),
                new GameParts(
                        data.info(),
                        4,
                        new NetworkSet(Map.of(NetworkRole.GENERATOR, generator, NetworkRole.CRITIC, critic)),
                        new FakeDivergence(),
                        new CriticConstraint() {},
                        streams),
                new Optimizers(new Sgd(), new Sgd()),
                new RegularSchedule(),
                data.stream(streams.named("data")));
    }
}
