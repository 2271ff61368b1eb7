package org.ganlib.metrics.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.metrics.Drawn;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricResult;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GivenExamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Similarities and spectra agree with scripts/golden/definitions.py. */
final class SimilarityAndSpectrumTest {
    @ParameterizedTest
    @CsvSource({
        // channels, height, width, scales, value
        "1, 7, 9, 1, 0.9561854149828476",
        "1, 13, 11, 1, 0.9454957764004727",
        "2, 29, 33, 3, 0.9620571710607384",
        "1, 112, 127, 5, 0.9709826742093209",
    })
    void similarityIsThatOfItsDefinition(int channels, int height, int width, int scales, double expected) {
        int size = channels * height * width;
        float[] values = Arrays.copyOf(Drawn.multiples(1, size, 256), 2 * size);
        float[] difference = Drawn.multiples(2, size, 64);
        for (int p = 0; p < size; p++) {
            values[size + p] = values[p] + difference[p];
        }
        Examples pair = new Examples(TensorShape.of(channels, height, width), values, new int[2]);
        StructuralSimilarity similarity = new StructuralSimilarity(pair.shape(), 5);
        assertThat(similarity.scales()).isEqualTo(scales);
        assertThat(similarity.of(pair, 0, 1)).isCloseTo(expected, within(1e-12));
        assertThat(similarity.of(pair, 1, 0)).isCloseTo(expected, within(1e-12));
    }

    /**
     * Up to the constants, contrast and structure of an image and its negative are −1. A fractional
     * power of a negative number is not defined, so the similarity must be 0.
     */
    @Test
    void oppositeImagesHaveNothingInCommon() {
        float[] values = new float[2 * 256];
        for (int p = 0; p < 256; p++) {
            values[p] = p % 2 + Math.floorDiv(p, 16) % 2;
            values[256 + p] = 2 - values[p];
        }
        Examples pair = new Examples(TensorShape.of(1, 16, 16), values, new int[2]);
        assertThat(new StructuralSimilarity(pair.shape(), 1).of(pair, 0, 1)).isZero();
    }

    @Test
    void meanAndErrorAreThoseOfThePairsDrawn() {
        Examples generated = images(5, 1, 12, 12, 8);
        Examples real = images(4, 1, 12, 12, 9);
        GivenExamples given = given(generated, real, new ValueRange(-1, 3));
        MetricResult result = new MultiScaleSimilarity(7).evaluate(given);
        StructuralSimilarity similarity = new StructuralSimilarity(real.shape(), 4);
        double[] values = drawn(similarity, generated, 7, given.random());
        double mean = Arrays.stream(values).sum() / 7;
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / 6;
        assertThat(result.value()).isCloseTo(mean, within(1e-12));
        assertThat(result.details()).containsOnlyKeys("real", "standard-error");
        assertThat(result.details().get("standard-error")).isCloseTo(Math.sqrt(variance / 7), within(1e-12));
        double ofReal =
                Arrays.stream(drawn(similarity, real, 7, given.random())).sum() / 7;
        assertThat(result.details().get("real")).isCloseTo(ofReal, within(1e-12));
        assertThat(result.samples()).isEqualTo(5);
        assertThat(result.provenance())
                .containsEntry("scales", "1")
                .containsEntry("split", "training")
                .containsEntry("reference", "images, by hand");
    }

    /** Pairs of different images, each as likely. */
    private static double[] drawn(StructuralSimilarity similarity, Examples examples, int pairs, RandomStream random) {
        double[] values = new double[pairs];
        for (int p = 0; p < pairs; p++) {
            int i = random.nextInt(examples.count());
            int j = random.nextInt(examples.count() - 1);
            values[p] = similarity.of(examples, i, j + (j >= i ? 1 : 0));
        }
        return values;
    }

