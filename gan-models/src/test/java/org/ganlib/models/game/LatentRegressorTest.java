package org.ganlib.models.game;

import org.ganlib.spi.GanModel;

final class LatentRegressorTest implements ModelLaws {
    @Override
    public GanModel configured() {
        return new LatentRegressor(new Latent(5, Prior.NORMAL, 2), CriticBatches.JOINT);
    }
}
