package org.ganlib.metrics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.ganlib.file.NpyArray;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.Coverage;
import org.ganlib.metrics.feature.Density;
import org.ganlib.metrics.feature.FrechetDistance;
import org.ganlib.metrics.feature.KernelDistance;
import org.ganlib.metrics.feature.Precision;
import org.ganlib.metrics.feature.Recall;
import org.ganlib.metrics.likelihood.CrossValidatedDensity;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricResult;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

/**
 * Agreement with numpy, scipy and scikit-learn on the arrays that scripts/golden/metrics.py made.
 */
final class GoldenTest {
    private static final String FOLDER = "/org/ganlib/metrics/golden/";
    private static final Examples REAL = examples("real.npy");
    private static final Examples GENERATED = examples("generated.npy");
    private static final JsonNode VALUES = values();

    @Test
    void featureMetricsAgree() {
        agrees("frechet", evaluate(new FrechetDistance()).value());
        agrees("kernel", evaluate(new KernelDistance()).value());
        agrees("precision", evaluate(new Precision()).value());
        agrees("recall", evaluate(new Recall()).value());
        agrees("density", evaluate(new Density()).value());
        agrees("coverage", evaluate(new Coverage()).value());
    }

    @Test
    void frechetDistanceOfSingularCovariancesAgrees() {
        agrees(
                "frechet-singular",
                evaluate(new FrechetDistance(), Selection.first(REAL, 8), Selection.first(GENERATED, 8))
                        .value());
    }

    @Test
    void kernelAndEnergyDistancesAgree() {
        MetricResult discrepancy = evaluate(new MaximumMeanDiscrepancy());
        agrees("mmd", discrepancy.value());
        agrees("mmd-sigma", discrepancy.details().get("sigma"));
        agrees("energy", evaluate(new EnergyDistance()).value());
    }

    @Test
    void transportAgrees() {
        agrees("wasserstein-1d", evaluate(new Wasserstein1d()).value());
        agrees(
                "wasserstein-1d-unequal",
                evaluate(new Wasserstein1d(), REAL, Selection.first(GENERATED, 77))
                        .value());
        agrees("optimal-transport", evaluate(new OptimalTransport()).value());
        for (int order : new int[] {2, 20, 1000}) {
            agrees(
                    "optimal-transport-" + order,
                    evaluate(new OptimalTransport(new Pixels(), order, 2000)).value());
        }
        Examples directions = examples("directions.npy");
        for (int order : new int[] {1, 2, 3, 1000}) {
            int[] next = new int[1];
            int each = directions.shape().elements();
            agrees(
                    order == 1 ? "sliced-wasserstein" : "sliced-wasserstein-" + order,
                    new SlicedWasserstein(new Pixels(), directions.count(), order)
                            .distance(
                                    REAL,
                                    GENERATED,
                                    () -> Arrays.copyOfRange(directions.values(), next[0] * each, ++next[0] * each)));
        }
    }

    @Test
    void sinkhornDivergenceAgrees() {
        MetricResult result = evaluate(new Sinkhorn(new Pixels(), 1, 0.05, 1e-10, 1000));
        agrees("sinkhorn-cost", result.details().get("cost"));
        agrees("sinkhorn", result.value());
    }

    @Test
    void twoSampleTestAgrees() {
        agrees("classifier-two-sample", evaluate(new ClassifierTwoSample()).value());
        float[] apart = GENERATED.values().clone();
        for (int i = 0; i < apart.length; i++) {
            apart[i] += 0.5f;
        }
        MetricResult result =
                evaluate(new ClassifierTwoSample(), REAL, new Examples(GENERATED.shape(), apart, GENERATED.labels()));
        agrees("classifier-two-sample-apart", result.value());
        assertThat(result.details().get("p-value")).isLessThan(0.01);
    }

    @Test
    void kernelDensityAgrees() {
        MetricResult result = evaluate(new CrossValidatedDensity());
        agrees("kde-bandwidth", result.details().get("chosen-bandwidth"));
        agrees("kde", result.value());
    }

    private static void agrees(String name, double value) {
        double expected = VALUES.path(name).asDouble();
        assertThat(expected).as("golden value of %s", name).isNotZero();
        assertThat(value).as(name).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    }

    private static MetricResult evaluate(Metric metric) {
        return evaluate(metric, REAL, GENERATED);
    }

    private static MetricResult evaluate(Metric metric, Examples real, Examples generated) {
        return metric.evaluate(new FakeContext(generated, real, real, ValueRange.UNBOUNDED, List.of()));
    }

    private static JsonNode values() {
        try (InputStream in = GoldenTest.class.getResourceAsStream(FOLDER + "values.json")) {
            return new ObjectMapper().readTree(in).path("values");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Examples examples(String file) {
        try (InputStream in = new BufferedInputStream(GoldenTest.class.getResourceAsStream(FOLDER + file))) {
            NpyArray array = NpyArray.read(in, file);
            int[] labels = new int[(int) array.shape()[0]];
            return new Examples(TensorShape.of((int) array.shape()[1]), array.floats(), labels);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
