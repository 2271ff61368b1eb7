package org.ganlib.models.game;

import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.spi.GanModel;

final class LatentRegressorTest implements ModelLaws {
    @Override
    public GanModel configured() {
        return new LatentRegressor(new Latent(5, Prior.BINARY, 1), CriticBatches.JOINT, EncoderRange.PRIOR);
    }
}
