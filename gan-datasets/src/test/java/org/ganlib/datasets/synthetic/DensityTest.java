package org.ganlib.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every density integrates to 1, and draws have the density that is stated. */
final class DensityTest {
    /**
     * With so many draws the test below notices a tenth more noise in all of these sets; a test
     * proves it.
     */
    private static final int DRAWS = 40_000;

    /**
     * Draws are fixed: this is no rate of failure, but how surprising the worst of a handful of
     * sets may be.
     */
    private static final double LEAST_P = 1e-3;

    /** The set, the same with a tenth more noise or extent, and how far it reaches. */
    static Stream<Arguments> sets() {
        return Stream.of(
                Arguments.of(new GaussianRing(8, 1, 0.1, false), new GaussianRing(8, 1, 0.11, false), 1.8),
                Arguments.of(new GaussianRing(8, 1, 0.1, true), new GaussianRing(8, 1, 0.1, false), 1.8),
                Arguments.of(new GaussianGrid(3, 1, 0.12), new GaussianGrid(3, 1, 0.132), 1.92),
                Arguments.of(new PlaneGrid(2, 3, 1, 0.12, 3), new PlaneGrid(2, 3, 1, 0.132, 3), 2.4),
                Arguments.of(new Spiral(2, 1, 1, 0.08), new Spiral(2, 1, 1, 0.088), 1.68),
                Arguments.of(new Spiral(1, 1.5, 1, 0.08), new Spiral(1, 1.5, 1, 0.088), 1.68),
                Arguments.of(new SwissRoll(1, 0.08), new SwissRoll(1, 0.088), 1.68),
                Arguments.of(new TwoMoons(0.1), new TwoMoons(0.11), 2.88),
                Arguments.of(new Checkerboard(4, 4), new Checkerboard(4, 4.4), 4.8));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void integratesToOne(DatasetSource source, DatasetSource other, double extent) throws IOException {
        assertThat(new PlaneHistogram(extent, law(source)::logDensity).integral())
                .isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void drawsHaveTheStatedDensity(DatasetSource source, DatasetSource other, double extent) throws IOException {
        Law law = law(source);
        assertThat(new PlaneHistogram(extent, law::logDensity).pValue(law, DRAWS, 11))
                .isGreaterThan(LEAST_P);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void theComparisonNoticesATenthMoreNoise(DatasetSource source, DatasetSource other, double extent)
            throws IOException {
        PlaneHistogram stated = new PlaneHistogram(extent, law(source)::logDensity);
        assertThat(stated.pValue(law(other), DRAWS, 11)).isLessThan(1e-6);
    }

    @Test
    void numbersOnTheLineHaveTheStatedDensity() {
        // Kolmogorov's statistic against the integral of the density: 1.95/√n is exceeded by chance
        // once in a thousand.
        Dataset data = new Gaussian1d().open(new DataLocation(List.of(Path.of("data"))), Split.TRAINING);
        KnownDistribution law = data.distribution().orElseThrow();
        float[] draws = data.read(0, DRAWS).values().clone();
        Arrays.sort(draws);
        double step = 1e-4;
        double cumulative = 0;
        double largest = 0;
        int below = 0;
        for (int i = 0; i < 200_000; i++) {
            double left = -10 + i * step;
            cumulative += step * Math.exp(law.logDensity(new double[] {left + step / 2}));
            while (below < DRAWS && draws[below] < left + step) {
                below++;
            }
            largest = Math.max(largest, Math.abs(cumulative - (double) below / DRAWS));
        }
        assertThat(cumulative).isCloseTo(1, within(1e-6));
        assertThat(largest).isLessThan(1.95 / Math.sqrt(DRAWS));
        assertThat(law.modes()).as("of components that differ in width").isEmpty();
    }

    @Test
    void aPlaneInManyDimensionsHasTheEntropyOfItsNoise() throws IOException {
        // Modes are 40 standard deviations apart: E log p = −log 25 − d/2·log(2πe·std²), its error
        // std √(d/2n).
        PlaneGrid grid = new PlaneGrid();
        Dataset data = grid.open(new DataLocation(List.of(Path.of("data"))), Split.TRAINING);
        KnownDistribution law = data.distribution().orElseThrow();
        Examples draws = data.read(0, 4000);
        double mean = 0;
        for (int i = 0; i < draws.count(); i++) {
            mean += law.logDensity(point(draws, i)) / draws.count();
        }
        double expected = -Math.log(25) - 50 * Math.log(2 * Math.PI * Math.E * 0.05 * 0.05);
        assertThat(mean).isCloseTo(expected, within(4 * Math.sqrt(50.0 / 4000)));
    }

    @Test
    void aPlaneIsSpannedByOrthonormalDirections() {
        double[][] plane = new PlaneGrid(100, 5, 2, 0.05, 9).directions();
        assertThat(dot(plane[0], plane[0])).isCloseTo(1, within(1e-14));
        assertThat(dot(plane[1], plane[1])).isCloseTo(1, within(1e-14));
        assertThat(dot(plane[0], plane[1])).isCloseTo(0, within(1e-15));
    }

    @Test
    void labelsAreTheModesThatDrawsComeFrom() throws IOException {
        for (DatasetSource source :
                List.of(new GaussianRing(), new GaussianRing(8, 1, 0.01, true), new GaussianGrid(), new PlaneGrid())) {
            try (Dataset data = source.open(new DataLocation(List.of(Path.of("data"))), Split.TRAINING)) {
                KnownDistribution.Modes modes =
                        data.distribution().orElseThrow().modes().orElseThrow();
                assertThat(modes.count()).isEqualTo(data.info().classNames().size());
                double reach = 1.5 * modes.std() * Math.sqrt(data.info().shape().elements()) + 3 * modes.std();
                Examples draws = data.read(0, 1000);
                for (int i = 0; i < draws.count(); i++) {
                    double[] offset = point(draws, i);
                    double[] centre = modes.centres()[draws.labels()[i]];
                    for (int k = 0; k < offset.length; k++) {
                        offset[k] -= centre[k];
                    }
                    assertThat(Math.sqrt(dot(offset, offset))).isLessThan(reach);
                }
            }
        }
    }

    @Test
    void aPerfectSamplerOfTheRingIsOfHighQualityAsOftenAsTheoryHasIt() throws IOException {
        Dataset data = new GaussianRing().open(new DataLocation(List.of(Path.of("data"))), Split.HELD_OUT);
        double[][] centres =
                data.distribution().orElseThrow().modes().orElseThrow().centres();
        Examples draws = data.read(0, 100_000);
        int high = 0;
        for (int i = 0; i < draws.count(); i++) {
            double[] centre = centres[draws.labels()[i]];
            high += Math.hypot(draws.values()[2 * i] - centre[0], draws.values()[2 * i + 1] - centre[1]) < 0.03 ? 1 : 0;
        }
        double ceiling = 1 - Math.exp(-4.5);
        assertThat(high / 1e5).isCloseTo(ceiling, within(4 * Math.sqrt(ceiling * (1 - ceiling) / 1e5)));
    }

    @Test
    void asReleasedTheFirstOfSevenPlacesIsDrawnTwiceAsOften() throws IOException {
        KnownDistribution.Modes modes = new GaussianRing(8, 1, 0.01, true)
                .open(new DataLocation(List.of(Path.of("data"))), Split.TRAINING)
                .distribution()
                .orElseThrow()
                .modes()
                .orElseThrow();
        assertThat(modes.weights()).containsExactly(0.25, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125);
        assertThat(modes.centres()[1][0]).isCloseTo(Math.cos(2 * Math.PI / 7), within(1e-15));
    }

    @Test
    void quadratureOfACircleAgreesWithTheTrapezoidRule() {
        // On a closed curve the trapezoid rule converges faster than any power of its step.
        NoisyCurves coarse = new NoisyCurves(List.of(new Circle()), 0.3);
        double[] point = {0.7, -0.2};
        double sum = 0;
        int points = 4096;
        for (int i = 0; i < points; i++) {
            double angle = 2 * Math.PI * i / points;
            double dx = point[0] - Math.cos(angle);
            double dy = point[1] - Math.sin(angle);
            sum += Math.exp(-(dx * dx + dy * dy) / 0.18) / (2 * Math.PI * 0.09) / points;
        }
        assertThat(coarse.logDensity(point)).isCloseTo(Math.log(sum), within(1e-12));
    }

    @Test
    void pointsOfAnotherDimensionAreRefused() throws IOException {
        for (DatasetSource source : List.of(new GaussianRing(), new Spiral(), new Checkerboard())) {
            assertThatThrownBy(() -> law(source).logDensity(new double[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a point has 2 coordinates here, was given 3");
        }
    }

    private static Law law(DatasetSource source) throws IOException {
        return (Law) source.open(new DataLocation(List.of(Path.of("data"))), Split.TRAINING)
                .distribution()
                .orElseThrow();
    }

    private static double[] point(Examples examples, int index) {
        double[] point = new double[examples.shape().elements()];
        for (int k = 0; k < point.length; k++) {
            point[k] = examples.values()[index * point.length + k];
        }
        return point;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += one[k] * other[k];
        }
        return sum;
    }

    private record Circle() implements PlaneCurve {
        @Override
        public double x(double s) {
            return Math.cos(2 * Math.PI * s);
        }

        @Override
        public double y(double s) {
            return Math.sin(2 * Math.PI * s);
        }

        @Override
        public double fastest() {
            return 2 * Math.PI;
        }
    }
}
