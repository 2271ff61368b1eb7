package org.ganlib.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.ganlib.metrics.density.VariationalDivergence;
import org.ganlib.metrics.distance.ClassifierTwoSample;
import org.ganlib.metrics.distance.MaximumMeanDiscrepancy;
import org.ganlib.metrics.distance.NearestNeighbour;
import org.ganlib.metrics.distance.OptimalTransport;
import org.ganlib.metrics.distance.Sinkhorn;
import org.ganlib.metrics.distance.SlicedWasserstein;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.extractor.PrincipalComponents;
import org.ganlib.metrics.feature.Coverage;
import org.ganlib.metrics.feature.Density;
import org.ganlib.metrics.feature.KernelDistance;
import org.ganlib.metrics.feature.Precision;
import org.ganlib.metrics.feature.Recall;
import org.ganlib.metrics.image.MultiScaleSimilarity;
import org.ganlib.metrics.image.PerceptualPathLength;
import org.ganlib.metrics.latent.LinearProbe;
import org.ganlib.metrics.latent.RequestedClass;
import org.ganlib.metrics.likelihood.CrossValidatedDensity;
import org.ganlib.metrics.likelihood.Parzen;
import org.ganlib.metrics.mode.BirthdayParadox;
import org.ganlib.metrics.mode.ModeCoverage;
import org.ganlib.metrics.network.MnistCnn;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings are taken up to the ends of their ranges and refused beyond, by name. */
final class SettingsTest {
    private static final FeatureExtractor PIXELS = new Pixels();
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    /**
     * A setting beyond its range, or at its end.
     *
     * @param setting its name
     * @param refused makes the plugin with a value beyond the range
     * @param taken makes it with the value at the end
     */
    private record Range(String setting, Supplier<Object> refused, Supplier<Object> taken) {
        @Override
        public String toString() {
            return setting;
        }
    }

