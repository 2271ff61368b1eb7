package org.ganlib.models.game;

import org.ganlib.spi.GanModel;

final class StandardTest implements ModelLaws {
    @Override
    public GanModel configured() {
        return new Standard(new Latent(5, Prior.NORMAL, 2), CriticBatches.SEPARATE);
    }
}
