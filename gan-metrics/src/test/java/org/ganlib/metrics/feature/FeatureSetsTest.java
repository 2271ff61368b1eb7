package org.ganlib.metrics.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ganlib.metrics.FakeClassifier;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.distance.NearestNeighbour;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.extractor.PrincipalComponents;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.metrics.mode.Memorisation;
import org.ganlib.metrics.network.OnnxFile;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginName;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Split;
import org.ganlib.testkit.GivenExamples;
import org.junit.jupiter.api.Test;

/** What metrics of features demand of examples and say of results. */
final class FeatureSetsTest {
    private static final Examples REAL = Points.normal(1, 60, 0, 1, 1, 1);
    private static final Examples GENERATED = Points.normal(2, 50, 0, 1, 1, 1);

    @Test
    void resultsSayWhatTheyAreOf() {
        for (Metric metric : List.of(
                new FrechetDistance(),
                new KernelDistance(),
                new Precision(),
                new Recall(),
                new Density(),
                new Coverage())) {
            MetricResult result = metric.evaluate(Points.compared(GENERATED, REAL));
            assertThat(result.samples()).isEqualTo(50);
            assertThat(result.provenance())
                    .containsExactly(
                            Map.entry("extractor", "pixels"),
                            Map.entry("extractor hash", "identity"),
                            Map.entry("features", "3"),
                            Map.entry("reference", "points, by hand"),
                            Map.entry("split", "training"),
                            Map.entry("real examples", "60"));
            assertThat(metric.featureExtractor()).contains(new Pixels());
        }
    }

