package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The rule is exact for polynomials, and panels are halved where a function has features. */
final class AdaptiveQuadratureTest {
    /**
     * ∫ from a to b of x^n is (b^(n+1) − a^(n+1))/(n + 1); the 21-point rule is exact to degree 31.
     */
    @Test
    void polynomialsAreIntegratedExactlyInOnePanel() {
        for (int degree = 0; degree <= 31; degree++) {
            int n = degree;
            double expected = (Math.pow(1.5, n + 1) - Math.pow(-1, n + 1)) / (n + 1);
            assertThat(AdaptiveQuadrature.integrate(x -> Math.pow(x, n), new double[] {-1, 1.5}))
                    .as("degree %s", n)
                    .isCloseTo(expected, within(2e-13 * Math.abs(expected) + 1e-13));
        }
    }

    /**
     * A polynomial of degree 19 is exact in both rules, so that one panel of 21 points is enough.
     */
    @Test
    void whereBothRulesAgreeOnePanelIsEnough() {
        List<Double> points = new ArrayList<>();
        double integral = AdaptiveQuadrature.integrate(
                x -> {
                    points.add(x);
                    return Math.pow(x, 19) + 1;
                },
                new double[] {-1, 1});
        assertThat(integral).isCloseTo(2, within(1e-14));
        assertThat(points).hasSize(21).doesNotHaveDuplicates().allMatch(x -> x > -1 && x < 1);
    }

    /** Answers in closed form: ∫ √x = 2/3, ∫ 1/(x² + w²) = 2·atan(1/w)/w, ∫ |x − ⅓| = 5/18. */
    @Test
    void featuresWithinAPanelAreFound() {
        requireIntegral(2 / 3.0, AdaptiveQuadrature.integrate(Math::sqrt, new double[] {0, 1}));
        double width = 1e-3;
        requireIntegral(
                2 * Math.atan(1 / width) / width,
                AdaptiveQuadrature.integrate(x -> 1 / (x * x + width * width), new double[] {-1, 1}));
        requireIntegral(5 / 18.0, AdaptiveQuadrature.integrate(x -> Math.abs(x - 1 / 3.0), new double[] {0, 1}));
        requireIntegral(
                Math.sqrt(Math.PI), AdaptiveQuadrature.integrate(x -> Math.exp(-x * x), new double[] {-40, -3, 1, 40}));
    }

    /**
     * Panels are halved no more often than the error asks for. A singularity or a kink costs two
     * panels for each halving around it, a smooth function few.
     */
    @Test
    void theWorkIsThatOfTheFeatures() {
        assertThat(panels(Math::sqrt, 0, 1)).isLessThanOrEqualTo(37);
        assertThat(panels(x -> 1 / (x * x + 1e-6), -1, 1)).isLessThanOrEqualTo(39);
        assertThat(panels(x -> Math.abs(x - 1 / 3.0), 0, 1)).isLessThanOrEqualTo(35);
        assertThat(panels(x -> Math.exp(-x * x), -40, 1)).isLessThanOrEqualTo(9);
        assertThat(panels(x -> Math.sin(20 * x), 0, 3)).isLessThanOrEqualTo(15);
        assertThat(panels(Math::exp, 0, 30)).isLessThanOrEqualTo(5);
    }

    /** The number of panels, halved ones included: each takes 21 values. */
    private static int panels(DoubleUnaryOperator f, double low, double high) {
        int[] count = new int[1];
        AdaptiveQuadrature.integrate(
                x -> {
                    count[0]++;
                    return f.applyAsDouble(x);
                },
                new double[] {low, high});
        return count[0] / 21;
    }

    /**
     * A step is met by halving until the panel around it is as narrow as rounding, within a limit.
     */
    @Test
    void aStepEndsTheSearchToo() {
        assertThat(AdaptiveQuadrature.integrate(x -> x < Math.E - 2 ? 0 : 1, new double[] {0, 1}))
                .isCloseTo(3 - Math.E, within(1e-9));
        assertThat(AdaptiveQuadrature.integrate(x -> 0, new double[] {0, 1})).isZero();
        assertThat(AdaptiveQuadrature.integrate(x -> 1, new double[] {2})).isZero();
        assertThat(AdaptiveQuadrature.integrate(x -> Double.POSITIVE_INFINITY, new double[] {0, 1}))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    private static void requireIntegral(double expected, double found) {
        assertThat(found).isCloseTo(expected, within(1e-10 * expected));
    }
}
