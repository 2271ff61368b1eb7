package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.ganlib.metrics.Points;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.junit.jupiter.api.Test;

final class CriticSearchTest {
    private static final Examples SEVEN = Points.of(1, 0, 1, 2, 3, 4, 5, 6);

    @Test
    void partsTakeEveryOtherExample() {
        assertThat(CriticSearch.part(SEVEN, 2, 0).values()).containsExactly(0, 2, 4, 6);
        assertThat(CriticSearch.part(SEVEN, 2, 1).values()).containsExactly(1, 3, 5);
        assertThat(CriticSearch.part(SEVEN, 2, 2).values()).containsExactly(0, 2, 4, 6);
        assertThat(CriticSearch.part(SEVEN, 4, 3).values()).containsExactly(3);
        assertThat(CriticSearch.part(SEVEN, 4, 5).values()).containsExactly(1, 5);
    }

    /** Every other critic errs by its kernels, and is worth less than nothing, less its error. */
    @Test
    void ofAPerfectSamplerNothingIsTold() {
        CriticSearch.Critic critic =
                search(1.0).best(Points.normal(1, 300, 0, 1), Points.normal(2, 300, 0, 1), new RandomStream(3));
        assertThat(critic).isEqualTo(new CriticSearch.Critic(1, Limits.EQUAL));
    }

    /**
     * Kernels of a thousandth see nothing between 150 points, and those of 50 hide the difference.
     */
    @Test
    void theBandwidthIsTheOneThatShowsMost() {
        CriticSearch.Critic critic = search(0.001, 0.4, 50.0)
                .best(Points.normal(1, 300, 2, 1), Points.normal(2, 300, 0, 1), new RandomStream(3));
        assertThat(critic.bandwidth()).isEqualTo(0.4);
        assertThat(critic.limits()).isNotEqualTo(Limits.EQUAL);
    }

    /** Two kernels around ±1 with the standard deviation ½: at 0 the density is e⁻²/(½√(2π)). */
    @Test
    void aModelIsTheMeanOfItsKernels() {
        KernelModel model = new KernelModel(Points.of(1, -1, 1), 0.5);
        assertThat(model.logDensities(Points.of(1, 0)))
                .containsExactly(new double[] {-2 - Math.log(0.5 * Math.sqrt(2 * Math.PI))}, within(1e-12));
    }

    /**
     * Draws from kernels around (0, 20) and (10, 40): each is drawn with the frequency ½, ± 4
     * standard errors of 0.008, and the deviations have the standard deviation ½ to 5 %.
     */
    @Test
    void drawsLieAroundTheCentresAsStated() {
        int count = 4000;
        Examples drawn = new KernelModel(Points.of(2, 0, 20, 10, 40), 0.5).draw(count, new RandomStream(1));
        assertThat(drawn.count()).isEqualTo(count);
        int first = 0;
        double[] sums = new double[2];
        double[] squares = new double[2];
        for (int i = 0; i < count; i++) {
            boolean ofFirst = drawn.values()[2 * i] < 5;
            first += ofFirst ? 1 : 0;
            double[] deviations = {
                drawn.values()[2 * i] - (ofFirst ? 0 : 10), drawn.values()[2 * i + 1] - (ofFirst ? 20 : 40)
            };
            for (int k = 0; k < 2; k++) {
                sums[k] += deviations[k];
                squares[k] += deviations[k] * deviations[k];
            }
        }
        assertThat(first / (double) count).isCloseTo(0.5, within(0.032));
        for (int k = 0; k < 2; k++) {
            assertThat(sums[k] / count).isCloseTo(0, within(0.032));
            assertThat(Math.sqrt(squares[k] / count)).isCloseTo(0.5, within(0.025));
        }
    }

    private static CriticSearch search(Double... bandwidths) {
        Generator generator = ChosenGenerator.of(Optional.empty()).generator();
        return new CriticSearch(new StandardNormal(), new VariationalBound(generator), List.of(bandwidths));
    }

    private record StandardNormal() implements KnownDistribution {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double logDensity(double[] point) {
            return new Normal(0, 1).logDensity(point[0]);
        }
    }
}
