package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EncoderRangeTest {
    private static final Latent UNIFORM = new Latent(5, Prior.UNIFORM, 1);

    @Test
    void theEncoderMustReachTheRangeOfTheLatentsAndNoMore() {
        assertThat(games(UNIFORM, EncoderRange.PRIOR))
                .allSatisfy(game -> assertThat(encoder(game)).isEqualTo(ValueRange.SIGNED));
    }

    @Test
    void withoutTheSettingItHasNoBounds() {
        assertThat(games(UNIFORM, EncoderRange.UNBOUNDED))
                .allSatisfy(game -> assertThat(encoder(game)).isEqualTo(ValueRange.UNBOUNDED));
        assertThat(encoder(new Bigan())).isEqualTo(ValueRange.UNBOUNDED);
    }

    @ParameterizedTest
    @CsvSource({"NORMAL, 1", "UNIFORM, 2", "BINARY, 0.5"})
    void latentsOfAnotherRangeAreRefused(Prior prior, double scale) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> games(new Latent(5, prior, scale), EncoderRange.PRIOR))
                .withMessageContaining("encoder-range: prior needs latents in -1..1");
    }

    private static List<GanModel> games(Latent latent, EncoderRange range) {
        return List.of(
                new Bigan(latent, CriticBatches.AUTO, range),
                new LatentRegressor(latent, CriticBatches.AUTO, range),
                new JointLatentRegressor(latent, CriticBatches.AUTO, 1, range));
    }

    private static ValueRange encoder(GanModel game) {
        return game.networks(SilentParts.PICTURES).stream()
                .filter(network -> network.role().equals(NetworkRole.ENCODER))
                .map(NetworkSignature::outputRange)
                .findFirst()
                .orElseThrow();
    }
}
