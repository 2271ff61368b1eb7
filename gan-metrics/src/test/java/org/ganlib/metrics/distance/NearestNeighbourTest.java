package org.ganlib.metrics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricResult;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.Test;

final class NearestNeighbourTest implements PluginContract<Metric> {
    /** Three references, one of each class, at a distance of 1 from each other and more. */
    private static final Examples CORNERS = points(new int[] {0, 1, 2}, 0, 0, 1, 0, 0, 1);

    @Override
    public Class<Metric> kind() {
        return Metric.class;
    }

    @Override
    public Metric configured() {
        return new NearestNeighbour(0.1, 50);
    }

    @Test
    void isTheRatioOfTheTwoMeanDistances() {
        // Half of the generated points at 0.3 from class 0, half at 0.1 from class 1; held-out
        // points at 0.4 from class 2.
        Examples generated = repeated(50, 0, -0.3f, 1, 0.1f);
        Examples heldOut = repeated(10, 0.4f, 1);
        MetricResult result = new NearestNeighbour().evaluate(context(generated, heldOut, ValueRange.UNIT));
        assertThat(result.value()).isCloseTo(0.5, within(1e-6));
        assertThat(result.samples()).isEqualTo(100);
        assertThat(result.details())
                .containsExactlyEntriesOf(details(
                        result.details().get("distance/generated"),
                        result.details().get("distance/held-out"),
                        2,
                        0.5,
                        0.5,
                        0));
        assertThat(result.details().get("distance/generated")).isCloseTo(0.2, within(1e-6));
        assertThat(result.details().get("distance/held-out")).isCloseTo(0.4, within(1e-6));
    }

    @Test
    void distancesAreThoseOfDataRescaledToTheUnitRange() {
        Examples generated = repeated(100, 0, -0.3f);
        MetricResult result =
                new NearestNeighbour().evaluate(context(generated, repeated(5, 0.4f, 1), ValueRange.SIGNED));
        assertThat(result.value()).isCloseTo(0.75, within(1e-6));
        assertThat(result.details().get("distance/generated")).isCloseTo(0.15, within(1e-6));
        MetricResult unbounded =
                new NearestNeighbour().evaluate(context(generated, repeated(5, 0.4f, 1), ValueRange.UNBOUNDED));
        assertThat(unbounded.details().get("distance/generated")).isCloseTo(0.3, within(1e-6));
    }

    @Test
    void generatedExamplesEqualToTheHeldOutOnesScoreExactlyOne() {
        Examples heldOut = random(2, 300);
        MetricResult result = new NearestNeighbour()
                .evaluate(new FakeContext(heldOut, random(1, 500), heldOut, ValueRange.UNBOUNDED, List.of()));
        assertThat(result.value()).isEqualTo(1);
        assertThat(result.details()).containsOnlyKeys("distance/generated", "distance/held-out");
    }

    @Test
    void freshDrawsFromTheSameDistributionScoreAboutOneAndOthersWorse() {
        Examples reference = random(1, 2_000);
        MetricResult same = evaluate(random(2, 1_000), reference, random(3, 1_000));
        assertThat(same.value()).isCloseTo(1, within(0.05));
        MetricResult apart = evaluate(shifted(random(2, 1_000), 5), reference, random(3, 1_000));
        assertThat(apart.value()).isGreaterThan(2);
        MetricResult copied = evaluate(reference, reference, random(3, 1_000));
        assertThat(copied.value()).isZero();
    }

    @Test
    void theOrderOfTheExamplesDoesNotMatter() {
        Examples generated = random(2, 400);
        Examples reference = random(1, 500);
        Examples heldOut = random(3, 200);
        assertThat(evaluate(reversed(generated), reversed(reference), reversed(heldOut))
                        .value())
                .isEqualTo(evaluate(generated, reference, heldOut).value());
    }

    @Test
    void atMostSoManyHeldOutExamplesAreMeasured() {
        Examples generated = repeated(100, 0, -0.3f);
        Examples heldOut = points(new int[3], 0.1f, 0, 0.2f, 0, 0, -7);
        MetricResult result = new NearestNeighbour(0.02, 2).evaluate(context(generated, heldOut, ValueRange.UNIT));
        // The three held-out examples have the distances 0.1, 0.2 and 7, and two of them are drawn.
        double mean = result.details().get("distance/held-out");
        assertThat(List.of(0.15, 3.55, 3.6)).anySatisfy(two -> assertThat(mean).isCloseTo(two, within(1e-6)));
        assertThat(result.provenance())
                .containsEntry("held-out examples", "2")
                .containsEntry("held-out subset", "2 of 3 examples, drawn at random (seed 1)");
    }

    @Test
    void aClassCountsFromItsShareOn() {
        float[] coordinates = new float[200];
        for (int i = 0; i < 7; i++) {
            coordinates[2 * i] = 1;
        }
        Examples generated = points(new int[100], coordinates);
        assertThat(classes(new NearestNeighbour(0.07, 10), generated)).isEqualTo(2);
        assertThat(classes(new NearestNeighbour(0.08, 10), generated)).isEqualTo(1);
    }

