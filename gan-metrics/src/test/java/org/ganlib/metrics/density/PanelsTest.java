package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ganlib.spi.Interval;
import org.junit.jupiter.api.Test;

final class PanelsTest {
    /**
     * Around the landmark at 3 of the scale 2, panels end at 3 ± 1, 2, 4, 8; at ± 16, its reach,
     * nothing more is to be seen, as the integrand is 0 there.
     */
    @Test
    void panelsGrowByFactorsOfTwoFromHalfTheScale() {
        Panels panels = new Panels(List.of(new Landmark(3, 2)), Interval.REALS);
        assertThat(panels.points(x -> Math.abs(x - 3) < 16 ? 0 : Double.NEGATIVE_INFINITY))
                .containsExactly(-13, -5, -1, 1, 2, 3, 4, 5, 7, 11, 19);
    }

    /**
     * With log f = −|x|, f falls to e⁻⁸⁰ of its maximum at ± 80. The ends double from 8, until the
     * first at which f is less: 128.
     */
    @Test
    void panelsReachUntilTheIntegrandIsNegligible() {
        double[] points = new Panels(List.of(new Landmark(0, 1)), Interval.REALS).points(x -> -Math.abs(x));
        assertThat(points[0]).isEqualTo(-128);
        assertThat(points[points.length - 1]).isEqualTo(128);
        double[] lopsided = new Panels(List.of(new Landmark(0, 1)), Interval.REALS).points(x -> x < 0 ? x : -1000 * x);
        assertThat(lopsided[0]).isEqualTo(-128);
        assertThat(lopsided[lopsided.length - 1]).isEqualTo(8);
    }

    /** The reach is eight scales, here 24, and the integrand's height does not count. */
    @Test
    void panelsReachEightScalesWhateverTheHeight() {
        double[] points = new Panels(List.of(new Landmark(0, 3)), Interval.REALS)
                .points(x -> Math.abs(x) < 20 ? -500 : Double.NEGATIVE_INFINITY);
        assertThat(points[0]).isEqualTo(-24);
        assertThat(points[points.length - 1]).isEqualTo(24);
        double[] low = new Panels(List.of(new Landmark(0, 1)), Interval.REALS).points(x -> -500 - Math.abs(x));
        assertThat(low[0]).isEqualTo(-128);
        assertThat(low[low.length - 1]).isEqualTo(128);
    }

    @Test
    void panelsEndAtTheSupport() {
        Interval support = Interval.closed(-2, 100);
        double[] points =
                new Panels(List.of(new Landmark(0, 1), new Landmark(5, 0.25)), support).points(x -> -Math.abs(x));
        assertThat(points).startsWith(-2).endsWith(100);
        assertThat(points).contains(-1, -0.5, 0, 0.5, 1, 2, 4, 8, 64, 4.875, 5, 5.125, 5.25, 4.5);
        assertThat(points).isSorted().doesNotContain(-4, 128);
    }

    @Test
    void zerosAreWhereTheSignChanges() {
        double[] points = {-1, 0.5, 2, 4};
        assertThat(Panels.zeros(points, x -> x * x - 2)).hasSize(1).first().satisfies(zero -> assertThat(zero)
                .isCloseTo(Math.sqrt(2), within(1e-15)));
        assertThat(Panels.withZeros(points, x -> x - 3)).containsExactly(-1, 0.5, 2, 3, 4);
        // No change of sign at a point that is 0 with the same sign around it, one if they differ.
        assertThat(Panels.zeros(points, x -> (x - 0.5) * (x - 0.5))).isEmpty();
        assertThat(Panels.zeros(points, x -> x - 0.5)).containsExactly(0.5);
        // Points that are 0 or no number are passed over: the zero is the first of them.
        assertThat(Panels.zeros(points, x -> x < 0 ? -1 : x < 3 ? 0 : 1)).containsExactly(0.5);
        assertThat(Panels.zeros(points, x -> x < 0 ? -1 : x < 1 ? Double.NaN : 1))
                .containsExactly(0.5);
        assertThat(Panels.zeros(points, x -> 1)).isEmpty();
        // Values whose product underflows.
        assertThat(Panels.zeros(points, x -> 1e-300 * (x - 3))).containsExactly(3.0);
    }
}
