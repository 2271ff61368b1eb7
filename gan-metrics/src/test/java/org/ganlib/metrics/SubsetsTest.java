package org.ganlib.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ganlib.metrics.distance.ClassifierTwoSample;
import org.ganlib.metrics.distance.NearestNeighbour;
import org.ganlib.metrics.distance.OptimalTransport;
import org.ganlib.metrics.distance.Sinkhorn;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.image.MultiScaleSimilarity;
import org.ganlib.metrics.likelihood.CrossValidatedDensity;
import org.ganlib.metrics.likelihood.Parzen;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.metrics.mode.BirthdayParadox;
import org.ganlib.metrics.mode.Memorisation;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricResult;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GivenExamples;
import org.junit.jupiter.api.Test;

/** Metrics that use only some of the examples draw them at random, and record their number. */
final class SubsetsTest {
    private static final int MODES = 4;

    @Test
    void sortedAndShuffledExamplesMeasureAlike() {
        Examples real = sortedByMode(1, 1200, MODES);
        Examples shuffled = Selection.shuffled(real, new RandomStream(9));
        for (Metric metric : limited(100)) {
            for (int modes : new int[] {MODES, MODES / 2}) {
                Examples generated = Selection.shuffled(sortedByMode(2, 1200, modes), new RandomStream(8));
                double ofSorted =
                        metric.evaluate(Points.compared(generated, real)).value();
                double ofShuffled =
                        metric.evaluate(Points.compared(generated, shuffled)).value();
                assertThat(ofSorted)
                        .as(metric + " of " + modes + " modes")
                        .isCloseTo(ofShuffled, within(0.25 * (Math.abs(ofShuffled) + 1)));
            }
        }
    }

    @Test
    void halfOfTheModesIsFarFromSortedDataAndAllOfThemAreNear() {
        Examples real = sortedByMode(1, 2000, MODES);
        Map<Integer, Double> transport = new TreeMap<>();
        for (int modes : new int[] {MODES, MODES / 2}) {
            transport.put(
                    modes,
                    new OptimalTransport(new Pixels(), 1, 200)
                            .evaluate(Points.compared(sortedByMode(2, 2000, modes), real))
                            .value());
        }
        // Half of the mass has to move by two modes, and neighbouring modes are ten apart.
        assertThat(transport.get(MODES / 2)).isBetween(8.0, 12.0);
        assertThat(transport.get(MODES)).isLessThan(3);
    }

    @Test
    void resultsSayHowManyWereReallyUsedAndWhich() {
        GivenExamples given = Points.compared(Points.normal(2, 300, 0, 1, 1), Points.normal(1, 500, 0, 1, 1));
        for (Metric metric : limited(100)) {
            MetricResult result = metric.evaluate(given);
            assertThat(result.samples()).as("%s", metric).isEqualTo(100);
            assertThat(result.provenance())
                    .as("%s", metric)
                    .containsEntry("real examples", "100")
                    .containsEntry("real subset", "100 of 500 examples, drawn at random (seed 1)")
                    .containsEntry("generated subset", "100 of 300 examples, drawn at random (seed 1)")
                    .containsKeys("real subset hash", "generated subset hash");
        }
        MetricResult birthday = new BirthdayParadox().evaluate(given);
        assertThat(birthday.samples()).isEqualTo(300);
        assertThat(birthday.provenance())
                .containsEntry("real subset", "300 of 500 examples, drawn at random (seed 1)")
                .doesNotContainKey("generated subset");
    }

    @Test
    void nothingIsRandomWhereAllAreUsed() {
        GivenExamples given = Points.compared(Points.normal(2, 100, 0, 1, 1), Points.normal(1, 100, 0, 1, 1));
        for (Metric metric : limited(100)) {
            assertThat(metric.evaluate(given).provenance())
                    .as("%s", metric)
                    .doesNotContainKeys("real subset", "generated subset");
        }
    }

    @Test
    void equalSetsGiveEqualSubsets() {
        Examples points = Points.normal(1, 500, 0, 1, 1);
        assertThat(new OptimalTransport(new Pixels(), 1, 50)
                        .evaluate(Points.compared(points, points))
                        .value())
                .isZero();
    }

