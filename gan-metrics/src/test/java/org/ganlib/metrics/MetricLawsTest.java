package org.ganlib.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ganlib.metrics.distance.ClassifierTwoSample;
import org.ganlib.metrics.distance.EnergyDistance;
import org.ganlib.metrics.distance.MaximumMeanDiscrepancy;
import org.ganlib.metrics.distance.NearestNeighbour;
import org.ganlib.metrics.distance.OptimalTransport;
import org.ganlib.metrics.distance.Sinkhorn;
import org.ganlib.metrics.distance.SlicedWasserstein;
import org.ganlib.metrics.distance.Wasserstein1d;
import org.ganlib.metrics.extractor.PrincipalComponents;
import org.ganlib.metrics.feature.ClassifierScore;
import org.ganlib.metrics.feature.Coverage;
import org.ganlib.metrics.feature.Density;
import org.ganlib.metrics.feature.FrechetDistance;
import org.ganlib.metrics.feature.KernelDistance;
import org.ganlib.metrics.feature.Precision;
import org.ganlib.metrics.feature.Recall;
import org.ganlib.metrics.image.MultiScaleSimilarity;
import org.ganlib.metrics.image.PowerSpectrum;
import org.ganlib.metrics.latent.RequestedClass;
import org.ganlib.metrics.likelihood.CrossValidatedDensity;
import org.ganlib.metrics.likelihood.Parzen;
import org.ganlib.metrics.mode.BirthdayParadox;
import org.ganlib.metrics.mode.ClassModes;
import org.ganlib.metrics.mode.Memorisation;
import org.ganlib.metrics.mode.ModeCoverage;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginName;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Metric;
import org.ganlib.testkit.GivenExamples;
import org.ganlib.testkit.MetricContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every metric of this module keeps the laws of metrics. */
final class MetricLawsTest {
    private static final FeatureExtractor ANOTHER = new PrincipalComponents(2);

    @Test
    void everyMetricIsUnderContract() throws ReflectiveOperationException {
        Set<String> under = new TreeSet<>();
        for (Class<?> laws : MetricLawsTest.class.getDeclaredClasses()) {
            if (laws.isAnnotationPresent(Nested.class)) {
                MetricContract contract = (MetricContract)
                        laws.getDeclaredConstructor(MetricLawsTest.class).newInstance(this);
                under.add(contract.metric()
                        .getClass()
                        .getAnnotation(PluginName.class)
                        .value());
            }
        }
        // They look at what a generator or an encoder does instead of at generated examples; their tests have known
        // answers.
        under.addAll(Set.of("perceptual-path-length", "encoder-neighbour", "reconstruction"));
        Set<String> installed = ServiceLoader.load(Metric.class).stream()
                .map(p -> p.type().getAnnotation(PluginName.class).value())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(under).isEqualTo(installed);
    }

    @Nested
    final class OfFrechet implements MetricContract {
        @Override
        public Metric metric() {
            return new FrechetDistance();
        }

        @Override
        public Metric configured() {
            return new FrechetDistance(ANOTHER);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }
    }

    @Nested
    final class OfKernel implements MetricContract {
        @Override
        public Metric metric() {
            return new KernelDistance();
        }

