package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.FloatBuffer;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.spi.Game;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Player;
import org.ganlib.tensor.Norm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AutoencoderTest implements ModelLaws {
    @Override
    public GanModel configured() {
        return new Autoencoder(new Latent(5, Prior.NORMAL, 2), Norm.L1);
    }

    @Test
    void hasNoCritic() {
        try (Game game = configured().assemble(SilentParts.of(configured(), false))) {
            assertThat(game.players()).containsExactly(Player.GENERATOR);
            assertThatIllegalArgumentException().isThrownBy(() -> game.play(Player.CRITIC, (name, value) -> {}));
        }
    }

    /**
     * Of outputs that are all 0, against targets that are all 3: 3 for absolute, 9 for squared
     * differences.
     */
    @ParameterizedTest
    @CsvSource({"L1, 3", "L2, 9"})
    void theLossIsAMeanOverPixels(Norm norm, double expected) {
        Autoencoder model = new Autoencoder(new Latent(), norm);
        double[] loss = new double[1];
        try (Game game = model.assemble(SilentParts.of(model, false))) {
            FloatBuffer pixels = game.real().toFill();
            while (pixels.hasRemaining()) {
                pixels.put(3f);
            }
            game.deal();
            game.play(Player.GENERATOR, (name, value) -> loss[0] = value);
        }
        assertThat(loss[0]).isEqualTo(expected);
    }
}