    static List<Range> ranges() {
        return List.of(
                range("k", () -> new Precision(PIXELS, 0), () -> new Precision(PIXELS, 1)),
                range("k", () -> new Recall(PIXELS, 0), () -> new Recall(PIXELS, 1)),
                range("k", () -> new Density(PIXELS, 0), () -> new Density(PIXELS, 1)),
                range("k", () -> new Coverage(PIXELS, 0), () -> new Coverage(PIXELS, 1)),
                range("block", () -> new KernelDistance(PIXELS, 1), () -> new KernelDistance(PIXELS, 2)),
                range("components", () -> new PrincipalComponents(0), () -> new PrincipalComponents(1)),
                range("epochs", () -> new MnistCnn(0, 1), () -> new MnistCnn(1, 1)),
                range("order", () -> new OptimalTransport(PIXELS, 0.99, 1), () -> new OptimalTransport(PIXELS, 1, 1)),
                range(
                        "order",
                        () -> new OptimalTransport(PIXELS, INFINITE, 1),
                        () -> new OptimalTransport(PIXELS, 1e300, 1)),
                range("limit", () -> new OptimalTransport(PIXELS, 1, 0), () -> new OptimalTransport(PIXELS, 1, 1)),
                range(
                        "limit",
                        () -> new OptimalTransport(PIXELS, 1, 20_001),
                        () -> new OptimalTransport(PIXELS, 1, 20_000)),
                range("order", () -> sinkhorn(0.99, 1, 1, 1), () -> sinkhorn(1, 1, 1, 1)),
                range("order", () -> sinkhorn(INFINITE, 1, 1, 1), () -> sinkhorn(1e300, 1, 1, 1)),
                range("regularisation", () -> sinkhorn(1, 0, 1, 1), () -> sinkhorn(1, 1e-300, 1, 1)),
                range("tolerance", () -> sinkhorn(1, 1, 0, 1), () -> sinkhorn(1, 1, 1e-300, 1)),
                range("limit", () -> sinkhorn(1, 1, 1, 0), () -> sinkhorn(1, 1, 1, 1)),
                range("limit", () -> sinkhorn(1, 1, 1, 20_001), () -> sinkhorn(1, 1, 1, 20_000)),
                range(
                        "projections",
                        () -> new SlicedWasserstein(PIXELS, 0, 1),
                        () -> new SlicedWasserstein(PIXELS, 1, 1)),
                range("order", () -> new SlicedWasserstein(PIXELS, 1, 0), () -> new SlicedWasserstein(PIXELS, 1, 1)),
                range(
                        "order",
                        () -> new SlicedWasserstein(PIXELS, 1, INFINITE),
                        () -> new SlicedWasserstein(PIXELS, 1, 1e300)),
                range(
                        "sigma",
                        () -> new MaximumMeanDiscrepancy(PIXELS, -1e-9),
                        () -> new MaximumMeanDiscrepancy(PIXELS, 0)),
                range(
                        "sigma",
                        () -> new MaximumMeanDiscrepancy(PIXELS, INFINITE),
                        () -> new MaximumMeanDiscrepancy(PIXELS, 1e300)),
                range(
                        "permutations",
                        () -> new ClassifierTwoSample(PIXELS, 0, 2),
                        () -> new ClassifierTwoSample(PIXELS, 1, 2)),
                range(
                        "limit",
                        () -> new ClassifierTwoSample(PIXELS, 1, 1),
                        () -> new ClassifierTwoSample(PIXELS, 1, 2)),
                range("class-share", () -> new NearestNeighbour(0, 1), () -> new NearestNeighbour(1e-300, 1)),
                range("class-share", () -> new NearestNeighbour(1.01, 1), () -> new NearestNeighbour(1, 1)),
                range("held-out", () -> new NearestNeighbour(0.1, 0), () -> new NearestNeighbour(0.1, 1)),
                range("pairs", () -> new MultiScaleSimilarity(1), () -> new MultiScaleSimilarity(2)),
                range(
                        "paths",
                        () -> new PerceptualPathLength(PIXELS, 99, 0.1),
                        () -> new PerceptualPathLength(PIXELS, 100, 0.1)),
                range(
                        "epsilon",
                        () -> new PerceptualPathLength(PIXELS, 100, 0),
                        () -> new PerceptualPathLength(PIXELS, 100, 1e-9)),
                range(
                        "epsilon",
                        () -> new PerceptualPathLength(PIXELS, 100, 1),
                        () -> new PerceptualPathLength(PIXELS, 100, 0.99)),
                range("labels", () -> new LinearProbe("", 1), () -> new LinearProbe("", 2)),
                range("minimum-accuracy", () -> new RequestedClass(PIXELS, -0.01), () -> new RequestedClass(PIXELS, 0)),
                range("minimum-accuracy", () -> new RequestedClass(PIXELS, 1.01), () -> new RequestedClass(PIXELS, 1)),
                range("closeness", () -> new BirthdayParadox(PIXELS, 0), () -> new BirthdayParadox(PIXELS, 1e-300)),
                range("radius", () -> new ModeCoverage(0), () -> new ModeCoverage(1e-300)),
                range("samples", () -> new Parzen(99, 1), () -> new Parzen(100, 1)),
                range("validation", () -> new Parzen(100, 0), () -> new Parzen(100, 1)),
                range("folds", () -> kde(1, 0.1, 1, 2, 100), () -> kde(2, 0.1, 1, 2, 100)),
                range("smallest", () -> kde(2, 0, 1, 2, 100), () -> kde(2, 1e-100, 1, 2, 100)),
                range("smallest", () -> kde(2, 1e-101, 1, 2, 100), () -> kde(2, 1e-100, 1, 2, 100)),
                range("largest", () -> kde(2, 1, 1, 2, 100), () -> kde(2, 1, 1.01, 2, 100)),
                range("largest", () -> kde(2, 1, INFINITE, 2, 100), () -> kde(2, 1, 1e300, 2, 100)),
                range("bandwidths", () -> kde(2, 0.1, 1, 1, 100), () -> kde(2, 0.1, 1, 2, 100)),
                range("samples", () -> kde(2, 0.1, 1, 2, 99), () -> kde(2, 0.1, 1, 2, 100)),
                range("smallest", () -> divergence(0, 1, 2, 100), () -> divergence(1e-9, 1, 2, 100)),
                range("largest", () -> divergence(1, 1, 2, 100), () -> divergence(1, 1.01, 2, 100)),
                range("largest", () -> divergence(1, INFINITE, 2, 100), () -> divergence(1, 1e300, 2, 100)),
                range("bandwidths", () -> divergence(0.1, 1, 1, 100), () -> divergence(0.1, 1, 2, 100)),
                range("samples", () -> divergence(0.1, 1, 2, 99), () -> divergence(0.1, 1, 2, 100)));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void endsOfRangesBelongToThem(Range range) {
        assertThat(range.taken().get()).isNotNull();
        assertThatThrownBy(() -> range.refused().get())
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith(range.setting() + ": must be ");
    }

    /** Every metric describes what it measures, including the values of its settings. */
    @Test
    void everyMetricSaysWhatItMeans() {
        ServiceLoader.load(Metric.class).forEach(metric -> {
            MetricInfo info = metric.info();
            assertThat(info.unit()).isNotBlank();
            assertThat(info.protocol()).isNotBlank();
            assertThat(info.bias()).isNotBlank();
            assertThat(info.minimumSamples()).isPositive();
        });
    }

    private static Sinkhorn sinkhorn(double order, double regularisation, double tolerance, int limit) {
        return new Sinkhorn(PIXELS, order, regularisation, tolerance, limit);
    }

    private static CrossValidatedDensity kde(int folds, double smallest, double largest, int bandwidths, int samples) {
        return new CrossValidatedDensity(folds, smallest, largest, bandwidths, samples);
    }

    private static VariationalDivergence divergence(double smallest, double largest, int bandwidths, int samples) {
        return new VariationalDivergence(Optional.empty(), smallest, largest, bandwidths, samples);
    }

    private static Range range(String setting, Supplier<Object> refused, Supplier<Object> taken) {
        return new Range(setting, refused, taken);
    }
}
