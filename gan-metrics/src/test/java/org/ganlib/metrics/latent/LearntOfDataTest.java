package org.ganlib.metrics.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.metrics.FakeClassifier;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricResult;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GivenExamples;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.Test;

/** Metrics of encoders and conditional models, on points where the right value is known. */
final class LearntOfDataTest implements PluginContract<Metric> {
    private static final DatasetInfo POINTS = new DatasetInfo(
            "points",
            TensorShape.of(2),
            ValueRange.UNBOUNDED,
            OptionalInt.empty(),
            List.of("left", "right"),
            "none",
            "nobody",
            "by hand");

    /** Classes 0 and 1, told apart by the second coordinate alone; the first one is larger. */
    private static final Examples REFERENCE = labelled(new float[] {0, -1, 10, 1, 20, -1, 30, 1}, 0, 1, 0, 1);

    private static final Examples QUERIES = labelled(new float[] {0, 1, 10, -1, 20, -1, 30, 1}, 1, 0, 0, 1);

    @Override
    public Class<Metric> kind() {
        return Metric.class;
    }

    @Override
    public Metric configured() {
        return new EncoderNeighbour("hidden-0");
    }

    @Test
    void neighboursAreSoughtInEachSpace() {
        MetricResult result = new EncoderNeighbour().evaluate(context(REFERENCE, QUERIES, x -> x));
        assertThat(result.value()).as("features: all right").isEqualTo(1);
        assertThat(result.details())
                .as("codes and points: two of four right")
                .containsEntry("accuracy/features", 1.0)
                .containsEntry("accuracy/latent", 0.5)
                .containsEntry("accuracy/pixels", 0.5);
        assertThat(result.samples()).isEqualTo(4);
        assertThat(result.provenance())
                .containsEntry("layer", "second")
                .containsEntry("reference examples", "4")
                .containsEntry("held-out examples", "4");
    }

    @Test
    void anotherLayerCanBeAskedFor() {
        MetricResult result = new EncoderNeighbour("first").evaluate(context(REFERENCE, QUERIES, x -> x));
        assertThat(result.value()).isEqualTo(0.5);
        assertThat(result.provenance()).containsEntry("layer", "first");
    }

    @Test
    void aLinearProbeReadsEachSpace() {
        MetricResult result = new LinearProbe("", 4).evaluate(context(REFERENCE, QUERIES, x -> x));
        assertThat(result.value()).as("features: the sign is the class").isEqualTo(1);
        // The first coordinate alone is best cut in the middle, which is wrong for the queries at 0
        // and 20.
        assertThat(result.details())
                .containsEntry("accuracy/features", 1.0)
                .containsEntry("accuracy/latent", 0.5)
                .containsEntry("accuracy/pixels", 1.0);
        assertThat(result.samples()).isEqualTo(4);
        assertThat(result.provenance())
                .containsEntry("layer", "second")
                .containsEntry("features", "1")
                .containsEntry("labels", "4")
                .containsEntry("held-out examples", "4");
        MetricResult first = new LinearProbe("first", 4).evaluate(context(REFERENCE, QUERIES, x -> x));
        assertThat(first.value()).isEqualTo(0.5);
        assertThat(first.provenance()).containsEntry("layer", "first");
    }

    @Test
    void aLinearProbeLearnsFromNoMoreLabelsThanItMay() {
        MetricResult few = new LinearProbe("", 2).evaluate(context(REFERENCE, QUERIES, x -> x));
        assertThat(few.provenance()).containsEntry("labels", "2");
        assertThat(few.value()).as("one example of each class").isEqualTo(1);
        MetricResult all = new LinearProbe().evaluate(context(REFERENCE, QUERIES, x -> x));
        assertThat(all.provenance()).as("all there are").containsEntry("labels", "4");
        assertThat(all).isEqualTo(new LinearProbe().evaluate(context(REFERENCE, QUERIES, x -> x)));
    }

    @Test
    void aLinearProbeWithoutLabelsIsRefused() {
        Examples unlabelled = labelled(REFERENCE.values(), -1, -1, -1, 0);
        assertThatThrownBy(() -> new LinearProbe().evaluate(context(unlabelled, QUERIES, x -> x)))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("linear-probe.labels: must be in 2..1")
                .hasMessageContaining("was 1");
        assertThatThrownBy(() -> new LinearProbe("", 1))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("labels: must be ≥ 2, was 1");
        Examples damaged = labelled(new float[] {0, Float.NaN, 10, 1, 20, -1, 30, 1}, 0, 1, 0, 1);
        assertThatThrownBy(() -> new LinearProbe().evaluate(context(damaged, QUERIES, x -> x)))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("linear-probe: features of example")
                .hasMessageContaining("NaN");
    }

    @Test
    void perfectReconstructionsHaveNoError() {
        assertThat(new Reconstruction()
                        .evaluate(context(REFERENCE, QUERIES, x -> x))
                        .value())
                .isZero();
    }

