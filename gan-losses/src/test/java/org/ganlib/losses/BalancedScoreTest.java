package org.ganlib.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.ServiceLoader;
import org.ganlib.losses.adversarial.GanDivergence;
import org.ganlib.losses.fdivergence.KullbackLeibler;
import org.ganlib.losses.fdivergence.TotalVariation;
import org.ganlib.losses.hinge.Hinge;
import org.ganlib.losses.integral.Wasserstein;
import org.ganlib.losses.leastsquares.LeastSquares;
import org.ganlib.losses.relativistic.Relativistic;
import org.ganlib.losses.relativistic.RelativisticAverage;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.FDivergence;
import org.junit.jupiter.api.Test;

/** The scores that mean neither real nor generated. */
final class BalancedScoreTest {
    @Test
    void isWhereTheCriticsLossOfOneExampleOfEachSideIsLeast() {
        Map<Divergence, Double> known = Map.of(
                new GanDivergence(), 0.0,
                new KullbackLeibler(), 1.0,
                new LeastSquares(), 0.5,
                // Level between −1 and 1.
                new Hinge(), 0.0);
        known.forEach((divergence, score) -> {
            assertThat(divergence.balancedScore().orElseThrow())
                    .as("%s", divergence)
                    .isCloseTo(score, within(1e-9));
            assertThat(divergence.prepared().balancedScore())
                    .as("prepared %s", divergence)
                    .isEqualTo(divergence.balancedScore());
        });
    }

    /** An f-divergence's critic says T = f′(1) where both densities are the same. */
    @Test
    void ofAnFDivergenceIsThatOfEqualDensities() {
        int seen = 0;
        for (Divergence divergence : ServiceLoader.load(Divergence.class)) {
            // Total variation's f has a kink at 1, so every score says that.
            if (divergence instanceof FDivergence of && !(divergence instanceof TotalVariation)) {
                double score = of.balancedScore().orElseThrow();
                assertThat(of.outputActivation().value(score))
                        .as("%s", divergence)
                        .isCloseTo(of.optimalCritic(1), within(1e-7));
                assertThat(of.probability(score)).isCloseTo(0.5, within(1e-7));
                seen++;
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(9);
    }

    @Test
    void isAbsentWhereOnlyDifferencesHaveAMeaning() {
        assertThat(new Wasserstein().balancedScore()).isEmpty();
        assertThat(new TotalVariation().balancedScore()).isEmpty();
        // Lower scores speak for real examples.
        assertThat(new LeastSquares(1, 0, 0).balancedScore()).isEmpty();
        assertThat(new Relativistic().balancedScore()).isEmpty();
        assertThat(new RelativisticAverage().balancedScore()).isEmpty();
    }
}
