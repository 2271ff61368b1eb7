package org.ganlib.metrics.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.extractor.PrincipalComponents;
import org.ganlib.metrics.network.OnnxFile;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.plugin.PluginName;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GivenExamples;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class ImageMetricsTest implements PluginContract<Metric> {
    @Override
    public Class<Metric> kind() {
        return Metric.class;
    }

    @Override
    public Metric configured() {
        return new PerceptualPathLength(new PrincipalComponents(), 200, 0.1);
    }

    @Test
    void pathLengthOfALinearGeneratorIsTheSquaredLengthOfTheLine() {
        // From (0, 0) to (1, 0) everywhere, and everything is doubled.
        MetricResult result = new PerceptualPathLength(new Pixels(), 200, 0.01)
                .evaluate(new Walk(Points.of(2, 0, 0), new Line(0, false, z -> z.mul(2))));
        assertThat(result.value()).isCloseTo(4, within(1e-3));
        assertThat(result.samples()).isEqualTo(200);
    }

    /**
     * Path i has length i, and the generator doubles it, so the squared rate is 4i². Of the 200
     * values, the two smallest and the two largest are left out.
     */
    @Test
    void pathLengthIsTheMeanWithoutTheExtremeHundredths() {
        MetricResult result = new PerceptualPathLength(new Pixels(), 200, 0.0625)
                .evaluate(new Walk(Points.of(2, 0, 0), new Line(0, true, z -> z.mul(2))));
        double[] kept = new double[196];
        Arrays.setAll(kept, i -> 4.0 * (i + 2) * (i + 2));
        double mean = Arrays.stream(kept).sum() / 196;
        double variance = Arrays.stream(kept).map(v -> (v - mean) * (v - mean)).sum() / 195;
        assertThat(result.value()).isCloseTo(mean, within(1e-3 * mean));
        assertThat(result.details()).containsOnlyKeys("standard-error");
        double error = Math.sqrt(variance / 196);
        assertThat(result.details().get("standard-error")).isCloseTo(error, within(1e-3 * error));
        assertThat(result.samples()).isEqualTo(200);
        assertThat(result.provenance())
                .containsEntry("extractor", "pixels")
                .containsEntry("extractor hash", "identity");
    }

    /**
     * On the path from 0 to 1, G(z) = z² changes at the rate 2t + ε with uniform t. The expected
     * value is the mean of (2t + ε)² over the middle 98 % of t.
     */
    @Test
    void pathsAreWalkedAtAUniformPlace() {
        double epsilon = 0.0625;
        MetricResult result = new PerceptualPathLength(new Pixels(), 2000, epsilon)
                .evaluate(new Walk(Points.of(2, 0, 0), new Line(0, false, z -> z.mul(z))));
        double expected = (Math.pow(2 * 0.99 + epsilon, 3) - Math.pow(2 * 0.01 + epsilon, 3)) / 6 / 0.98;
        assertThat(result.value())
                .isCloseTo(expected, within(4 * result.details().get("standard-error")));
        assertThat(result.details().get("standard-error")).isCloseTo(0.026, within(0.003));
    }

    /**
     * The classes alternate from path to path, but both ends of a path have the same class. With
     * different classes, the jump between them would count.
     */
    @Test
    void pathsStayInAClass() {
        Line sampler = new Line(3, true, z -> z.mul(2));
        MetricResult result =
                new PerceptualPathLength(new Pixels(), 700, 0.0625).evaluate(new Walk(Points.of(2, 0, 0), sampler));
        assertThat(result.value()).isPositive();
        assertThat(sampler.labels).hasSize(4);
        for (int call = 0; call < 4; call++) {
            int[] labels = sampler.labels.get(call);
            assertThat(labels).hasSize(call < 2 ? 500 : 200);
            for (int i = 0; i < labels.length; i++) {
                assertThat(labels[i]).isEqualTo(i % 3);
            }
        }
    }

    @Test
    void generatorsAndFeaturesThatDivergeAreRefused() {
        assertThatThrownBy(() -> new PerceptualPathLength(new Pixels(), 100, 0.1)
                        .evaluate(new Walk(Points.of(2, 0, 0), new Line(0, false, z -> z.div(0)))))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("perceptual-path-length: generated example 0 contains ")
                .hasMessageEndingWith(". The generator has diverged.");
        assertThatThrownBy(() -> new PerceptualPathLength(new NoNumbers(), 100, 0.1)
                        .evaluate(new Walk(Points.of(2, 0, 0), new Line(0, false, z -> z.mul(2)))))
                .isInstanceOf(GanException.class)
                .hasMessage("perceptual-path-length: no-numbers features of the generated example 0 contains NaN. The"
                        + " extractor's file does not fit such examples.");
        GivenExamples none = Points.compared(Points.of(2, 0, 0), Points.of(2, 0, 0));
        assertThatThrownBy(() -> new PerceptualPathLength().evaluate(none))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("perceptual-path-length: needs a generator to walk through");
        assertThat(new PerceptualPathLength().featureExtractor()).contains(new Pixels());
        assertThat(new PerceptualPathLength()
                        .inapplicable(new Walk(Points.of(2, 0, 0), new Line(0, false, z -> z.mul(z)))))
                .isEmpty();
        assertThat(new PerceptualPathLength(new OnnxFile(), 100, 0.1)
                        .inapplicable(new Walk(Points.of(2, 0, 0), new Line(0, false, z -> z.mul(z)))))
                .isPresent();
    }

    @Test
    void pathLengthNeedsAGenerator() {
        Examples points = Points.of(2, 0, 0);
        assertThat(new PerceptualPathLength().inapplicable(Points.compared(points, points)))
                .isPresent();
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new PerceptualPathLength(new Pixels(), 10, 1))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("paths: must be ≥ 100, was 10; epsilon: must be in (0, 1), was 1");
    }

    @Test
    void similarityIsOneForEqualImagesAndFallsWithNoise() {
        RandomStream random = new RandomStream(1);
        float[] values = new float[3 * 32 * 32];
        for (int p = 0; p < 1024; p++) {
            values[p] = (float) Math.sin(p * 0.2);
            values[1024 + p] = values[p] + (float) (0.1 * random.nextNormal());
            values[2048 + p] = (float) random.nextNormal();
        }
        Examples images = new Examples(TensorShape.of(1, 32, 32), values, new int[3]);
        StructuralSimilarity similarity = new StructuralSimilarity(images.shape(), 2);
        assertThat(similarity.scales()).isEqualTo(3);
        assertThat(similarity.of(images, 0, 0)).isCloseTo(1, within(1e-12));
        assertThat(similarity.of(images, 0, 1)).isBetween(0.5, 0.999);
        assertThat(similarity.of(images, 0, 2)).isLessThan(similarity.of(images, 0, 1));
    }

    @Test
    void transformHasThePowerOfAWaveAtItsFrequency() {
        float[] wave = new float[12 * 10];
        for (int p = 0; p < wave.length; p++) {
            wave[p] = (float) Math.cos(2 * Math.PI * (3.0 * Math.floorDiv(p, 10) / 12 + 2.0 * (p % 10) / 10));
        }
        Fourier fourier = new Fourier(12, 10);
        fourier.transform(Plane.of(new Examples(TensorShape.of(1, 12, 10), wave, new int[1]), 0, 0));
        for (int v = 0; v < 12; v++) {
            for (int u = 0; u < 10; u++) {
                boolean peak = (v == 3 && u == 2) || (v == 9 && u == 8);
                assertThat(fourier.power(v, u)).as("%s, %s", v, u).isCloseTo(peak ? 3600 : 0, within(1e-3));
            }
        }
    }

    @Test
    void blankImagesHaveNoPower() {
        Examples grey = images(12, 16, 12, (i, y, x) -> 0.1 + i / 10.0);
        Examples darker = images(12, 16, 12, (i, y, x) -> -0.7 + i / 30.0);
        MetricResult same = new PowerSpectrum().evaluate(Points.compared(grey, darker));
        assertThat(same.value()).isZero();
        assertThat(same.details()).containsEntry("highest", 0.0);
        // A missing power counts as 10⁻¹² of the strongest, which is −120 dB; here only one
        // frequency has any power.
        Examples waves = images(12, 16, 16, (i, y, x) -> Math.cos(2 * Math.PI * 3 * x / 16));
        double expected = 120 / Math.sqrt(8);
        assertThat(new PowerSpectrum()
                        .evaluate(Points.compared(images(12, 16, 16, (i, y, x) -> 0.3), waves))
                        .value())
                .isCloseTo(expected, within(1e-6));
    }

    @Test
    void theLevelOfImagesHidesNoDifference() {
        RandomStream random = new RandomStream(1);
        float[] noise = new float[20 * 256];
        for (int p = 0; p < noise.length; p++) {
            noise[p] = 64 * random.nextInt(100);
        }
        Examples low = images(20, 16, 16, (i, y, x) -> noise[i * 256 + 16 * y + x]);
        Examples high = images(20, 16, 16, (i, y, x) -> 1e8 + noise[i * 256 + 16 * y + x]);
        Examples other = images(20, 16, 16, (i, y, x) -> 2 * noise[i * 256 + 16 * y + 15 - x]);
        Examples otherHigh = images(20, 16, 16, (i, y, x) -> 1e8 + 2 * noise[i * 256 + 16 * y + 15 - x]);
        double expected =
                new PowerSpectrum().evaluate(Points.compared(other, low)).value();
        assertThat(expected).isGreaterThan(1);
        assertThat(new PowerSpectrum()
                        .evaluate(Points.compared(otherHigh, high))
                        .value())
                .isCloseTo(expected, within(1e-9));
        // At such a level luminance is the same everywhere, and the structure counts alone.
        StructuralSimilarity similarity = new StructuralSimilarity(high.shape(), 6400);
        assertThat(similarity.of(high, 0, 0)).isCloseTo(1, within(1e-12));
        double structure = similarity.of(high, 0, 1);
        StructuralSimilarity raised = new StructuralSimilarity(high.shape(), 6400);
        Examples raisedLow = images(20, 16, 16, (i, y, x) -> 1e6 + noise[i * 256 + 16 * y + x]);
        assertThat(structure).isCloseTo(raised.of(raisedLow, 0, 1), within(1e-4));
    }

    @FunctionalInterface
    private interface Pixel {
        double at(int image, int y, int x);
    }

    private static Examples images(int count, int height, int width, Pixel pixel) {
        float[] values = new float[count * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) pixel.at(i / (height * width), i / width % height, i % width);
        }
        return new Examples(TensorShape.of(1, height, width), values, new int[count]);
    }

    @PluginName(value = "no-numbers", summary = "NaN for everything.")
    private record NoNumbers() implements FeatureExtractor {
        @Override
        public FeatureMap open(MetricContext context) {
            return new FeatureMap() {
                @Override
                public String hash() {
                    return "none";
                }

                @Override
                public Examples features(Examples examples) {
                    float[] values = new float[examples.values().length];
                    Arrays.fill(values, Float.NaN);
                    return new Examples(examples.shape(), values, examples.labels());
                }
            };
        }
    }

    /** One point, and a generator to walk through. */
    private record Walk(Examples points, Sampler walked) implements MetricContext {
        @Override
        public DatasetInfo data() {
            return Points.compared(points, points).data();
        }

        @Override
        public Examples generated() {
            return points;
        }

        @Override
        public Examples reference() {
            return points;
        }

        @Override
        public Examples heldOut() {
            return points;
        }

        @Override
        public Optional<NetworkSet> networks() {
            return Optional.empty();
        }

        @Override
        public RandomStream random() {
            return new RandomStream(1);
        }

        @Override
        public long seed() {
            return 1;
        }

        @Override
        public Optional<Sampler> sampler() {
            return Optional.of(walked);
        }
    }

    /** Latents (0, 0), and then (1, 0) or, for example i, (i, 0). */
    private static final class Line implements Sampler {
        private final int classes;
        private final boolean counting;
        private final UnaryOperator<INDArray> generator;
        private final List<int[]> labels = new ArrayList<>();
        private int drawn;

        private Line(int classes, boolean counting, UnaryOperator<INDArray> generator) {
            this.classes = classes;
            this.counting = counting;
            this.generator = generator;
        }

        @Override
        public TensorShape latentShape() {
            return TensorShape.of(2);
        }

        @Override
        public int classes() {
            return classes;
        }

        @Override
        public Examples drawLatents(int count, RandomStream random) {
            float[] latents = new float[2 * count];
            if (drawn++ % 2 == 1) {
                for (int i = 0; i < count; i++) {
                    // In no order: 7 divides no number of paths here.
                    latents[2 * i] = counting ? i * 7 % count : 1;
                }
            }
            return Examples.unlabelled(TensorShape.of(2), latents);
        }

        @Override
        public Examples generate(Examples latents, int[] given) {
            labels.add(given);
            INDArray codes = Nd4j.createFromArray(latents.values()).reshape(latents.count(), 2);
            return Examples.copyOf(HostTensor.over(generator.apply(codes)), TensorShape.of(2));
        }
    }
}