    @Test
    void measuresSayWhatTheyMean() {
        assertThat(new Precision(new Pixels(), 3).info())
                .isEqualTo(new MetricInfo(
                        "1",
                        MetricInfo.Direction.HIGHER,
                        4,
                        "rises with k and falls with more real examples: compare only at equal k and equal numbers of"
                                + " examples",
                        "generated examples that lie in the neighbourhood of a real one; k = 3, closed balls"));
        // No number is above the largest.
        assertThat(new Coverage(new Pixels(), Integer.MAX_VALUE).info().minimumSamples())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void tooFewRealExamplesAreRefused() {
        assertThatThrownBy(() -> new Density().evaluate(Points.compared(GENERATED, Selection.first(REAL, 5))))
                .isInstanceOf(GanException.class)
                .hasMessage("density: needs at least 6 real examples, was 5. Compare with more.");
        assertThat(new Density()
                        .evaluate(Points.compared(GENERATED, Selection.first(REAL, 6)))
                        .samples())
                .isEqualTo(50);
    }

    @Test
    void otherShapesAndDamagedExamplesAreRefused() {
        assertThatThrownBy(() -> new FrechetDistance().evaluate(Points.compared(Points.of(2, 1, 2, 3, 4), REAL)))
                .isInstanceOf(GanException.class)
                .hasMessage("frechet: generated examples are 2, the data's are 3. Compare examples of one shape.");
        float[] damaged = REAL.values().clone();
        damaged[7] = Float.NaN;
        assertThatThrownBy(() -> new FrechetDistance().evaluate(Points.compared(GENERATED, Points.of(3, damaged))))
                .isInstanceOf(GanException.class)
                .hasMessage("frechet: real example 2 contains NaN. The file is damaged.");
        assertThatThrownBy(() -> new FrechetDistance().evaluate(Points.compared(Points.of(3, damaged), REAL)))
                .isInstanceOf(GanException.class)
                .hasMessage("frechet: generated example 2 contains NaN. The generator has diverged, or the file is"
                        + " damaged.");
    }

    /** Features may be no numbers though the examples are. */
    @Test
    void featuresThatAreNoNumbersAreRefused() {
        String advice = ". The extractor's file does not fit such examples.";
        assertThatThrownBy(() -> new FrechetDistance(new Reciprocal())
                        .evaluate(Points.compared(GENERATED, Points.of(3, 1, 1, 1, 1, 0, 1))))
                .isInstanceOf(GanException.class)
                .hasMessage("frechet: reciprocal features of the real example 1 contains Infinity" + advice);
        assertThatThrownBy(() -> new FrechetDistance(new Reciprocal())
                        .evaluate(Points.compared(Points.of(3, 1, 1, 1, 1, 0, 1), GENERATED)))
                .isInstanceOf(GanException.class)
                .hasMessage("frechet: reciprocal features of the generated example 1 contains Infinity" + advice);
        Examples zeros = Points.constant(100, 0);
        Examples ones = Points.constant(100, 1);
        for (int zero = 0; zero < 3; zero++) {
            GivenExamples given = new GivenExamples(
                    Points.compared(ones, ones).data(),
                    zero == 0 ? zeros : ones,
                    zero == 1 ? zeros : ones,
                    zero == 2 ? zeros : ones,
                    Optional.empty(),
                    1);
            String which = List.of("generated", "training", "held-out").get(zero);
            assertThatThrownBy(() -> new Memorisation(new Reciprocal()).evaluate(given))
                    .isInstanceOf(GanException.class)
                    .hasMessage("memorisation: reciprocal features of the " + which + " example 0 contains Infinity"
                            + advice);
        }
    }

    @PluginName(value = "reciprocal", summary = "One by each value.")
    private record Reciprocal() implements FeatureExtractor {
        @Override
        public FeatureMap open(MetricContext context) {
            return new FeatureMap() {
                @Override
                public String hash() {
                    return "none";
                }

                @Override
                public Examples features(Examples examples) {
                    float[] values = examples.values().clone();
                    for (int i = 0; i < values.length; i++) {
                        values[i] = 1 / values[i];
                    }
                    return new Examples(examples.shape(), values, examples.labels());
                }
            };
        }
    }

    @Test
    void moreNeighboursThanFitIntoMemoryAreRefused() {
        Examples many = Points.constant(20_000, 1);
        assertThatThrownBy(() -> new Precision(new Pixels(), 19_999).evaluate(Points.compared(many, many)))
                .isInstanceOf(GanException.class)
                .hasMessage("k: 19999 neighbours of each of 20000 examples do not fit into memory. Lower k, or compare"
                        + " fewer examples.");
    }

    /** By sorting all distances of few points, k up to the number of others. */
    @Test
    void neighbourhoodsAreThoseOfSortedDistances() {
        for (int dimension : new int[] {2, 12}) {
            for (int k : new int[] {1, 2, 7, 19}) {
                double[] ones = new double[dimension];
                Arrays.fill(ones, 1);
                Examples real = Points.normal(dimension + 100L * k, 20, 0, ones);
                Examples generated = Points.normal(7 + dimension + 100L * k, 25, 0.3, ones);
                double[] realRadii = radii(real, k);
                double[] generatedRadii = radii(generated, k);
                int inside = 0;
                int[] precise = new int[25];
                int[] covered = new int[20];
                int[] recalled = new int[20];
                for (int i = 0; i < 20; i++) {
                    for (int j = 0; j < 25; j++) {
                        double between = distance(real, i, generated, j);
                        if (between <= realRadii[i]) {
                            inside++;
                            precise[j] = 1;
                            covered[i] = 1;
                        }
                        if (between <= generatedRadii[j]) {
                            recalled[i] = 1;
                        }
                    }
                }
                GivenExamples given = Points.compared(generated, real);
                assertThat(new Precision(new Pixels(), k).evaluate(given).value())
                        .isEqualTo(Arrays.stream(precise).sum() / 25.0);
                assertThat(new Recall(new Pixels(), k).evaluate(given).value())
                        .isEqualTo(Arrays.stream(recalled).sum() / 20.0);
                assertThat(new Density(new Pixels(), k).evaluate(given).value())
                        .isCloseTo(inside / (k * 25.0), within(1e-12));
                assertThat(new Coverage(new Pixels(), k).evaluate(given).value())
                        .isEqualTo(Arrays.stream(covered).sum() / 20.0);
            }
        }
    }

    private static double[] radii(Examples points, int k) {
        double[] radii = new double[points.count()];
        for (int i = 0; i < radii.length; i++) {
            double[] sorted = new double[points.count()];
            for (int j = 0; j < sorted.length; j++) {
                sorted[j] = distance(points, i, points, j);
            }
            Arrays.sort(sorted);
            radii[i] = sorted[k];
        }
        return radii;
    }

    private static double distance(Examples some, int i, Examples others, int j) {
        return org.ganlib.metrics.linear.Pairs.squaredDistance(some, i, others, j);
    }

    /** exp( H(mean) − mean H ), here of (0.7, 0.1, 0.1, 0.1) and its permutations. */
    @Test
    void classifierScoreIsThatOfItsDefinition() {
        Examples real = corners(400, 4);
        double own = -0.7 * Math.log(0.7) - 0.3 * Math.log(0.1);
        MetricResult result =
                new ClassifierScore(new FakeClassifier(0.7)).evaluate(Points.compared(corners(100, 2), real));
        double two = -0.8 * Math.log(0.4) - 0.2 * Math.log(0.1);
        assertThat(result.value()).isCloseTo(Math.exp(two - own), within(1e-6));
        assertThat(result.details()).containsOnlyKeys("real");
        assertThat(result.details().get("real")).isCloseTo(Math.exp(Math.log(4) - own), within(1e-6));
        assertThat(result.samples()).isEqualTo(100);
        assertThat(result.provenance())
                .containsEntry("extractor", "fake-classifier")
                .containsEntry("extractor hash", "by hand")
                .containsEntry("split", "training");
        assertThat(new ClassifierScore(new FakeClassifier(0.7)).featureExtractor())
                .contains(new FakeClassifier(0.7));
    }

    /** Stacked images: a class is what the channels' classes spell. */
    @Test
    void classesOfChannelsSpellNumbers() {
        Examples stacked = Points.of(6, 1, 1, 1, 1, 1, 1, -1, -1, 1, -1, -1, 1, -1, -1, -1, -1, 1, 1);
        Examples many = stacked;
        while (many.count() < 100) {
            many = Selection.pooled(many, stacked);
        }
        Classifier classifier = Classifier.open("some", new Stacked(), Points.compared(many, many));
        assertThat(classifier.classify(stacked)).containsExactly(63, 6, 3);
        int[] counts = classifier.count(stacked);
        assertThat(counts).hasSize(64);
        assertThat(counts[63]).isEqualTo(1);
        assertThat(counts[6]).isEqualTo(1);
        assertThat(counts[3]).isEqualTo(1);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(3);
    }

    /** The likeliest of several equally likely classes is the first. */
    @Test
    void theFirstOfTheLikeliestClassesCounts() {
        Examples points = corners(100, 4);
        Classifier classifier = Classifier.open("some", new FakeClassifier(0.25), Points.compared(points, points));
        assertThat(classifier.classify(points)).containsOnly(0);
    }

    /** Three pairs of coordinates, each a channel of the fake classifier. */
    @PluginName(value = "stacked", summary = "Three channels.")
    private record Stacked() implements FeatureExtractor {
        @Override
        public FeatureMap open(MetricContext context) {
            FeatureMap each = new FakeClassifier().open(context);
            return new FeatureMap() {
                @Override
                public String hash() {
                    return "by hand";
                }

                @Override
                public Examples features(Examples examples) {
                    return examples;
                }

                @Override
                public Optional<Examples> probabilities(Examples examples) {
                    return each.probabilities(Points.of(2, examples.values()));
                }
            };
        }
    }

    private static Examples corners(int count, int classes) {
        float[] values = new float[2 * count];
        for (int i = 0; i < count; i++) {
            values[2 * i] = i % 2 == 0 ? -1 : 1;
            values[2 * i + 1] = classes == 4 && i % 4 >= 2 ? 1 : -1;
        }
        return Points.of(2, values);
    }

    @Test
    void classifiersNeedAHundredFiniteExamples() {
        Examples few = corners(99, 4);
        assertThatThrownBy(() -> new ClassifierScore(new FakeClassifier()).evaluate(Points.compared(few, few)))
                .isInstanceOf(GanException.class)
                .hasMessage("classifier-score: needs at least 100 generated examples, was 99. Generate more.");
        Examples damaged = corners(100, 4);
        damaged.values()[199] = Float.NaN;
        assertThatThrownBy(() -> new ClassifierScore(new FakeClassifier()).evaluate(Points.compared(damaged, few)))
                .isInstanceOf(GanException.class)
                .hasMessage("classifier-score: generated example 99 contains NaN. The generator has diverged, or the"
                        + " file is damaged.");
    }

    /** Extractors and features are made once for all metrics of an evaluation. */
    @Test
    void featuresAreSharedAmongMetrics() {
        Sharing context = new Sharing(Points.compared(GENERATED, REAL));
        FeatureExtractor components = new PrincipalComponents(2);
        new FrechetDistance(components).evaluate(context);
        int after = context.shared.size();
        assertThat(after).isEqualTo(2);
        new FrechetDistance(components).evaluate(context);
        new KernelDistance(components, 10).evaluate(context);
        assertThat(context.shared).hasSize(after);
        new Precision(components, 3).evaluate(context);
        assertThat(context.shared).hasSize(after + 1);
        new Recall(components, 3).evaluate(context);
        assertThat(context.shared).hasSize(after + 1);
        new Recall(components, 4).evaluate(context);
        assertThat(context.shared).hasSize(after + 2);
    }

    /** Keeps what metrics share. */
    private static final class Sharing implements MetricContext {
        private final GivenExamples given;
        private final Map<Object, Object> shared = new LinkedHashMap<>();

        private Sharing(GivenExamples given) {
            this.given = given;
        }

        @Override
        public DatasetInfo data() {
            return given.data();
        }

        @Override
        public Examples generated() {
            return given.generated();
        }

        @Override
        public Examples reference() {
            return given.reference();
        }

        @Override
        public Examples heldOut() {
            return given.heldOut();
        }

        @Override
        public Optional<NetworkSet> networks() {
            return Optional.empty();
        }

        @Override
        public RandomStream random() {
            return given.random();
        }

        @Override
        public long seed() {
            return given.seed();
        }

        @Override
        public Split split() {
            return Split.HELD_OUT;
        }

        @Override
        public boolean hasHeldOut() {
            return false;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T shared(Object key, Supplier<T> compute) {
            if (!shared.containsKey(key)) {
                shared.put(key, compute.get());
            }
            return (T) shared.get(key);
        }
    }

    @Test
    void resultsNameTheSplit() {
        assertThat(new FrechetDistance()
                        .evaluate(new Sharing(Points.compared(GENERATED, REAL)))
                        .provenance())
                .containsEntry("split", "held-out");
    }

    @Test
    void metricsOfUnseenExamplesNeedThem() {
        GivenExamples given = Points.compared(GENERATED, REAL);
        Sharing alone = new Sharing(given);
        String reason =
                "compares with real examples the model has not seen, but there is only one set of real examples."
                        + " Give others with --held-out, or hold some out: dataset.hold-out.";
        assertThat(HeldOut.missing(given)).isEmpty();
        assertThat(HeldOut.missing(alone)).hasValue(reason);
        assertThat(new Memorisation().inapplicable(given)).isEmpty();
        assertThat(new Memorisation().inapplicable(alone)).hasValue(reason);
        assertThat(new NearestNeighbour().inapplicable(alone)).hasValue(reason);
        assertThat(new NearestNeighbour().inapplicable(given)).isEmpty();
        // An extractor may not fit the data.
        assertThat(new Memorisation(new OnnxFile()).inapplicable(given)).isPresent();
        assertThat(new ClassifierScore().info().minimumSamples()).isEqualTo(100);
    }
}