    /** Two images have one pair, whatever is drawn. */
    @Test
    void unboundedImagesHaveTheRangeOfTheRealOnes() {
        Examples generated = images(2, 1, 12, 12, 8);
        Examples real = images(4, 1, 12, 12, 9);
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (float value : real.values()) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        assertThat(Spread.of(real)).isEqualTo(greatest - least);
        assertThat(Spread.of(Points.constant(3, 5))).isEqualTo(1);
        assertThat(Spread.of(Points.of(1, 5, 7, 6))).isEqualTo(2);
        MetricResult result = new MultiScaleSimilarity(5).evaluate(given(generated, real, ValueRange.UNBOUNDED));
        assertThat(result.value())
                .isCloseTo(new StructuralSimilarity(real.shape(), greatest - least).of(generated, 0, 1), within(1e-12));
        assertThat(result.details().get("standard-error")).isCloseTo(0, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        // images, channels, height, width, value, highest
        "10, 1, 12, 10, 3.2202048299447474, -3.254512045412336",
        "11, 2, 7, 9, 3.1330109038649963, -3.1751084208052376",
    })
    void spectraAreThoseOfTheFourierTransform(
            int count, int channels, int height, int width, double expected, double highest) {
        int size = count * channels * height * width;
        TensorShape shape = TensorShape.of(channels, height, width);
        Examples real = new Examples(shape, Drawn.multiples(3, size, 256), new int[count]);
        float[] values = Drawn.multiples(4, size, 128);
        float[] bits = Drawn.multiples(5, size, 2);
        for (int p = 0; p < size; p++) {
            values[p] += 64 * bits[p];
        }
        MetricResult result = new PowerSpectrum()
                .evaluate(given(new Examples(shape, values, new int[count]), real, ValueRange.UNBOUNDED));
        assertThat(result.value()).isCloseTo(expected, within(1e-9));
        // The mean over images does not depend on how often each is there.
        assertThat(new PowerSpectrum()
                        .evaluate(given(
                                new Examples(shape, values, new int[count]),
                                Selection.pooled(real, real),
                                ValueRange.UNBOUNDED))
                        .value())
                .isCloseTo(expected, within(1e-9));
        assertThat(result.details()).containsOnlyKeys("highest");
        assertThat(result.details().get("highest")).isCloseTo(highest, within(1e-9));
        assertThat(result.samples()).isEqualTo(count);
        assertThat(result.provenance())
                .containsEntry("reference", "images, by hand")
                .containsEntry("split", "training")
                .containsEntry("real examples", String.valueOf(count));
    }

    @Test
    void onlyImagesOfSevenPixelsASideAreCompared() {
        for (List<Integer> sides : List.of(List.of(6, 9), List.of(9, 6))) {
            Examples small = images(12, 1, sides.get(0), sides.get(1), 1);
            GivenExamples given = given(small, small, ValueRange.UNBOUNDED);
            assertThat(new PowerSpectrum().inapplicable(given))
                    .hasValue("needs images of 7 pixels a side or more, images has " + small.shape() + ".");
            assertThat(new MultiScaleSimilarity().inapplicable(given)).isPresent();
            assertThatThrownBy(() -> new PowerSpectrum().evaluate(given))
                    .isInstanceOf(GanException.class)
                    .hasMessageStartingWith("power-spectrum: needs images of 7 pixels a side");
        }
        Examples points = Points.normal(1, 12, 0, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(new PowerSpectrum().inapplicable(Points.compared(points, points)))
                .isPresent();
        Examples seven = images(12, 1, 7, 7, 1);
        assertThat(new PowerSpectrum().inapplicable(given(seven, seven, ValueRange.UNBOUNDED)))
                .isEmpty();
        assertThat(new MultiScaleSimilarity().inapplicable(given(seven, seven, ValueRange.UNBOUNDED)))
                .isEmpty();
    }

    @Test
    void tooFewRealImagesAndOtherShapesAreRefused() {
        Examples enough = images(10, 1, 8, 8, 1);
        Examples few = images(9, 1, 8, 8, 1);
        assertThatThrownBy(() -> new PowerSpectrum().evaluate(given(enough, few, ValueRange.UNBOUNDED)))
                .isInstanceOf(GanException.class)
                .hasMessage("power-spectrum: needs at least 10 generated and real examples, were 10 and 9. Generate"
                        + " more.");
        assertThatThrownBy(
                        () -> new PowerSpectrum().evaluate(given(images(10, 1, 8, 9, 1), enough, ValueRange.UNBOUNDED)))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("Compare examples of one shape");
        Examples damaged = images(10, 1, 8, 8, 1);
        damaged.values()[70] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> new PowerSpectrum().evaluate(given(enough, damaged, ValueRange.UNBOUNDED)))
                .isInstanceOf(GanException.class)
                .hasMessage("power-spectrum: real example 1 contains Infinity. The file is damaged.");
    }

    private static Examples images(int count, int channels, int height, int width, long seed) {
        return new Examples(
                TensorShape.of(channels, height, width),
                Drawn.multiples(seed, count * channels * height * width, 256),
                new int[count]);
    }

    private static GivenExamples given(Examples generated, Examples real, ValueRange range) {
        DatasetInfo info = new DatasetInfo(
                "images", real.shape(), range, OptionalInt.of(real.count()), List.of(), "none", "nobody", "by hand");
        return new GivenExamples(info, generated, real, real, Optional.empty(), 1);
    }
}
