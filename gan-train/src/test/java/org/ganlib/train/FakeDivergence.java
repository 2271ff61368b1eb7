package org.ganlib.train;

import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;

/** Fails when asked: the fake game never does. */
record FakeDivergence() implements Divergence {
    @Override
    public void criticLoss(CriticScores scores, PlayerLoss loss) {
        throw new AssertionError("the trainer computes no loss itself");
    }

    @Override
    public void generatorLoss(CriticScores scores, PlayerLoss loss) {
        throw new AssertionError("the trainer computes no loss itself");
    }
}