        @Override
        public Metric configured() {
            return new KernelDistance(ANOTHER, 50);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }

        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(0);
        }
    }

    @Nested
    final class OfPrecision implements MetricContract {
        @Override
        public Metric metric() {
            return new Precision();
        }

        @Override
        public Metric configured() {
            return new Precision(ANOTHER, 3);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(1);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.of(new Recall());
        }
    }

    @Nested
    final class OfRecall implements MetricContract {
        @Override
        public Metric metric() {
            return new Recall();
        }

        @Override
        public Metric configured() {
            return new Recall(ANOTHER, 3);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(1);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.of(new Precision());
        }
    }

    @Nested
    final class OfDensity implements MetricContract {
        @Override
        public Metric metric() {
            return new Density();
        }

        @Override
        public Metric configured() {
            return new Density(ANOTHER, 3);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(1);
        }

        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(1);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    @Nested
    final class OfCoverage implements MetricContract {
        @Override
        public Metric metric() {
            return new Coverage();
        }

        @Override
        public Metric configured() {
            return new Coverage(ANOTHER, 3);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(1);
        }

        /** Among n − 1 others and n generated examples in random order, the k nearest are all real: n − 1 over 2n − 1 and so on. */
        @Override
        public OptionalDouble ceiling() {
            double missed = 1;
            for (int i = 0; i < 5; i++) {
                missed *= (count() - 1.0 - i) / (2.0 * count() - 1 - i);
            }
            return OptionalDouble.of(1 - missed);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    @Nested
    final class OfClassifierScore implements MetricContract {
        @Override
        public Metric metric() {
            return new ClassifierScore(new FakeClassifier());
        }

        @Override
        public Metric configured() {
            return new ClassifierScore(ANOTHER);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }

        /** Four equally likely classes, of which the classifier is sure; the bias of the plugged-in entropy is 3/(2n). */
        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(4 * Math.exp(-3.0 / (2 * count())));
        }

        @Override
        public double ceilingBias() {
            return 1e-3;
        }
    }

    @Nested
    final class OfNearestNeighbour implements MetricContract {
        @Override
        public Metric metric() {
            return new NearestNeighbour();
        }

        @Override
        public Metric configured() {
            return new NearestNeighbour(0.1, 50);
        }

        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(1);
        }

        /** The expectation of a quotient exceeds the quotient of expectations by the divisor's squared relative error. */
        @Override
        public double ceilingBias() {
            return 5e-3;
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    @Nested
    final class OfWasserstein1d implements MetricContract {
        @Override
        public Metric metric() {
            return new Wasserstein1d();
        }

        @Override
        public Metric configured() {
            return new Wasserstein1d(ANOTHER);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }
    }

    @Nested
    final class OfSlicedWasserstein implements MetricContract {
        @Override
        public Metric metric() {
            return new SlicedWasserstein();
        }

        @Override
        public Metric configured() {
            return new SlicedWasserstein(ANOTHER, 20, 2);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }
    }

    @Nested
    final class OfOptimalTransport implements MetricContract {
        @Override
        public Metric metric() {
            return new OptimalTransport();
        }

        @Override
        public Metric configured() {
            return new OptimalTransport(ANOTHER, 2, 100);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }
    }

    @Nested
    final class OfSinkhorn implements MetricContract {
        @Override
        public Metric metric() {
            return new Sinkhorn();
        }

        @Override
        public Metric configured() {
            return new Sinkhorn(ANOTHER, 2, 0.1, 1e-5, 50);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }

        @Override
        public int count() {
            return 100;
        }

        /** Iterations end within the tolerance of a fixed point, which is a share of the cost, not of the far smaller divergence. */
        @Override
        public double orderTolerance() {
            return 1e-6;
        }
    }

    @Nested
    final class OfEnergy implements MetricContract {
        @Override
        public Metric metric() {
            return new EnergyDistance();
        }

        @Override
        public Metric configured() {
            return new EnergyDistance(ANOTHER);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }
    }

    @Nested
    final class OfMaximumMeanDiscrepancy implements MetricContract {
        @Override
        public Metric metric() {
            return new MaximumMeanDiscrepancy();
        }

        @Override
        public Metric configured() {
            return new MaximumMeanDiscrepancy(ANOTHER, 2);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }

        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(0);
        }
    }

    @Nested
    final class OfClassifierTwoSample implements MetricContract {
        @Override
        public Metric metric() {
            return new ClassifierTwoSample();
        }

        @Override
        public Metric configured() {
            return new ClassifierTwoSample(ANOTHER, 10, 100);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0.5);
        }

        /** Of the 2n − 1 others, n − 1 have an example's own label. */
        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of((count() - 1.0) / (2 * count() - 1));
        }
    }

    @Nested
    final class OfModes implements MetricContract {
        private static final double STD = 0.05;

        @Override
        public Metric metric() {
            return new ModeCoverage();
        }

        @Override
        public Metric configured() {
            return new ModeCoverage(2);
        }

        @Override
        public Examples draw(int count, RandomStream random) {
            float[] values = new float[2 * count];
            for (int i = 0; i < count; i++) {
                double angle = Math.PI * random.nextInt(8) / 4;
                values[2 * i] = (float) (Math.cos(angle) + STD * random.nextNormal());
                values[2 * i + 1] = (float) (Math.sin(angle) + STD * random.nextNormal());
            }
            return new Examples(TensorShape.of(2), values, unlabelled(count));
        }

        @Override
        public Examples drawWorse(int count, RandomStream random) {
            Examples examples = draw(count, random);
            for (int i = 0; i < count; i++) {
                examples.values()[2 * i] = Math.abs(examples.values()[2 * i]) + 0.2f;
            }
            return examples;
        }

        @Override
        public Optional<KnownDistribution> distribution() {
            double[][] centres = new double[8][];
            double[] weights = new double[8];
            Arrays.fill(weights, 1 / 8.0);
            Arrays.setAll(centres, i -> new double[] {Math.cos(Math.PI * i / 4), Math.sin(Math.PI * i / 4)});
            return Optional.of(new Ring(new KnownDistribution.Modes(centres, weights, STD)));
        }

        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(8);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    private record Ring(KnownDistribution.Modes ring) implements KnownDistribution {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double logDensity(double[] point) {
            return Double.NaN;
        }

        @Override
        public Optional<Modes> modes() {
            return Optional.of(ring);
        }
    }

    @Nested
    final class OfClassModes implements MetricContract {
        @Override
        public Metric metric() {
            return new ClassModes(new FakeClassifier());
        }

        @Override
        public Metric configured() {
            return new ClassModes(ANOTHER);
        }

        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(4);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    @Nested
    final class OfRequestedClass implements MetricContract {
        @Override
        public Metric metric() {
            return new RequestedClass(new FakeClassifier(), 0.95);
        }

        @Override
        public Metric configured() {
            return new RequestedClass(ANOTHER, 0.5);
        }

        /** Points with the quadrant that they lie in. */
        @Override
        public Examples draw(int count, RandomStream random) {
            Examples points = MetricContract.super.draw(count, random);
            int[] quadrants = new int[count];
            Arrays.setAll(
                    quadrants, i -> (points.values()[4 * i] > 0 ? 1 : 0) + (points.values()[4 * i + 1] > 0 ? 2 : 0));
            return new Examples(points.shape(), points.values(), quadrants);
        }

        /** Points with another quadrant than theirs. */
        @Override
        public Examples drawWorse(int count, RandomStream random) {
            Examples good = draw(count, random);
            int[] others = Arrays.stream(good.labels()).map(q -> 3 - q).toArray();
            return new Examples(good.shape(), good.values(), others);
        }

        @Override
        public DatasetInfo data() {
            return new DatasetInfo(
                    "quadrants",
                    TensorShape.of(4),
                    ValueRange.UNBOUNDED,
                    OptionalInt.empty(),
                    List.of("--", "+-", "-+", "++"),
                    "none",
                    "nobody",
                    "drawn");
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(1);
        }

        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(1);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    @Nested
    final class OfBirthdayParadox implements MetricContract {
        @Override
        public Metric metric() {
            return new BirthdayParadox();
        }

        @Override
        public Metric configured() {
            return new BirthdayParadox(ANOTHER, 2);
        }

        /** Five different examples. */
        @Override
        public Examples drawWorse(int count, RandomStream random) {
            Examples few = draw(5, random);
            float[] values = new float[4 * count];
            for (int i = 0; i < values.length; i++) {
                values[i] = few.values()[i % few.values().length];
            }
            return new Examples(few.shape(), values, unlabelled(count));
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    @Nested
    final class OfMemorisation implements MetricContract {
        @Override
        public Metric metric() {
            return new Memorisation();
        }

        @Override
        public Metric configured() {
            return new Memorisation(ANOTHER);
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0.5);
        }

        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(0.5);
        }

        /** Copies of training examples are the fault it looks for. */
        @Override
        public Examples best(GivenExamples given) {
            return given.heldOut();
        }

        /** The training examples of the first context. */
        @Override
        public Examples drawWorse(int count, RandomStream random) {
            return given(1, count).reference();
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    @Nested
    final class OfParzen implements MetricContract {
        @Override
        public Metric metric() {
            return new Parzen();
        }

        @Override
        public Metric configured() {
            return new Parzen(200, 20);
        }

        @Override
        public Examples best(GivenExamples given) {
            return given.heldOut();
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    @Nested
    final class OfKernelDensity implements MetricContract {
        @Override
        public Metric metric() {
            return new CrossValidatedDensity();
        }

        @Override
        public Metric configured() {
            return new CrossValidatedDensity(4, 0.1, 2, 5, 200);
        }

        @Override
        public Examples best(GivenExamples given) {
            return given.heldOut();
        }

        /** Folds are every third example: another order is another choice, here at most of a neighbouring bandwidth. */
        @Override
        public double orderTolerance() {
            return 0.02;
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    @Nested
    final class OfMultiScaleSimilarity implements MetricContract {
        @Override
        public Metric metric() {
            return new MultiScaleSimilarity();
        }

        @Override
        public Metric configured() {
            return new MultiScaleSimilarity(50);
        }

        @Override
        public Examples draw(int count, RandomStream random) {
            return blobs(count, random);
        }

        /** All the same. */
        @Override
        public Examples drawWorse(int count, RandomStream random) {
            Examples one = blobs(1, random);
            float[] values = new float[count * one.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = one.values()[i % one.values().length];
            }
            return new Examples(one.shape(), values, unlabelled(count));
        }

        @Override
        public DatasetInfo data() {
            return images();
        }

        @Override
        public int count() {
            return 60;
        }

        /** Pairs are a sample: four standard errors of a difference of two. */
        @Override
        public double orderTolerance() {
            return 0.3;
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(1);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    @Nested
    final class OfPowerSpectrum implements MetricContract {
        @Override
        public Metric metric() {
            return new PowerSpectrum();
        }

        @Override
        public Metric configured() {
            return new PowerSpectrum();
        }

        @Override
        public Examples draw(int count, RandomStream random) {
            return blobs(count, random);
        }

        /** Noise on top. */
        @Override
        public Examples drawWorse(int count, RandomStream random) {
            Examples examples = blobs(count, random);
            for (int i = 0; i < examples.values().length; i++) {
                examples.values()[i] += (float) (0.3 * random.nextNormal());
            }
            return examples;
        }

        @Override
        public DatasetInfo data() {
            return images();
        }

        @Override
        public int count() {
            return 60;
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }
    }

    /** A round spot somewhere on 16 × 16 pixels. */
    private static Examples blobs(int count, RandomStream random) {
        float[] values = new float[count * 256];
        for (int i = 0; i < count; i++) {
            double x = 4 + 8 * random.nextDouble();
            double y = 4 + 8 * random.nextDouble();
            for (int p = 0; p < 256; p++) {
                double dx = p % 16 - x;
                int row = p / 16;
                double dy = row - y;
                values[i * 256 + p] = (float) Math.exp(-(dx * dx + dy * dy) / 6);
            }
        }
        return new Examples(TensorShape.of(1, 16, 16), values, unlabelled(count));
    }

    private static DatasetInfo images() {
        return new DatasetInfo(
                "spots",
                TensorShape.of(1, 16, 16),
                ValueRange.UNIT,
                OptionalInt.empty(),
                List.of(),
                "none",
                "nobody",
                "drawn");
    }

    private static int[] unlabelled(int count) {
        int[] labels = new int[count];
        Arrays.fill(labels, -1);
        return labels;
    }
}