    @Test
    void reconstructionsThatTellNothingApartAreNoBetterThanShuffledOnes() {
        MetricResult result = new Reconstruction().evaluate(context(REFERENCE, QUERIES, x -> 3));
        assertThat(result.value()).isCloseTo(1, within(1e-12));
        assertThat(result.details().get("factor")).isCloseTo(1, within(1e-12));
    }

    @Test
    void reconstructionIsComparedWithEveryOtherPairing() {
        RandomStream random = new RandomStream(3);
        float[] values = new float[2 * 30];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (5 + random.nextNormal());
        }
        Examples points = labelled(values, new int[30]);
        MetricResult result = new Reconstruction().evaluate(context(points, points, x -> 0.5 * x + 1));
        double matched = 0;
        double shuffled = 0;
        for (int i = 0; i < 60; i++) {
            for (int j = i % 2; j < 60; j += 2) {
                double back = (float) (0.5 * values[j] + 1);
                double square = (values[i] - back) * (values[i] - back);
                matched += i == j ? square / 60 : 0;
                shuffled += i == j ? 0 : square / (60 * 29);
            }
        }
        assertThat(result.details().get("error/reconstruction")).isCloseTo(matched, within(1e-9));
        assertThat(result.details().get("error/shuffled")).isCloseTo(shuffled, within(1e-9));
        assertThat(result.value()).isCloseTo(matched / shuffled, within(1e-9));
    }

    @Test
    void withoutAnEncoderThereIsNothingToMeasure() {
        GivenExamples given = new GivenExamples(POINTS, QUERIES, REFERENCE, QUERIES, Optional.empty(), 1);
        for (Metric metric : List.of(new EncoderNeighbour(), new LinearProbe(), new Reconstruction())) {
            assertThat(metric.inapplicable(given)).isPresent();
            assertThatThrownBy(() -> metric.evaluate(given))
                    .isInstanceOf(GanException.class)
                    .hasMessageContaining("needs an encoder")
                    .hasMessageContaining("bigan");
        }
    }

    @Test
    void networksThatDivergedAreNotAveragedIn() {
        assertThatThrownBy(() -> new Reconstruction().evaluate(context(REFERENCE, QUERIES, x -> Double.NaN)))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("reconstructed example 0 contains NaN");
    }

    @Test
    void requestedClassesAreCountedOneByOne() {
        // Two of three asked to be on the left, and one of one on the right; sure for all four
        // quadrants.
        float[] values = new float[200 * 2];
        int[] asked = new int[200];
        for (int i = 0; i < 200; i++) {
            asked[i] = i % 4 == 3 ? 1 : 0;
            boolean right = i % 4 >= 2;
            values[2 * i] = right ? 1 : -1;
            values[2 * i + 1] = -1;
        }
        MetricResult result = new RequestedClass(new FakeClassifier(), 0.95)
                .evaluate(classes(labelled(values, asked), labelled(new float[] {-1, -1, 1, -1}, 0, 1)));
        assertThat(result.value()).isEqualTo(0.75);
        assertThat(result.details().get("share/left")).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(result.details()).containsEntry("share/right", 1.0).containsEntry("accuracy/held-out", 1.0);
    }

    @Test
    void classifiersThatErrOnRealExamplesAreRefused() {
        Examples generated = labelled(new float[200], new int[100]);
        GivenExamples given = classes(generated, labelled(new float[] {-1, -1, 1, -1}, 1, 1));
        assertThatThrownBy(() -> new RequestedClass(new FakeClassifier(), 0.95).evaluate(given))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("knows only 0.5 of the held-out examples, must be ≥ 0.95");
    }

    @Test
    void examplesThatWereNotAskedForByClassAreRefused() {
        int[] none = new int[100];
        Arrays.fill(none, -1);
        GivenExamples given = classes(labelled(new float[200], none), QUERIES);
        assertThatThrownBy(() -> new RequestedClass(new FakeClassifier(), 0.95).evaluate(given))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("generated example 0 must have a class in 0..1, has -1");
        assertThat(new RequestedClass().inapplicable(given)).isPresent();
    }

    @Test
    void theRequestedClassNeedsAModelOfClasses() {
        GivenExamples given = classes(labelled(new float[200], new int[100]), QUERIES);
        RequestedClass metric = new RequestedClass(new FakeClassifier(), 0.5);
        assertThat(metric.featureExtractor()).contains(new FakeClassifier());
        assertThat(metric.inapplicable(given))
                .hasValue("needs a model that is asked for classes. Evaluate a run of model conditional.");
        assertThatThrownBy(() -> metric.evaluate(
                        classes(labelled(new float[200], new int[100]), labelled(new float[] {1, 1, 1, 1}, 0, 2))))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("requested-class: held-out example 1 must have a class in 0..1, has 2.");
    }

    /**
     * A classifier with exactly the required accuracy is good enough. A class that was never
     * requested has no share in the details.
     */
    @Test
    void aClassifierMustReachItsAccuracyAndNoMore() {
        float[] values = new float[200];
        Arrays.fill(values, -1);
        MetricResult result = new RequestedClass(new FakeClassifier(), 0.5)
                .evaluate(classes(labelled(values, new int[100]), labelled(new float[] {-1, -1, -1, -1}, 0, 1)));
        assertThat(result.value()).isEqualTo(1);
        assertThat(result.details()).containsOnlyKeys("accuracy/held-out", "share/left");
        assertThat(result.provenance())
                .containsEntry("extractor", "fake-classifier")
                .containsEntry("held-out examples", "2")
                .containsEntry("data", "points, by hand");
        assertThat(result.samples()).isEqualTo(100);
    }

    @Test
    void classesAreNeeded() {
        DatasetInfo none = new DatasetInfo(
                "plain",
                TensorShape.of(2),
                ValueRange.UNBOUNDED,
                OptionalInt.empty(),
                List.of(),
                "none",
                "nobody",
                "by hand");
        GivenEncoder plain =
                new GivenEncoder(new GivenExamples(none, QUERIES, REFERENCE, QUERIES, Optional.empty(), 1), x -> x);
        for (Metric metric : List.of(new EncoderNeighbour(), new LinearProbe())) {
            assertThat(metric.inapplicable(plain)).hasValue("needs classes, and dataset plain has none.");
            assertThatThrownBy(() -> metric.evaluate(plain))
                    .isInstanceOf(GanException.class)
                    .hasMessageContaining("needs classes");
            assertThat(metric.inapplicable(context(REFERENCE, QUERIES, x -> x))).isEmpty();
        }
    }

    @Test
    void metricsSayWhichLayerTheyRead() {
        assertThat(new EncoderNeighbour().info().protocol()).endsWith("layer before the last");
        assertThat(new EncoderNeighbour("first").info().protocol()).endsWith("layer first");
        assertThat(new LinearProbe().info().protocol()).endsWith("layer before the last");
        assertThat(new LinearProbe("first", 9).info().protocol())
                .contains("at most 9 labelled")
                .endsWith("layer first");
        assertThat(new Reconstruction().info().minimumSamples()).isEqualTo(2);
        assertThat(new RequestedClass(new FakeClassifier(), 0.7).info().protocol())
                .contains("at least 0.7");
    }

    @Test
    void damagedCodesAndTooFewExamplesAreRefused() {
        Examples damaged = labelled(new float[] {0, 1, 10, Float.NaN, 20, 1, 30, 1}, 0, 1, 0, 1);
        assertThatThrownBy(() -> new EncoderNeighbour().evaluate(context(REFERENCE, damaged, x -> x)))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("encoder-neighbour: features of held-out example 1 contains NaN");
        assertThatThrownBy(() -> new EncoderNeighbour().evaluate(context(damaged, QUERIES, x -> x)))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("encoder-neighbour: features of training example 1 contains NaN");
        assertThatThrownBy(() -> new Reconstruction().evaluate(context(REFERENCE, damaged, x -> 1)))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("reconstruction: held-out example 1 contains NaN");
        Examples one = labelled(new float[] {1, 2}, 0);
        assertThatThrownBy(() -> new Reconstruction().evaluate(context(REFERENCE, one, x -> x)))
                .isInstanceOf(GanException.class)
                .hasMessage("reconstruction: needs at least 2 held-out examples, was 1.");
        Examples two = labelled(new float[] {1, 2, 3, 4}, 0, 1);
        MetricResult result = new Reconstruction().evaluate(context(REFERENCE, two, x -> x + 1));
        // The error of a reconstruction is 1 per element. With the examples shuffled it is (1 − 4)²
        // and (3 − 2)².
        assertThat(result.details()).containsEntry("error/reconstruction", 1.0).containsEntry("error/shuffled", 5.0);
        Examples equal = labelled(new float[] {1, 2, 1, 2}, 0, 1);
        assertThatThrownBy(() -> new Reconstruction().evaluate(context(REFERENCE, equal, x -> x)))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("nothing to tell apart");
    }

    @Test
    void accuraciesOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new RequestedClass(new FakeClassifier(), 1.5))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("minimum-accuracy: must be in [0, 1], was 1.5");
    }

    private static GivenEncoder context(Examples reference, Examples heldOut, DoubleUnaryOperator back) {
        return new GivenEncoder(new GivenExamples(POINTS, heldOut, reference, heldOut, Optional.empty(), 1), back);
    }

    private static GivenExamples classes(Examples generated, Examples heldOut) {
        return new GivenExamples(POINTS, generated, heldOut, heldOut, Optional.empty(), 1);
    }

    private static Examples labelled(float[] values, int... labels) {
        return new Examples(TensorShape.of(2), values, labels);
    }
}
