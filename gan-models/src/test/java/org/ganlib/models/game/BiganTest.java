package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.Wanted;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Player;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

final class BiganTest implements ModelLaws {
    @Override
    public GanModel configured() {
        return new Bigan(new Latent(5, Prior.BINARY, 1), CriticBatches.JOINT, EncoderRange.PRIOR);
    }

    /**
     * Real examples with their codes in front, then generated ones with the latents they were made
     * of.
     */
    @Test
    void aJointBatchHoldsBothKindsOfPairs() {
        GameParts parts = SilentParts.of(configured(), false);
        try (Game game = configured().assemble(parts)) {
            FloatBuffer pixels = game.real().toFill();
            while (pixels.hasRemaining()) {
                pixels.put(7f);
            }
            game.deal();
            game.play(Player.CRITIC, (name, value) -> {});
            SilentNetwork generator = SilentParts.network(parts, NetworkRole.GENERATOR);
            generator.passes().get(0).output.array().assign(-1);
            SilentParts.network(parts, NetworkRole.ENCODER)
                    .passes()
                    .get(0)
                    .output
                    .array()
                    .assign(5);
            game.play(Player.CRITIC, (name, value) -> {});

            SilentNetwork critic = SilentParts.network(parts, NetworkRole.CRITIC);
            assertThat(critic.passes()).hasSize(1);
            INDArray examples = critic.passes().get(0).input(0);
            INDArray latents = critic.passes().get(0).input(1);
            INDArray drawn = generator.passes().get(0).input();
            for (int i = 0; i < 2 * SilentParts.SIZE; i++) {
                boolean real = i < SilentParts.SIZE;
                assertThat(examples.getDouble(i, 0, 1, 2)).as("example %d", i).isEqualTo(real ? 7 : -1);
                assertThat(latents.getDouble(i, 4))
                        .as("latent %d", i)
                        .isEqualTo(real ? 5 : drawn.getDouble(i - SilentParts.SIZE, 4));
            }
        }
    }

    /**
     * The critic is a conduit in the others' turn, generator and encoder are not touched in its
     * own.
     */
    @Test
    void eachTurnTakesBackWhatItMoves() {
        GameParts parts = SilentParts.of(configured(), true);
        SilentNetwork generator = SilentParts.network(parts, NetworkRole.GENERATOR);
        SilentNetwork encoder = SilentParts.network(parts, NetworkRole.ENCODER);
        SilentNetwork critic = SilentParts.network(parts, NetworkRole.CRITIC);
        Bigan separate = new Bigan(new Latent(5, Prior.NORMAL, 2), CriticBatches.AUTO);
        try (Game game = separate.assemble(parts)) {
            game.deal();
            game.play(Player.CRITIC, (name, value) -> {});
            assertThat(critic.passes()).hasSize(2).allMatch(pass -> pass.takenBack() == Wanted.PARAMETERS);
            assertThat(generator.passes()).hasSize(1).allMatch(pass -> pass.takenBack() == null);
            assertThat(encoder.passes()).hasSize(1).allMatch(pass -> pass.takenBack() == null);
            game.play(Player.GENERATOR, (name, value) -> {});
            assertThat(critic.passes()).hasSize(2).allMatch(pass -> pass.takenBack() == Wanted.INPUTS);
            assertThat(generator.passes()).hasSize(1).allMatch(pass -> pass.takenBack() == Wanted.PARAMETERS);
            assertThat(encoder.passes()).hasSize(1).allMatch(pass -> pass.takenBack() == Wanted.PARAMETERS);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void theCriticsPassesServeBothPlayersWhoMoveAtOnce(boolean normalisedCritic, int passes) {
        Bigan bigan = new Bigan(new Latent(5, Prior.NORMAL, 2), CriticBatches.AUTO);
        GameParts parts = SilentParts.of(bigan, normalisedCritic);
        SilentNetwork critic = SilentParts.network(parts, NetworkRole.CRITIC);
        try (Game game = bigan.assemble(parts)) {
            game.deal();
            game.playTogether((name, value) -> {});
            assertThat(critic.forwards()).isEqualTo(passes);
            assertThat(critic.passes()).hasSize(passes).allMatch(pass -> pass.takenBack() == Wanted.INPUTS);
        }
    }
}
