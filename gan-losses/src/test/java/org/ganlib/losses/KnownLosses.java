package org.ganlib.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;

/**
 * Compares losses with answers that were computed in 30 digits from the formulas as published, to
 * 10⁻⁹. All are for the real scores 1.3, −0.7 and 2 and the fake scores −0.5 and 1.1: fewer fakes
 * than reals, so that a mean over the wrong side shows.
 */
public final class KnownLosses {
    private KnownLosses() {}

    /** Requires these sides and gradients of the critic's loss. */
    public static void assertCriticLoss(
            Divergence divergence, double real, double fake, double[] realGradient, double[] fakeGradient) {
        PlayerLoss loss = new PlayerLoss(3, 2);
        divergence.criticLoss(scores(), loss);
        assertLoss(loss, real, fake, realGradient, fakeGradient);
    }

    /** Requires these sides and gradients of the generator's loss. */
    public static void assertGeneratorLoss(
            Divergence divergence, double real, double fake, double[] realGradient, double[] fakeGradient) {
        PlayerLoss loss = new PlayerLoss(3, 2);
        divergence.generatorLoss(scores(), loss);
        assertLoss(loss, real, fake, realGradient, fakeGradient);
    }

    private static CriticScores scores() {
        return new CriticScores(new double[] {1.3, -0.7, 2}, new double[] {-0.5, 1.1});
    }

    private static void assertLoss(
            PlayerLoss loss, double real, double fake, double[] realGradient, double[] fakeGradient) {
        assertThat(loss.realValue()).as("real side").isCloseTo(real, within(1e-9));
        assertThat(loss.fakeValue()).as("fake side").isCloseTo(fake, within(1e-9));
        assertThat(loss.realGradient()).as("real gradient").containsExactly(realGradient, within(1e-9));
        assertThat(loss.fakeGradient()).as("fake gradient").containsExactly(fakeGradient, within(1e-9));
    }
}
