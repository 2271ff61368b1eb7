package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Player;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class ConditionalTest implements ModelLaws {
    @Override
    public GanModel configured() {
        return new Conditional(new Latent(5, Prior.NORMAL, 2), FakeLabels.UNIFORM, CriticBatches.SEPARATE);
    }

    @Test
    void generatedExamplesHaveTheClassesOfTheRealOnes() {
        Conditional model = new Conditional(new Latent(), FakeLabels.DATA, CriticBatches.JOINT);
        GameParts parts = SilentParts.of(model, false);
        try (Game game = model.assemble(parts)) {
            int[] labels = {2, 0, 1, 2};
            System.arraycopy(labels, 0, game.real().labels(), 0, labels.length);
            game.deal();
            game.play(Player.CRITIC, (name, value) -> {});
            assertThat(SilentParts.network(parts, NetworkRole.GENERATOR)
                            .passes()
                            .get(0)
                            .input(1)
                            .toDoubleVector())
                    .containsExactly(2, 0, 1, 2);
            assertThat(SilentParts.network(parts, NetworkRole.CRITIC)
                            .passes()
                            .get(0)
                            .input(1)
                            .toDoubleVector())
                    .containsExactly(2, 0, 1, 2, 2, 0, 1, 2);
        }
    }

    @Test
    void drawnClassesAreEquallyLikelyAndAnewAtEveryRedeal() {
        GameParts parts = SilentParts.of(configured(), false);
        int[] counts = new int[3];
        try (Game game = configured().assemble(parts)) {
            game.deal();
            for (int i = 0; i < 750; i++) {
                game.resampleLatents();
                game.play(Player.GENERATOR, (name, value) -> {});
                for (double label : SilentParts.network(parts, NetworkRole.GENERATOR)
                        .passes()
                        .get(0)
                        .input(1)
                        .toDoubleVector()) {
                    counts[(int) label]++;
                }
            }
        }
        for (int count : counts) {
            // Five standard deviations of 3,000 draws with probability 1/3.
            assertThat(count).isBetween(1_000 - 130, 1_000 + 130);
        }
    }

    @Test
    void refusesDataWithoutClassesAndExamplesWithoutOne() {
        DatasetInfo unlabelled = new DatasetInfo(
                "points",
                TensorShape.of(2),
                ValueRange.UNBOUNDED,
                OptionalInt.empty(),
                List.of(),
                "none",
                "none",
                "points");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new Conditional().networks(unlabelled))
                .withMessage(
                        "model: conditional needs examples with classes, but dataset points has none. Choose another"
                                + " dataset, or model standard");
        try (Game game = configured().assemble(SilentParts.of(configured(), false))) {
            game.real().labels()[1] = -1;
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(game::deal)
                    .withMessage("labels must be in 0..2, was an example without one");
        }
    }

    @Test
    void samplesNeedALabelPerLatent() {
        GameParts parts = SilentParts.of(configured(), false);
        Sampler sampler = configured().sampler(SilentParts.PICTURES, parts.networks());
        assertThat(sampler.classes()).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampler.generate(sampler.drawLatents(2, new RandomStream(1)), new int[0]))
                .withMessage("this model is conditional: it takes a label per latent, was given 0 for 2");
    }
}
