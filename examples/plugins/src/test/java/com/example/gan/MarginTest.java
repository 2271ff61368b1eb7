package com.example.gan;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.testkit.DivergenceContract;
import org.junit.jupiter.api.Test;

final class MarginTest implements DivergenceContract {
    @Override
    public Divergence divergence() {
        return new Margin();
    }

    @Override
    public Divergence configured() {
        return new Margin(0.5);
    }

    /** Real scores 2 and 0 cost 0 and 1, fake scores −3 and 1 cost 0 and 2; the generator has 1. */
    @Test
    void knownLosses() {
        CriticScores scores = new CriticScores(new double[] {2, 0}, new double[] {-3, 1});
        PlayerLoss loss = PlayerLoss.sizedFor(scores);
        new Margin().criticLoss(scores, loss);
        assertThat(loss.value()).isEqualTo(1.5);
        assertThat(loss.realGradient()).containsExactly(0, -0.5);
        assertThat(loss.fakeGradient()).containsExactly(0, 0.5);
        new Margin().generatorFakeLoss(scores, loss);
        assertThat(loss.fakeValue()).isEqualTo(1);
    }
}