    @Test
    void referencesWithoutAClassCountForNone() {
        Examples reference = points(new int[] {-1, 1, 2}, 0, 0, 1, 0, 0, 1);
        MetricResult result = new NearestNeighbour()
                .evaluate(new FakeContext(
                        repeated(50, 0, 0.1f, 1, 0.1f),
                        reference,
                        repeated(5, 0.4f, 1),
                        ValueRange.UNIT,
                        List.of("a", "b", "c")));
        assertThat(result.details())
                .containsEntry("classes", 1.0)
                .containsEntry("share/a", 0.0)
                .containsEntry("share/b", 0.5);
    }

    @Test
    void tooFewGeneratedExamplesAreRefused() {
        assertRefused(
                context(repeated(99, 0, 0), repeated(5, 0.4f, 1), ValueRange.UNIT),
                "nearest-neighbour: needs at least 100 generated examples, was 99. Generate more.");
    }

    @Test
    void noHeldOutExamplesAreRefused() {
        assertRefused(
                context(repeated(100, 0, 0), points(new int[0]), ValueRange.UNIT),
                "nearest-neighbour: there are no held-out examples to compare with.");
    }

    @Test
    void heldOutExamplesTheModelWasTrainedOnAreRefused() {
        assertRefused(
                context(repeated(100, 0, 0.1f), CORNERS, ValueRange.UNIT),
                "nearest-neighbour: every held-out example is also among the reference examples, so that there is nothing to compare"
                        + " with. Evaluate with held-out examples that the model was not trained on.");
    }

    @Test
    void examplesOfAnotherShapeAreRefused() {
        assertRefused(
                context(
                        new Examples(TensorShape.of(3), new float[300], new int[100]),
                        repeated(5, 0.4f, 1),
                        ValueRange.UNIT),
                "nearest-neighbour: generated examples are 3, the data's are 2. Compare examples of one shape.");
    }

    @Test
    void valuesThatAreNoNumbersAreRefused() {
        float[] coordinates = new float[200];
        coordinates[13] = Float.NaN;
        assertRefused(
                context(points(new int[100], coordinates), repeated(5, 0.4f, 1), ValueRange.UNIT),
                "nearest-neighbour: generated example 6 contains NaN. The generator has diverged, or the file is damaged.");
    }

    @Test
    void itIsDescribedByItsSettings() {
        assertThat(new NearestNeighbour(1, 7).info().protocol())
                .isEqualTo("mean Euclidean distance to the nearest reference example, generated ÷ at most 7 held-out"
                        + " drawn at random; classes from a share of 1.0");
        assertThat(new NearestNeighbour(1, 7).info().minimumSamples()).isEqualTo(100);
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new NearestNeighbour(0, 0))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("class-share: must be in (0, 1], was 0.0; held-out: must be ≥ 1, was 0");
    }

    private static void assertRefused(FakeContext context, String message) {
        assertThatThrownBy(() -> new NearestNeighbour().evaluate(context))
                .isInstanceOf(GanException.class)
                .hasMessage(message);
    }

    private static MetricResult evaluate(Examples generated, Examples reference, Examples heldOut) {
        return new NearestNeighbour()
                .evaluate(new FakeContext(generated, reference, heldOut, ValueRange.UNBOUNDED, List.of()));
    }

    private static double classes(NearestNeighbour metric, Examples generated) {
        return metric.evaluate(context(generated, repeated(5, 0.4f, 1), ValueRange.UNIT))
                .details()
                .get("classes");
    }

    private static Map<String, Double> details(double generated, double heldOut, double classes, double... shares) {
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("distance/generated", generated);
        details.put("distance/held-out", heldOut);
        details.put("classes", classes);
        details.put("share/a", shares[0]);
        details.put("share/b", shares[1]);
        details.put("share/c", shares[2]);
        return details;
    }

    private static FakeContext context(Examples generated, Examples heldOut, ValueRange range) {
        return new FakeContext(generated, CORNERS, heldOut, range, List.of("a", "b", "c"));
    }

    private static Examples points(int[] labels, float... coordinates) {
        return new Examples(TensorShape.of(2), coordinates, labels);
    }

    /** The points, each repeated a number of times. */
    private static Examples repeated(int times, float... coordinates) {
        float[] values = new float[times * coordinates.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = coordinates[i % coordinates.length];
        }
        return points(new int[values.length / 2], values);
    }

    private static Examples random(long seed, int count) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[2 * count];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextNormal());
        return points(new int[count], values);
    }

    private static Examples shifted(Examples examples, float by) {
        float[] values = examples.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += by;
        }
        return points(examples.labels(), values);
    }

    private static Examples reversed(Examples examples) {
        float[] values = new float[examples.values().length];
        for (int i = 0; i < examples.count(); i++) {
            System.arraycopy(examples.values(), 2 * i, values, values.length - 2 * (i + 1), 2);
        }
        return points(Arrays.copyOf(examples.labels(), examples.count()), values);
    }
}
