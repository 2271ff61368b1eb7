package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.ganlib.network.NetworkRole;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Player;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.Allocations;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every model owes. */
interface ModelLaws extends PluginContract<GanModel> {
    @Override
    default Class<GanModel> kind() {
        return GanModel.class;
    }

    /** Every network the model asks for is moved by one player, and no player moves another. */
    @Test
    default void everyNetworkIsMovedByOnePlayer() {
        GameParts parts = SilentParts.of(configured(), false);
        try (Game game = configured().assemble(parts)) {
            List<NetworkRole> moved = game.players().stream()
                    .flatMap(player -> game.moves(player).stream())
                    .toList();
            List<NetworkRole> asked = configured().networks(SilentParts.PICTURES).stream()
                    .map(NetworkSignature::role)
                    .toList();
            assertThat(moved).containsExactlyInAnyOrderElementsOf(asked);
            assertThat(game.players()).contains(Player.GENERATOR);
        }
    }

    /** Once every pass and name has been seen, a round makes nothing on the heap. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void aRoundAllocatesNothing(boolean normalisedCritic) {
        try (Game game = configured().assemble(SilentParts.of(configured(), normalisedCritic))) {
            double[] last = new double[1];
            Measurements measurements = (name, value) -> last[0] = value;
            boolean critic = game.players().contains(Player.CRITIC);
            Allocations.assertNone(50, 2_000, () -> {
                game.real().toFill().put(0, 1f);
                game.deal();
                if (critic) {
                    game.play(Player.CRITIC, measurements);
                    game.redeal();
                }
                game.play(Player.GENERATOR, measurements);
            });
        }
    }

    /** A sampler draws the latents its generator reads, and answers in the data's shape; for a conditional model it asks for labels. */
    @Test
    default void samplesHaveTheDataShape() {
        GameParts parts = SilentParts.of(configured(), false);
        Sampler sampler = configured().sampler(SilentParts.PICTURES, parts.networks());
        TensorShape latent = configured().networks(SilentParts.PICTURES).stream()
                .filter(signature -> signature.role().equals(NetworkRole.GENERATOR))
                .findFirst()
                .orElseThrow()
                .inputs()
                .get(0);
        assertThat(sampler.latentShape()).isEqualTo(latent);
        Examples latents = sampler.drawLatents(5, new RandomStream(1));
        assertThat(latents.shape()).isEqualTo(latent);
        assertThat(latents.count()).isEqualTo(5);
        int[] labels = new int[sampler.classes() == 0 ? 0 : 5];
        Examples generated = sampler.generate(latents, labels);
        assertThat(generated.shape()).isEqualTo(SilentParts.PICTURES.shape());
        assertThat(generated.count()).isEqualTo(5);
    }

    /** A model with an encoder says so, and what it makes of examples keeps their number and their labels. */
    @Test
    default void anEncoderAnswersForEveryExample() {
        boolean encodes = configured().networks(SilentParts.PICTURES).stream()
                .anyMatch(signature -> signature.role().equals(NetworkRole.ENCODER));
        GameParts parts = SilentParts.of(configured(), false);
        var encoder = configured().encoder(SilentParts.PICTURES, parts.networks());
        assertThat(encoder.isPresent()).isEqualTo(encodes);
        if (encodes) {
            int[] labels = new int[1_100];
            Arrays.setAll(labels, i -> i % 3);
            Encoder found = encoder.orElseThrow();
            Examples codes = found.encode(blank(labels));
            assertThat(codes.shape()).isEqualTo(found.latentShape());
            assertThat(codes.labels()).isEqualTo(labels);
            assertThat(found.reconstruct(blank(labels)).shape()).isEqualTo(SilentParts.PICTURES.shape());
        }
    }

    private static Examples blank(int[] labels) {
        TensorShape shape = SilentParts.PICTURES.shape();
        return new Examples(shape, new float[labels.length * shape.elements()], labels);
    }
}
