package org.ganlib.models.game;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.GanModel;
import org.junit.jupiter.api.Test;

final class JointLatentRegressorTest implements ModelLaws {
    @Override
    public GanModel configured() {
        return new JointLatentRegressor(new Latent(5, Prior.BINARY, 1), CriticBatches.JOINT, 0.5, EncoderRange.PRIOR);
    }

    @Test
    void refusesAWeightThatLeavesTheEncoderAlone() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new JointLatentRegressor(new Latent(), CriticBatches.AUTO, 0))
                .withMessageContaining("regression-weight: must be > 0, was 0");
    }
}
