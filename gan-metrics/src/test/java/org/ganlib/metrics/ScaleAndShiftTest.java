package org.ganlib.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.metrics.distance.ClassifierTwoSample;
import org.ganlib.metrics.distance.EnergyDistance;
import org.ganlib.metrics.distance.MaximumMeanDiscrepancy;
import org.ganlib.metrics.distance.NearestNeighbour;
import org.ganlib.metrics.distance.OptimalTransport;
import org.ganlib.metrics.distance.Sinkhorn;
import org.ganlib.metrics.distance.SlicedWasserstein;
import org.ganlib.metrics.distance.Wasserstein1d;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.extractor.PrincipalComponents;
import org.ganlib.metrics.feature.Coverage;
import org.ganlib.metrics.feature.Density;
import org.ganlib.metrics.feature.FrechetDistance;
import org.ganlib.metrics.feature.KernelDistance;
import org.ganlib.metrics.feature.Precision;
import org.ganlib.metrics.feature.Recall;
import org.ganlib.metrics.image.MultiScaleSimilarity;
import org.ganlib.metrics.image.PowerSpectrum;
import org.ganlib.metrics.mode.BirthdayParadox;
import org.ganlib.metrics.mode.Memorisation;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GivenExamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Metrics keep their precision for examples in other units or far from the origin, in spite of
 * overflow and cancellation. All values are whole numbers, so that scaling by powers of two and
 * shifting are exact.
 */
final class ScaleAndShiftTest {
    /**
     * A metric whose value is known when examples are scaled.
     *
     * @param power the power of the unit that the value has
     */
    private record Case(Metric metric, double power) {
        @Override
        public String toString() {
            return metric.toString();
        }
    }

    static List<Case> scaled() {
        List<Case> cases = new ArrayList<>(unchanged());
        cases.add(new Case(new OptimalTransport(), 1));
        cases.add(new Case(new OptimalTransport(new Pixels(), 2, 2000), 1));
        cases.add(new Case(new OptimalTransport(new Pixels(), 30, 2000), 1));
        cases.add(new Case(new SlicedWasserstein(), 1));
        cases.add(new Case(new SlicedWasserstein(new Pixels(), 50, 30), 1));
        cases.add(new Case(new Wasserstein1d(), 1));
        cases.add(new Case(new Wasserstein1d(new PrincipalComponents(5)), 1));
        cases.add(new Case(new EnergyDistance(), 1));
        cases.add(new Case(new FrechetDistance(), 2));
        cases.add(new Case(new FrechetDistance(new PrincipalComponents(5)), 2));
        cases.add(new Case(new Sinkhorn(), 1));
        cases.add(new Case(new Sinkhorn(new Pixels(), 2, 0.05, 1e-6, 1000), 2));
        return cases;
    }

    private static List<Case> unchanged() {
        return List.of(
                new Case(new Precision(), 0),
                new Case(new Recall(), 0),
                new Case(new Density(), 0),
                new Case(new Coverage(), 0),
                new Case(new ClassifierTwoSample(), 0),
                new Case(new MaximumMeanDiscrepancy(), 0),
                new Case(new BirthdayParadox(new Pixels(), 1), 0),
                new Case(new Memorisation(), 0),
                new Case(new NearestNeighbour(), 0),
                new Case(new PowerSpectrum(), 0));
    }

    /** 2⁶³ is 9.2·10¹⁸: values reach 9·10¹⁹. */
    @ParameterizedTest
    @MethodSource("scaled")
    void valuesFollowTheUnit(Case one) {
        double value = value(one.metric(), x -> x);
        assertThat(value).isGreaterThan(0);
        for (int exponent : new int[] {63, 110, -63, -110}) {
            double unit = Math.scalb(1.0, exponent);
            assertThat(value(one.metric(), x -> x * unit) / Math.pow(unit, one.power()))
                    .as("in units of 2^%s", exponent)
                    .isCloseTo(value, within(1e-9 * value));
        }
    }

    @ParameterizedTest
    @MethodSource("scaled")
    void valuesDoNotDependOnTheOrigin(Case one) {
        double value = value(one.metric(), x -> x);
        assertThat(value(one.metric(), x -> x + (1 << 20))).as("a million away").isCloseTo(value, within(1e-7 * value));
        double unit = 1024;
        assertThat(value(one.metric(), x -> (x + (1 << 20)) * unit) / Math.pow(unit, one.power()))
                .as("at 1e9")
                .isCloseTo(value, within(1e-7 * value));
    }

    /**
     * The constants of the similarity are proportional to the range of the values, so the
     * similarity does not depend on the unit.
     */
    @Test
    void similarityFollowsTheUnit() {
        double value = value(new MultiScaleSimilarity(), x -> x);
        assertThat(value(new MultiScaleSimilarity(), x -> x * 0x1p63)).isCloseTo(value, within(1e-9));
        assertThat(value(new MultiScaleSimilarity(), x -> x * 0x1p-63)).isCloseTo(value, within(1e-9));
    }

    /**
     * The cubic kernel changes with scale and shift. Here both are whole numbers, and the result
     * must equal that of exact arithmetic.
     */
    @Test
    void theCubicKernelKeepsItsDigitsFarFromTheOrigin() {
        Examples real = Points.of(2, 100_000_008, 99_999_992, 100_000_016, 100_000_024, 99_999_984, 100_000_000);
        Examples generated = Points.of(2, 100_000_016, 100_000_000, 99_999_976, 100_000_040, 100_000_008, 99_999_992);
        double value =
                new KernelDistance().evaluate(Points.compared(generated, real)).value();
        // From scripts/golden/far.py, in whole numbers.
        assertThat(value).isCloseTo(KERNEL_FAR, within(1e-7 * Math.abs(KERNEL_FAR)));
    }

    private static final double KERNEL_FAR = -1.2266669939200322e+35;

    private static double value(Metric metric, DoubleUnaryOperator moved) {
        Examples real = images(1, 0, moved);
        GivenExamples given = new GivenExamples(
                Points.compared(real, real).data(),
                images(2, 1, moved),
                real,
                images(3, 0, moved),
                Optional.empty(),
                1);
        return metric.evaluate(given).value();
    }

    /** Whole numbers below 20 on 8 × 8 pixels; the first row is brighter by {@code more}. */
    private static Examples images(long seed, int more, DoubleUnaryOperator moved) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[64 * 130];
        for (int i = 0; i < values.length; i++) {
            double level = random.nextInt(4) + random.nextInt(3) * (i % 64 / 16) + (i % 64 < 8 ? more : 0);
            values[i] = (float) moved.applyAsDouble(level);
            assertThat((double) values[i]).isEqualTo(moved.applyAsDouble(level));
        }
        return new Examples(TensorShape.of(1, 8, 8), values, new int[130]);
    }
}
