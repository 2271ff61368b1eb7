package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.ganlib.network.NetworkRole;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.Allocations;
import org.ganlib.testkit.GameContract;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that every model keeps. */
interface ModelLaws extends PluginContract<GanModel>, GameContract {
    @Override
    default GanModel model() {
        return configured();
    }

    @Override
    default Class<GanModel> kind() {
        return GanModel.class;
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
                    game.resampleLatents();
                }
                game.play(Player.GENERATOR, measurements);
            });
        }
    }

    /**
     * An encoder runs over many examples in chunks, and the results keep their number and labels.
     */
    @Test
    default void anEncoderRunsOverManyExamples() {
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
