package org.ganlib.metrics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ganlib.metrics.Drawn;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.Coverage;
import org.ganlib.metrics.feature.Density;
import org.ganlib.metrics.feature.Precision;
import org.ganlib.metrics.feature.Recall;
import org.ganlib.metrics.linear.Nearest;
import org.ganlib.metrics.mode.BirthdayParadox;
import org.ganlib.metrics.mode.Memorisation;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricResult;
import org.ganlib.testkit.GivenExamples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Metrics that compare distances recognise ties. scripts/golden/ties.py computed the same numbers
 * from distances that are whole numbers.
 */
final class TiesTest {
    /**
     * The output of the script for one pair of sets.
     *
     * @param name the script's name of the pair
     * @param firstNearest a checksum: the sum, over generated examples, of (index + 1) times the
     *     index of the first of the nearest real examples
     */
    private record Golden(
            String name,
            Examples real,
            Examples generated,
            double precision,
            double recall,
            double density,
            double coverage,
            double twoSample,
            double support,
            double realSupport,
            double memorisation,
            double nearestClass,
            long firstNearest) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Golden> golden() {
        float[] marks = {0, 0, 0, 0.1f, 0.7f, 1e5f};
        return List.of(
                new Golden(
                        "bits",
                        drawn(1, 400, 16, 0, 1),
                        drawn(2, 400, 16, 0, 1),
                        1.0,
                        1.0,
                        2.159,
                        0.995,
                        0.5158590569969247,
                        501.8867924528302,
                        480.72289156626505,
                        0.53125,
                        0.365,
                        11085001),
                new Golden(
                        "images",
                        drawn(3, 200, 100, 0, 0, 1),
                        drawn(4, 200, 100, 0, 0, 1),
                        0.965,
                        0.955,
                        1.162,
                        1.0,
                        0.5153333333333333,
                        140.14084507042253,
                        121.34146341463415,
                        0.475,
                        0.32,
                        1869681),
                new Golden(
                        "levels",
                        drawn(5, 200, 20, -1.1f, 0.37f),
                        drawn(6, 200, 20, -1.1f, 0.37f),
                        1.0,
                        1.0,
                        1.715,
                        0.985,
                        0.5086279761904762,
                        173.04347826086956,
                        179.27927927927928,
                        0.525,
                        0.345,
                        1543848),
                new Golden(
                        "marks",
                        drawn(7, 200, 12, marks),
                        drawn(8, 200, 12, marks),
                        0.955,
                        0.95,
                        1.058,
                        0.97,
                        0.49375,
                        109.34065934065934,
                        119.87951807228916,
                        0.6325,
                        0.29,
                        1698772),
                new Golden(
                        "few",
                        drawn(9, 200, 6, 0, 0.1f, 0.7f),
                        drawn(10, 200, 6, 0, 0.1f, 0.7f),
                        0.995,
                        1.0,
                        1.218,
                        0.99,
                        0.47070833333333334,
                        138.19444444444446,
                        148.50746268656715,
                        0.5025,
                        0.325,
                        1731521));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void neighbourhoodsAreClosed(Golden golden) {
        assertThat(evaluate(new Precision(), golden).value()).isEqualTo(golden.precision());
        assertThat(evaluate(new Recall(), golden).value()).isEqualTo(golden.recall());
        assertThat(evaluate(new Density(), golden).value()).isCloseTo(golden.density(), within(1e-12));
        assertThat(evaluate(new Coverage(), golden).value()).isEqualTo(golden.coverage());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void allNearestNeighboursOfTheTwoSampleTestCount(Golden golden) {
        assertThat(evaluate(new ClassifierTwoSample(), golden).value()).isCloseTo(golden.twoSample(), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void nearDuplicatesAtTheThresholdCount(Golden golden) {
        MetricResult result = evaluate(new BirthdayParadox(new Pixels(), 1), golden);
        assertThat(result.value()).isCloseTo(golden.support(), within(1e-9));
        assertThat(result.details().get("real")).isCloseTo(golden.realSupport(), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void anExampleAsFarFromBothHalvesCountsHalf(Golden golden) {
        int half = golden.real().count() / 2;
        int elements = golden.real().shape().elements();
        float[] values = golden.real().values();
        GivenExamples given = new GivenExamples(
                Points.compared(golden.generated(), golden.real()).data(),
                golden.generated(),
                Points.of(elements, Arrays.copyOf(values, half * elements)),
                Points.of(elements, Arrays.copyOfRange(values, half * elements, values.length)),
                Optional.empty(),
                1);
        assertThat(new Memorisation().evaluate(given).value()).isEqualTo(golden.memorisation());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void theFirstOfSeveralNearestIsFound(Golden golden) {
        int count = golden.generated().count();
        Nearest nearest = Nearest.of(golden.generated(), golden.real());
        NearestExamples searched = NearestExamples.search(golden.generated(), golden.real());
        long sum = 0;
        int right = 0;
        for (int i = 0; i < count; i++) {
            sum += (i + 1L) * nearest.index(i);
            right += nearest.index(i) % 3 == i % 3 ? 1 : 0;
            assertThat(searched.index(i)).isEqualTo(nearest.index(i));
        }
        assertThat(sum).isEqualTo(golden.firstNearest());
        assertThat(right / (double) count).isEqualTo(golden.nearestClass());
    }

    private static MetricResult evaluate(Metric metric, Golden golden) {
        return metric.evaluate(Points.compared(golden.generated(), golden.real()));
    }

    private static Examples drawn(long seed, int count, int dimension, float... values) {
        return Points.of(dimension, Drawn.of(seed, count * dimension, values));
    }
}
