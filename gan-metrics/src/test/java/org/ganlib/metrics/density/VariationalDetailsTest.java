package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.GanException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.MetricResult;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GivenExamples;
import org.junit.jupiter.api.Test;

/** The details beside the value: its error, the bandwidth, the limit, and the perfect sampler. */
final class VariationalDetailsTest {
    /** Two bandwidths that are nearly the same: 0.2 standard deviations. */
    private static final VariationalDivergence OF_ONE_BANDWIDTH =
            new VariationalDivergence(Optional.empty(), 0.2, 0.2000001, 2, 5000);

    /**
     * From 400 examples on, the mean of squared errors is the variance of the value. Over 40 sets
     * of samples the variance has a standard error of 23 %, so a factor of 2 is found.
     */
    @Test
    void theErrorIsTheStandardDeviationOfTheValue() {
        VariationalDivergence smooth = new VariationalDivergence(Optional.empty(), 0.5, 0.5000001, 2, 5000);
        int sets = 40;
        double[] values = new double[sets];
        double mean = 0;
        double squaredErrors = 0;
        for (int set = 0; set < sets; set++) {
            MetricResult result = smooth.evaluate(
                    given(Points.normal(3 * set + 1, 400, 1, 1), Points.normal(3 * set + 2, 799, 0, 1), set, 1));
            values[set] = result.value();
            mean += result.value() / sets;
            double error = result.details().get("standard-error");
            squaredErrors += error * error / sets;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / (sets - 1);
        }
        assertThat(squaredErrors / variance).isBetween(0.6, 1.6);
    }

    /** The bandwidth is in units of the real examples: the root of the mean variance, here √5. */
    @Test
    void theBandwidthIsThatOfTheRealExamples() {
        Examples real = Points.normal(1, 700, 3, 1, 3);
        MetricResult result = OF_ONE_BANDWIDTH.evaluate(given(Points.normal(2, 200, 9, 1, 3), real, 1, 2));
        // The first 200 real examples are the perfect sampler's.
        Examples draws = Selection.range(real, 200, 700);
        double squares = 0;
        for (int k = 0; k < 2; k++) {
            double mean = 0;
            for (int i = 0; i < 500; i++) {
                mean += draws.values()[2 * i + k] / 500;
            }
            for (int i = 0; i < 500; i++) {
                squares += Math.pow(draws.values()[2 * i + k] - mean, 2) / 1000;
            }
        }
        assertThat(Math.sqrt(squares)).isCloseTo(Math.sqrt(5), within(0.15));
        assertThat(result.details().get("chosen-bandwidth")).isCloseTo(0.2 * Math.sqrt(squares), within(1e-6));
    }

    @Test
    void everythingIsBeyondTheLimitWhereNothingIsGenerated() {
        MetricResult far =
                OF_ONE_BANDWIDTH.evaluate(given(Points.normal(1, 200, 40, 1), Points.normal(2, 400, 0, 1), 1, 1));
        assertThat(far.details()).containsEntry("real/beyond-limit", 1.0).containsKey("chosen-bandwidth");
        MetricResult same =
                OF_ONE_BANDWIDTH.evaluate(given(Points.normal(4, 200, 0, 1), Points.normal(5, 400, 0, 1), 1, 1));
        // No critic tells anything: it is constant.
        assertThat(same.value()).isZero();
        assertThat(same.details())
                .containsEntry("real/beyond-limit", 0.0)
                .containsEntry("standard-error", 0.0)
                .doesNotContainKey("chosen-bandwidth");
    }

    /**
     * A perfect sampler needs as many real examples as are generated, and as many again to judge.
     */
    @Test
    void aPerfectSamplerIsMeasuredWhereThereAreEnough() {
        Examples generated = Points.normal(1, 100, 1, 1);
        Examples real = Points.normal(2, 200, 0, 1);
        assertThat(OF_ONE_BANDWIDTH.evaluate(given(generated, real, 1, 1)).details())
                .containsKey("perfect-sampler");
        assertThat(OF_ONE_BANDWIDTH
                        .evaluate(given(generated, Selection.first(real, 199), 1, 1))
                        .details())
                .doesNotContainKey("perfect-sampler");
    }

    @Test
    void moreThanTheSettingAreNotUsed() {
        VariationalDivergence few = new VariationalDivergence(Optional.empty(), 0.2, 0.4, 2, 100);
        MetricResult result = few.evaluate(given(Points.normal(1, 101, 1, 1), Points.normal(2, 300, 0, 1), 1, 1));
        assertThat(result.samples()).isEqualTo(100);
        assertThat(result.provenance())
                .containsEntry("split", "held-out")
                .containsEntry("reference", "plane, drawn")
                .containsEntry("generated subset", "100 of 101 examples, drawn at random (seed 1)");
        assertThat(few.info().protocol())
                .isEqualTo("jensen-shannon of P from Q: variational bound at f'(p/q), p exact, q a Gaussian kernel"
                        + " density of every second one of at most 100 examples, bandwidth of 2 from 0.2 to 0.4"
                        + " standard deviations by 2-fold cross-validation, halves swapped");
    }