    @Test
    void heldOutExamplesAreDrawnFromTheirWholeLength() {
        // The first 100 held-out examples are near the reference, and all others are far from it.
        Examples reference = Points.normal(1, 500, 0, 1, 1);
        Examples heldOut = Selection.pooled(Points.normal(2, 100, 0, 1, 1), Points.normal(3, 900, 50, 1, 1));
        GivenExamples given = given(Points.normal(4, 100, 0, 1, 1), reference, heldOut);
        MetricResult nearest = new NearestNeighbour(0.02, 100).evaluate(given);
        assertThat(nearest.details().get("distance/held-out")).isGreaterThan(40);
        assertThat(nearest.provenance())
                .containsEntry("held-out examples", "100")
                .containsEntry("held-out subset", "100 of 1,000 examples, drawn at random (seed 1)");
    }

    @Test
    void memorisationComparesWithEquallyManyFromAllTrainingExamples() {
        Examples reference = Selection.pooled(Points.normal(1, 200, 0, 1, 1), Points.normal(2, 800, 50, 1, 1));
        // Generated examples lie where four fifths of the training examples lie and no held-out
        // examples do.
        GivenExamples given = given(Points.normal(3, 200, 50, 1, 1), reference, Points.normal(4, 200, 0, 1, 1));
        MetricResult result = new Memorisation().evaluate(given);
        assertThat(result.value()).isEqualTo(1);
        assertThat(result.provenance())
                .containsEntry("reference subset", "200 of 1,000 examples, drawn at random (seed 1)")
                .doesNotContainKey("held-out subset");
    }

    @Test
    void parzenChoosesItsWidthOnExamplesFromTheWholeLength() {
        Examples heldOut = Selection.pooled(Points.normal(1, 100, 0, 0.1, 0.1), Points.normal(2, 100, 5, 0.1, 0.1));
        MetricResult result =
                new Parzen(10_000, 100).evaluate(given(Points.normal(3, 200, 0, 0.1, 0.1), heldOut, heldOut));
        assertThat(result.provenance())
                .containsEntry("validation examples", "100")
                .containsEntry("test examples", "100")
                .containsEntry("validation subset", "100 of 200 examples, drawn at random (seed 1)");
        // If σ were chosen on held-out examples near the generated ones only, it would be the
        // smallest.
        assertThat(result.details().get("sigma")).isEqualTo(1);
    }

    @Test
    void foldsDoNotDependOnTheOrderOfExamples() {
        // The classes alternate in this order. Folds of every third example would each be one
        // class, as far from the other folds as possible.
        Examples sorted = sortedByMode(1, 300, 3);
        int[] inTurn = new int[300];
        for (int i = 0; i < 300; i++) {
            inTurn[i] = i % 3 * 100 + i / 3;
        }
        Metric kde = new CrossValidatedDensity();
        Examples heldOut = sortedByMode(2, 300, 3);
        MetricResult ofTurns = kde.evaluate(given(sorted.at(inTurn), heldOut, heldOut));
        MetricResult ofSorted = kde.evaluate(given(sorted, heldOut, heldOut));
        assertThat(ofTurns.value()).isCloseTo(ofSorted.value(), within(1e-9));
        assertThat(ofTurns.details().get("chosen-bandwidth")).isLessThan(0.9);
    }

    @Test
    void similarityCountsTheImagesInItsPairs() {
        RandomStream random = new RandomStream(1);
        float[] values = new float[500 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        Examples images = new Examples(TensorShape.of(1, 8, 8), values, new int[500]);
        assertThat(new MultiScaleSimilarity(20)
                        .evaluate(Points.compared(images, images))
                        .samples())
                .isBetween(30, 40);
    }

    private static List<Metric> limited(int limit) {
        return List.of(
                new OptimalTransport(new Pixels(), 1, limit),
                new Sinkhorn(new Pixels(), 1, 0.05, 1e-6, limit),
                new ClassifierTwoSample(new Pixels(), 50, limit));
    }

    private static GivenExamples given(Examples generated, Examples reference, Examples heldOut) {
        GivenExamples compared = Points.compared(generated, reference);
        return new GivenExamples(compared.data(), generated, reference, heldOut, compared.distribution(), 1);
    }

    /** Points of the plane around modes that are ten apart, sorted by mode. */
    private static Examples sortedByMode(long seed, int count, int modes) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[2 * count];
        for (int i = 0; i < count; i++) {
            values[2 * i] = (float) (10 * (i * modes / count) + 0.3 * random.nextNormal());
            values[2 * i + 1] = (float) (0.3 * random.nextNormal());
        }
        return Points.of(2, values);
    }
}
