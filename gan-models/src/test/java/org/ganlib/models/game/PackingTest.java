package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.network.NetworkRole;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Player;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PackingTest implements ModelLaws {
    @Override
    public GanModel configured() {
        return new Packing(new Latent(5, Prior.NORMAL, 2), CriticBatches.SEPARATE, 4);
    }

    @ParameterizedTest
    @EnumSource(CriticBatches.class)
    void gradientsAreThoseOfTheReportedLosses(CriticBatches batches) {
        ReportedLosses.check(new Packing(new Latent(2, Prior.NORMAL, 1), batches, 3));
    }

    /** Two pictures of 1×2×3 are one of 2×2×3, the first picture in the first channel. */
    @Test
    void aPackHasItsExamplesAsChannels() {
        Packing model = new Packing(new Latent(), CriticBatches.SEPARATE, 2);
        assertThat(model.networks(SilentParts.PICTURES).get(1).inputs()).containsExactly(TensorShape.of(2, 2, 3));
        GameParts parts = SilentParts.of(model, false);
        try (Game game = model.assemble(parts)) {
            assertThat(game.real().size()).isEqualTo(SilentParts.SIZE);
            float[] numbers = new float[SilentParts.SIZE * 6];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = i;
            }
            game.real().toFill().put(numbers);
            game.real().filled();
            game.deal();
            game.play(Player.CRITIC, (name, value) -> {});
            SilentNetwork critic = SilentParts.network(parts, NetworkRole.CRITIC);
            // The fake side is scored first.
            assertThat(critic.passes().get(1).input(0).shape()).containsExactly(2, 2, 2, 3);
            assertThat(critic.passes().get(1).input(0).getDouble(1, 1, 0, 2)).isEqualTo(12 + 6 + 2);
        }
    }

    @Test
    void aBatchMakesWholePacks() {
        Packing model = new Packing(new Latent(), CriticBatches.AUTO, 3);
        GameParts parts = SilentParts.of(model, false);
        assertThatThrownBy(() -> model.assemble(parts))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("experiment: train.batch: must be a multiple of model.pack, which is 3, was 4");
    }
}
