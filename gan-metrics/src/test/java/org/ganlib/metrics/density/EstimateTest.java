package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Variances of independent estimates add up, with the squares of their factors. */
final class EstimateTest {
    private static final Estimate SOME = new Estimate(1, 4);
    private static final Estimate OTHER = new Estimate(3, 8);

    @Test
    void aMeanHasTheMeanVarianceOverTheirNumber() {
        Estimate mean = Estimate.mean(List.of(SOME, OTHER));
        assertThat(mean).isEqualTo(new Estimate(2, (4 + 8) / 4.0));
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(3), within(1e-15));
        assertThat(Estimate.mean(List.of(OTHER))).isEqualTo(OTHER);
    }

    @Test
    void aSumHasTheVariancesTimesTheSquaresOfTheFactors() {
        assertThat(Estimate.sum(2, SOME, -3, OTHER)).isEqualTo(new Estimate(2 - 9, 4 * 4 + 9 * 8));
    }
}
