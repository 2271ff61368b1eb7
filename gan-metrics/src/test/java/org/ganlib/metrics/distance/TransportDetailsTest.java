package org.ganlib.metrics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ganlib.metrics.Points;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricResult;
import org.junit.jupiter.api.Test;

/** Transport between few points, whose cost is known by hand. */
final class TransportDetailsTest {
    private static final double PRECISE = 1e-9;

    /**
     * Of 0, 3 and 6 against 1 and 5, thirds and halves: ⅓ moves by 1, ⅙ by 2 from 3 to 1, ⅙ by 2
     * from 3 to 5, and ⅓ by 1. W₁ is 4/3, and W₂² is 2.
     */
    @Test
    void setsOfUnequalSizesShareTheirWeights() {
        double[] some = {0, 3, 6};
        double[] others = {1, 5};
        assertThat(SortedTransport.distance(some, others)).isCloseTo(4 / 3.0, within(PRECISE));
        assertThat(SortedTransport.distance(others, some)).isCloseTo(4 / 3.0, within(PRECISE));
        for (double order : new double[] {2, 3}) {
            PowerMean mean = new PowerMean(order);
            SortedTransport.addTo(mean, some, others);
            double power = 2 / 3.0 + Math.pow(2, order) / 3;
            assertThat(mean.value()).as("order %s", order).isCloseTo(Math.pow(power, 1 / order), within(PRECISE));
        }
    }

    /** (3·1 + 1·2^p + 2·0)/6 to the power 1/p. */
    @Test
    void powerMeansAreWeighted() {
        for (double order : new double[] {1, 2, 3, 2.5}) {
            for (boolean ascending : new boolean[] {true, false}) {
                PowerMean mean = new PowerMean(order);
                mean.add(ascending ? 1 : 2, ascending ? 3 : 1);
                mean.add(0, 2);
                mean.add(ascending ? 2 : 1, ascending ? 1 : 3);
                double expected = Math.pow((3 + Math.pow(2, order)) / 6, 1 / order);
                assertThat(mean.value()).as("order %s", order).isCloseTo(expected, within(PRECISE));
            }
            PowerMean none = new PowerMean(order);
            none.add(0, 1);
            assertThat(none.value()).isZero();
        }
        assertThat(PowerMean.power(3, 1)).isEqualTo(3);
        assertThat(PowerMean.power(3, 2)).isEqualTo(9);
        assertThat(PowerMean.power(3, 3)).isEqualTo(27);
    }

    /** The second of three features moves by 2 and the third by 4. */
    @Test
    void featuresAreComparedOneByOne() {
        MetricResult result = new Wasserstein1d()
                .evaluate(Points.compared(Points.of(3, 1, 2, 4, 5, 8, 8), Points.of(3, 5, 6, 4, 1, 0, 0)));
        assertThat(result.value()).isCloseTo((0 + 2 + 4) / 3.0, within(PRECISE));
        assertThat(result.details()).containsEntry("largest", 4.0);
    }

    /**
     * Of a shift by s in three dimensions a direction sees |θ·s|, whose mean is |s|/2 and whose
     * standard deviation is |s|/√12. Of order 2, it is |s|/√3.
     */
    @Test
    void directionsAreUniformOnTheSphere() {
        Examples real = Points.normal(1, 50, 0, 1, 1, 1);
        float[] moved = real.values().clone();
        for (int i = 0; i < moved.length; i += 3) {
            moved[i] += 2;
            moved[i + 1] -= 1;
            moved[i + 2] += 2;
        }
        Examples generated = Points.of(3, moved);
        int directions = 4000;
        double error = 3 / Math.sqrt(12) / Math.sqrt(directions);
        assertThat(new SlicedWasserstein(new Pixels(), directions, 1)
                        .evaluate(Points.compared(generated, real))
                        .value())
                .isCloseTo(1.5, within(4 * error));
        assertThat(new SlicedWasserstein(new Pixels(), directions, 2)
                        .evaluate(Points.compared(generated, real))
                        .value())
                .isCloseTo(Math.sqrt(3), within(0.06));
    }

