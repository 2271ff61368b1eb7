package org.ganlib.losses.integral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.losses.KnownLosses.assertCriticLoss;
import static org.ganlib.losses.KnownLosses.assertGeneratorLoss;

import java.util.Arrays;
import org.ganlib.spi.Divergence;
import org.ganlib.testkit.DivergenceContract;
import org.junit.jupiter.api.Test;

final class WassersteinTest implements DivergenceContract {
    @Override
    public Divergence divergence() {
        return new Wasserstein();
    }

    @Override
    public Divergence configured() {
        return new Wasserstein();
    }

    /** Runs log it under this name, and whoever reads their files looks for it. */
    @Test
    void distanceHasTheNameUnderWhichItIsLogged() {
        assertThat(new Wasserstein().distance()).isEqualTo("wasserstein");
    }

    @Test
    void criticLossIsTheNegatedDifferenceOfMeans() {
        assertCriticLoss(divergence(), -2.6 / 3, 0.3, gradient(3, -1 / 3.0), gradient(2, 0.5));
    }

    @Test
    void generatorLossIsTheDifferenceOfMeans() {
        assertGeneratorLoss(divergence(), 2.6 / 3, -0.3, gradient(3, 1 / 3.0), gradient(2, -0.5));
    }

    private static double[] gradient(int scores, double each) {
        double[] gradient = new double[scores];
        Arrays.fill(gradient, each);
        return gradient;
    }
}