    /** The means of log p over the generated examples, and over the real ones that judge. */
    @Test
    void logDensitiesAreMeans() {
        Examples generated = Points.constant(100, 2);
        Examples real = Points.normal(1, 199, 0, 1);
        double mean = 0;
        for (float value : real.values()) {
            mean += new Normal(0, 1).logDensity(value) / 199;
        }
        Map<String, Double> details =
                OF_ONE_BANDWIDTH.evaluate(given(generated, real, 1, 1)).details();
        assertThat(details.get("log-density/generated")).isCloseTo(-2 - Math.log(2 * Math.PI) / 2, within(1e-12));
        assertThat(details.get("log-density/real")).isCloseTo(mean, within(1e-12));
    }

    /** A single generated example where p is 0 makes a divergence infinite whose f(0) is. */
    @Test
    void oneExampleOutsideDecidesWhereTheLimitIsInfinite() {
        Examples inside = Points.constant(100, 0.5f);
        float[] values = inside.values().clone();
        values[42] = 1.5f;
        Examples outside = Points.of(1, values);
        float[] uniform = new float[199];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = (i + 0.5f) / 199;
        }
        Examples real = Points.of(1, uniform);
        VariationalDivergence reverse =
                new VariationalDivergence(Optional.of(Divergences.named("reverse-kl")), 0.2, 0.2000001, 2, 5000);
        VariationalDivergence forward =
                new VariationalDivergence(Optional.of(Divergences.named("kl")), 0.2, 0.2000001, 2, 5000);
        MetricResult infinite = reverse.evaluate(given(outside, real, 1, 0));
        assertThat(infinite.value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(infinite.details())
                .containsEntry("standard-error", 0.0)
                .doesNotContainKeys("chosen-bandwidth", "real/beyond-limit");
        assertThat(forward.evaluate(given(outside, real, 1, 0)).value()).isFinite();
        assertThat(reverse.evaluate(given(inside, real, 1, 0)).value()).isFinite();
    }

    @Test
    void dataWithoutAKnownDensityIsRefused() {
        Examples enough = Points.normal(1, 100, 0, 1);
        GivenExamples known = given(enough, enough, 1, 1);
        GivenExamples unknown = new GivenExamples(known.data(), enough, enough, enough, Optional.empty(), 1);
        String reason = "plane has no density that is known. Use data that is drawn from a formula, such as"
                + " gaussian-ring.";
        assertThat(OF_ONE_BANDWIDTH.inapplicable(known)).isEmpty();
        assertThat(OF_ONE_BANDWIDTH.inapplicable(unknown)).hasValue(reason);
        assertThatThrownBy(() -> OF_ONE_BANDWIDTH.evaluate(unknown))
                .isInstanceOf(GanException.class)
                .hasMessage("f-divergence: " + reason);
    }

    @Test
    void tooFewOrDamagedExamplesAreRefused() {
        Examples enough = Points.normal(1, 100, 0, 1);
        requireRefusal(
                Points.normal(1, 99, 0, 1),
                enough,
                "f-divergence: needs at least 100 generated examples, was 99. Generate more.");
        requireRefusal(
                enough,
                Points.normal(1, 99, 0, 1),
                "f-divergence: needs at least 100 held-out examples, was 99. Compare with more.");
        float[] damaged = enough.values().clone();
        damaged[7] = Float.NaN;
        requireRefusal(
                Points.of(1, damaged),
                enough,
                "f-divergence: generated example 7 contains NaN. The generator has diverged, or the file is damaged.");
    }

    @Test
    void settingsOutOfTheirRangesAreAllNamed() {
        assertThatThrownBy(() -> new VariationalDivergence(Optional.empty(), 0, 0, 1, 99))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("smallest: must be > 0, was 0; largest: must be above smallest, was 0.0;"
                        + " bandwidths: must be ≥ 2, was 1; samples: must be ≥ 100, was 99");
        assertThatThrownBy(() -> new VariationalDivergence(Optional.empty(), 1, Double.POSITIVE_INFINITY, 1001, 100))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("largest: must be a finite number, was .inf; bandwidths: must be ≤ 1000, was 1001");
    }

    private static void requireRefusal(Examples generated, Examples real, String message) {
        assertThatThrownBy(() -> OF_ONE_BANDWIDTH.evaluate(given(generated, real, 1, 1)))
                .isInstanceOf(GanException.class)
                .hasMessage(message);
    }

    /** @param dimension 1 or 2; 0 for the uniform density on the line */
    private static GivenExamples given(Examples generated, Examples real, long seed, int dimension) {
        DatasetInfo info = new DatasetInfo(
                "plane",
                TensorShape.of(Math.max(1, dimension)),
                ValueRange.UNBOUNDED,
                OptionalInt.empty(),
                List.of(),
                "none",
                "nobody",
                "drawn");
        return new GivenExamples(
                info,
                generated,
                real,
                real,
                Optional.of(dimension == 0 ? new OnTheUnitInterval() : new Product(dimension)),
                seed);
    }

    /** N(0, 1) on the line; on the plane N(3, 1) across and N(3, 9) up. */
    private record Product(int dimension) implements KnownDistribution {
        @Override
        public double logDensity(double[] point) {
            return dimension == 1
                    ? new Normal(0, 1).logDensity(point[0])
                    : new Normal(3, 1).logDensity(point[0]) + new Normal(3, 3).logDensity(point[1]);
        }
    }

    private record OnTheUnitInterval() implements KnownDistribution {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double logDensity(double[] point) {
            return new Uniform(0, 1).logDensity(point[0]);
        }
    }
}