    /** The number of examples that are assigned is limited: of equal examples any two do. */
    @Test
    void atMostTheLimitIsAssigned() {
        Examples real = Points.constant(5, 1, 1);
        Examples generated = Points.constant(7, 4, 5);
        MetricResult result = new OptimalTransport(new Pixels(), 1, 3).evaluate(Points.compared(generated, real));
        assertThat(result.value()).isCloseTo(5, within(1e-6));
        assertThat(result.details()).containsEntry("assigned", 3.0);
        assertThat(new OptimalTransport(new Pixels(), 2, 6)
                        .evaluate(Points.compared(generated, real))
                        .details())
                .containsEntry("assigned", 5.0);
        assertThat(new OptimalTransport()
                        .evaluate(Points.compared(Points.constant(3, 2), Points.constant(3, 2)))
                        .value())
                .isZero();
    }

    /**
     * One point each: there is one coupling, without entropy, and the divergence is the distance.
     */
    @Test
    void theSinkhornDivergenceOfPointsIsTheirDistance() {
        MetricResult result = new Sinkhorn(new Pixels(), 1, 0.05, 1e-9, 10)
                .evaluate(Points.compared(Points.of(2, 3, 4), Points.of(2, 0, 0)));
        assertThat(result.value()).isCloseTo(5, within(1e-6));
        assertThat(result.details().get("epsilon")).isCloseTo(0.05 * 5, within(1e-9));
        assertThat(result.details().get("cost")).isCloseTo(5, within(1e-6));
        MetricResult squared = new Sinkhorn(new Pixels(), 2, 0.05, 1e-9, 10)
                .evaluate(Points.compared(Points.of(2, 3, 4), Points.of(2, 0, 0)));
        assertThat(squared.value()).isCloseTo(25, within(1e-5));
        assertThat(new Sinkhorn()
                        .evaluate(Points.compared(Points.constant(2, 3), Points.constant(4, 3)))
                        .details())
                .containsEntry("epsilon", 0.0);
    }

    /**
     * Of 0 and 1 against 0 twice: T(x, y) is ½, and with ε = ½ the cost of {0, 1} to itself is
     * −ε log((1 + e^(−1/ε))/2). Half of that is taken off.
     */
    @Test
    void theSinkhornDivergenceTakesOffTheBiasOfItsEntropy() {
        MetricResult result = new Sinkhorn(new Pixels(), 1, 1, 1e-9, 10)
                .evaluate(Points.compared(Points.of(1, 0, 0), Points.of(1, 0, 1)));
        double itself = -0.5 * Math.log((1 + Math.exp(-2)) / 2);
        assertThat(result.details().get("epsilon")).isCloseTo(0.5, within(PRECISE));
        assertThat(result.details().get("cost")).isCloseTo(0.5, within(1e-7));
        assertThat(result.value()).isCloseTo(0.5 - itself / 2, within(1e-7));
        MetricResult exchanged = new Sinkhorn(new Pixels(), 1, 1, 1e-9, 10)
                .evaluate(Points.compared(Points.of(1, 0, 1), Points.of(1, 0, 0)));
        assertThat(exchanged.value()).isCloseTo(0.5 - itself / 2, within(1e-7));
    }

    @Test
    void anIterationThatDoesNotSettleIsEnded() {
        Examples some = Points.of(1, 0, 1, 2.5f);
        CostMatrix costs = CostMatrix.of(some, Points.of(1, 0.25f, 1.125f, 4), 1);
        assertThat(costs.mean())
                .isCloseTo((0.25 + 1.125 + 4 + 0.75 + 0.125 + 3 + 2.25 + 1.375 + 1.5) / 9, within(PRECISE));
        assertThat(costs.at(2, 1)).isCloseTo(1.375, within(PRECISE));
        assertThatThrownBy(() -> EntropicTransport.cost(costs, 1e-9, -1))
                .isInstanceOf(GanException.class)
                .hasMessage("sinkhorn: did not settle in 20000 iterations. Raise regularisation or tolerance.");
    }

