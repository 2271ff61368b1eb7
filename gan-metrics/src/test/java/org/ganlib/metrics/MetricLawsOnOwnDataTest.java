package org.ganlib.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.ganlib.losses.fdivergence.KullbackLeibler;
import org.ganlib.metrics.density.VariationalDivergence;
import org.ganlib.metrics.extractor.PrincipalComponents;
import org.ganlib.metrics.image.MultiScaleSimilarity;
import org.ganlib.metrics.image.PowerSpectrum;
import org.ganlib.metrics.latent.RequestedClass;
import org.ganlib.metrics.mode.BirthdayParadox;
import org.ganlib.metrics.mode.Memorisation;
import org.ganlib.metrics.mode.ModeCoverage;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Metric;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GivenExamples;
import org.ganlib.testkit.MetricContract;
import org.junit.jupiter.api.Nested;

/** Metrics that want data of their own keep the laws of metrics. */
final class MetricLawsOnOwnDataTest {
    private static final FeatureExtractor ANOTHER = new PrincipalComponents(2);

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
    final class OfVariationalDivergence implements MetricContract {
        @Override
        public Metric metric() {
            return new VariationalDivergence();
        }

        @Override
        public Metric configured() {
            return new VariationalDivergence(Optional.of(new KullbackLeibler()), 0.01, 2, 5, 200);
        }

        @Override
        public Optional<KnownDistribution> distribution() {
            return Optional.of(new StandardNormal());
        }

        @Override
        public OptionalDouble optimum() {
            return OptionalDouble.of(0);
        }

        @Override
        public OptionalDouble ceiling() {
            return OptionalDouble.of(0);
        }

        @Override
        public Optional<Metric> whenRolesSwap() {
            return Optional.empty();
        }
    }

    /** What the contract's own draws come from. */
    private record StandardNormal() implements KnownDistribution {
        @Override
        public int dimension() {
            return 4;
        }

        @Override
        public double logDensity(double[] point) {
            double squares = Arrays.stream(point).map(x -> x * x).sum();
            return -squares / 2 - 2 * Math.log(2 * Math.PI);
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
