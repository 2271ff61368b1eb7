package org.ganlib.wiring;

import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;

/** Stands where an experiment without a critic has no divergence: nothing is scored, so nobody asks. */
final class NoDivergence implements Divergence {
    @Override
    public void criticLoss(CriticScores scores, PlayerLoss loss) {
        throw unasked();
    }

    @Override
    public void generatorLoss(CriticScores scores, PlayerLoss loss) {
        throw unasked();
    }

    private static IllegalStateException unasked() {
        return new IllegalStateException("the experiment has no divergence, and its model no critic");
    }
}