    /** Terms e^(−1000), which are no doubles, do not get lost; the only coupling costs 1000. */
    @Test
    void costsFarAboveTheEntropyAreComputedWith() {
        CostMatrix costs = CostMatrix.of(Points.of(1, 0, 0), Points.of(1, 1000, 1000, 1000), 1);
        assertThat(EntropicTransport.cost(costs, 1, 1e-9)).isCloseTo(1000, within(1e-6));
    }

    /** Examples 2j and 2j + 1 are at distance 1, all others further away, also beyond a block. */
    @Test
    void theNearestLabelIsNeverTheExamplesOwn() {
        float[] line = new float[1100];
        int[] ofPairs = new int[1100];
        int[] alternating = new int[1100];
        for (int i = 0; i < line.length; i++) {
            line[i] = 5 * (i / 2) + i % 2;
            ofPairs[i] = i / 2 % 2;
            alternating[i] = i % 2;
        }
        for (int dimension : new int[] {1, 20}) {
            float[] values = new float[1100 * dimension];
            for (int i = 0; i < line.length; i++) {
                values[i * dimension] = line[i];
            }
            NearestLabels nearest = NearestLabels.of(Points.of(dimension, values));
            assertThat(nearest.agreement(ofPairs)).isEqualTo(1);
            assertThat(nearest.agreement(alternating)).isZero();
        }
    }

    /**
     * 1,100 points at whole numbers, each moved by ¼: more than a block of distances has. With a
     * point far away in both sets, orders above 2 solve the assignment again among short distances.
     */
    @Test
    void moreExamplesThanABlockAreAssigned() {
        int n = 1100;
        float[] some = new float[n];
        float[] others = new float[n];
        for (int i = 0; i < n; i++) {
            some[i] = i;
            others[i] = n - 1 - i + 0.25f;
        }
        requireTransport(0.25, 1, some, others);
        some[0] = 1e7f;
        others[n - 1] = 1e7f;
        requireTransport(0.25 * Math.pow((n - 1) / (double) n, 1 / 3.0), 3, some, others);
    }

    private static void requireTransport(double expected, double order, float[] some, float[] others) {
        assertThat(new OptimalTransport(new Pixels(), order, 2000)
                        .evaluate(Points.compared(Points.of(1, others), Points.of(1, some)))
                        .value())
                .isCloseTo(expected, within(1e-6));
    }

    /** Costs up to 10²⁹⁰ and down to 10⁻²⁹⁰ are computed with. */
    @Test
    void costsAreAcceptedUpToTheirLimits() {
        Examples zero = Points.of(1, 0);
        assertThat(CostMatrix.of(zero, Points.of(1, 0.99e29f), 10).at(0, 0) / 1e290)
                .isCloseTo(Math.pow(0.99, 10), within(1e-5));
        assertThat(CostMatrix.of(zero, zero, 10).at(0, 0)).isZero();
        assertThatThrownBy(() -> CostMatrix.of(zero, Points.of(1, 1.01e29f), 10))
                .isInstanceOf(GanException.class);
        assertThatThrownBy(() -> CostMatrix.of(zero, Points.of(1, 0.9e-29f), 10))
                .isInstanceOf(GanException.class);
        assertThat(CostMatrix.of(zero, Points.of(1, 1.1e-29f), 10).at(0, 0)).isPositive();
    }

    /** 1,500 examples, more than one block: the distances of whole numbers from 0 to 1499. */
    @Test
    void theMedianCountsEveryPairOnce() {
        float[] line = new float[1500];
        for (int i = 0; i < line.length; i++) {
            line[i] = i;
        }
        // There are 1500 − d pairs at the distance d. numpy: median(repeat(d, 1500 - d)) is 440.
        assertThat(MedianDistance.of(Points.of(1, line))).isCloseTo(440, within(PRECISE));
        assertThat(MedianDistance.of(Selection.pooled(Points.constant(3, 7), Points.constant(1, 9))))
                .isCloseTo(1, within(PRECISE));
    }
}
