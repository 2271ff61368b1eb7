package org.ganlib.metrics.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.losses.fdivergence.JensenShannon;
import org.ganlib.losses.integral.Wasserstein;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.MetricResult;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GivenExamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples of one known density judged by another, where integrals have the answer. */
final class VariationalDivergenceTest {
    private static final KnownDensity STANDARD = new Normal(0, 1);
    private static final KnownDensity SHIFTED = new Normal(0.6, 1.3);
    private static final KnownDensity TWO_MODES = DensityText.parse("test", "mixture:0.5,-2,0.3;0.5,2,0.3");
    private static final KnownDensity UNEVEN_MODES = DensityText.parse("test", "mixture:0.8,-1.9,0.35;0.2,2,0.25");

    /** A kernel density of 500 points is off by a tenth here and there, the bound by its square. */
    private static final double LOOSENESS = 0.04;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "total-variation",
                "kl",
                "reverse-kl",
                "pearson",
                "squared-hellinger",
                "jeffrey",
                "jsd",
                "jensen-shannon",
                "weighted-0.3",
                "gan",
                "alpha0.5",
                "alpha1.5",
                "alpha2.0"
            })
    void theIntegralIsFoundFromSamples(String name) {
        requireIntegral(name, STANDARD, SHIFTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kl", "jensen-shannon"})
    void theIntegralOfMixturesIsFoundFromSamples(String name) {
        requireIntegral(name, TWO_MODES, UNEVEN_MODES);
    }

    private static void requireIntegral(String name, KnownDensity p, KnownDensity q) {
        double exact = new ExactDivergence(p, q).value(Divergences.named(name));
        MetricResult result = measure(Divergences.named(name), p, q, 1000, 1);
        double floor = Divergences.named(name).f().value(1);
        assertThat(result.value())
                .as("exactly %s, %s", exact, result.details())
                .isCloseTo(exact, within(4 * error(result) + LOOSENESS * (exact - floor)));
    }

    /** Its mean over 30 sets of samples, which are so few that kernel densities are poor. */
    @ParameterizedTest
    @ValueSource(strings = {"kl", "reverse-kl", "jensen-shannon"})
    void onAverageItIsNeverAboveTheDivergence(String name) {
        double exact = new ExactDivergence(STANDARD, SHIFTED).value(Divergences.named(name));
        int sets = 30;
        double mean = 0;
        double variance = 0;
        for (int seed = 0; seed < sets; seed++) {
            MetricResult result = measure(Divergences.named(name), STANDARD, SHIFTED, 120, seed);
            mean += result.value() / sets;
            variance += error(result) * error(result) / sets / sets;
        }
        assertThat(mean).as("exactly %s", exact).isLessThan(exact + 3 * Math.sqrt(variance));
    }

    @ParameterizedTest
    @CsvSource({"total-variation, 1", "jensen-shannon, 1.3862943611198906", "jsd, 0.6931471805599453"})
    void disjointModelsReachTheLargestValue(String name, double largest) {
        MetricResult result = measure(Divergences.named(name), STANDARD, new Normal(40, 1), 1000, 1);
        assertThat(result.value()).isCloseTo(largest, within(0.01 * largest));
    }

    @Test
    void whereNothingIsGeneratedAnInfiniteDivergenceIsBoundedByTheLogarithmOfTheSamples() {
        KnownDensity oneMode = new Normal(-2, 0.3);
        MetricResult result = measure(Divergences.named("kl"), TWO_MODES, oneMode, 1000, 1);
        // Half of the mass is 13 standard deviations away: KL is 88 nats as an integral, of which samples show log 2
        // and how rare a second
        // mode must be.
        assertThat(result.value()).isBetween(Math.log(2), Math.log(1000));
        assertThat(result.value()).as("by %s", result.details()).isGreaterThan(2.5);
        assertThat(result.details().get("real/beyond-limit")).isCloseTo(0.5, within(0.03));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reverse-kl", "neyman", "jeffrey"})
    void examplesWhereTheDataHasNoneMakeWhatIsInfiniteInfinite(String name) {
        MetricResult result = measure(Divergences.named(name), new Uniform(0, 1), new Uniform(0, 1.2), 500, 1);
        assertThat(result.value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(result.details()).containsEntry("log-density/generated", Double.NEGATIVE_INFINITY);
    }

    @Test
    void examplesWhereTheDataHasNoneCostWhatTheIntegralSays() {
        double exact = new ExactDivergence(new Uniform(0, 1), new Uniform(0, 1.25)).value(Divergences.named("kl"));
        MetricResult result = measure(Divergences.named("kl"), new Uniform(0, 1), new Uniform(0, 1.25), 2000, 1);
        assertThat(exact).isCloseTo(Math.log(1.25), within(1e-9));
        assertThat(result.value()).isBetween(0.8 * exact, exact + 4 * error(result));
    }

    @Test
    void perfectSamplersAreNotToldFromTheData() {
        for (int seed = 0; seed < 2; seed++) {
            Examples real = draws(TWO_MODES, 4000, 2 * seed + 101);
            MetricResult result = chosen(Divergences.named("kl"))
                    .evaluate(given(TWO_MODES, draws(TWO_MODES, 1000, 2 * seed + 100), real, seed));
            assertThat(result.value()).isCloseTo(0, within(0.01));
            assertThat(result.details().get("perfect-sampler")).isCloseTo(0, within(0.01));
            // Minus the entropy: log 2 and that of a normal density, as the modes do not overlap.
            double entropy = Math.log(2) + Math.log(0.3 * Math.sqrt(2 * Math.PI * Math.E));
            assertThat(result.details().get("log-density/real")).isCloseTo(-entropy, within(0.03));
            assertThat(result.details().get("log-density/generated")).isCloseTo(-entropy, within(0.1));
        }
    }

    @Test
    void aGeneratorThatGivesOnePointIsAsFarAsCanBe() {
        Examples point = new Examples(TensorShape.of(1), new float[500], new int[500]);
        MetricResult result = new VariationalDivergence().evaluate(given(STANDARD, point, 1));
        assertThat(result.value()).isCloseTo(2 * Math.log(2), within(0.05));
    }

    @Test
    void theOrderOfExamplesDoesNotMatter() {
        Examples some = draws(SHIFTED, 501, 3);
        int[] back = new int[501];
        Arrays.setAll(back, i -> 500 - i);
        double value =
                new VariationalDivergence().evaluate(given(STANDARD, some, 1)).value();
        assertThat(value).isPositive();
        assertThat(new VariationalDivergence()
                        .evaluate(given(STANDARD, some.at(back), 1))
                        .value())
                .isEqualTo(value);
    }

    @Test
    void whereNoneIsNamedItIsTheTablesJensenShannon() {
        GivenExamples given = given(STANDARD, draws(SHIFTED, 500, 3), 1);
        MetricResult byDefault = new VariationalDivergence().evaluate(given);
        MetricResult named = chosen(new JensenShannon()).evaluate(given);
        assertThat(byDefault.value()).isCloseTo(named.value(), within(1e-12));
        assertThat(byDefault.provenance()).isEqualTo(named.provenance()).containsEntry("divergence", "jensen-shannon");
        assertThat(chosen(Divergences.named("alpha1.5")).info().protocol()).startsWith("alpha (alpha 1.5) of P from Q");
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        assertThatThrownBy(() -> chosen(new Wasserstein()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("of: must be an f-divergence, was wasserstein");
        GivenExamples unknown = new GivenExamples(
                info(1),
                draws(STANDARD, 200, 1),
                draws(STANDARD, 200, 2),
                draws(STANDARD, 200, 3),
                Optional.empty(),
                1);
        assertThat(new VariationalDivergence().inapplicable(unknown)).isPresent();
        assertThatThrownBy(() -> new VariationalDivergence().evaluate(unknown))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("line has no density that is known");
        Examples plane = new Examples(TensorShape.of(2), new float[400], new int[200]);
        assertThatThrownBy(() -> new VariationalDivergence().evaluate(given(STANDARD, plane, 1)))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("generated examples are 2, the density is of 1 dimensions");
    }

    private static VariationalDivergence chosen(Divergence divergence) {
        return new VariationalDivergence(Optional.of(divergence), 1e-3, 1, 13, 5000);
    }

    private static MetricResult measure(Divergence divergence, KnownDensity p, KnownDensity q, int count, long seed) {
        return chosen(divergence).evaluate(given(p, draws(q, count, 2 * seed + 100), seed));
    }

    private static double error(MetricResult result) {
        return result.details().get("standard-error");
    }

    private static GivenExamples given(KnownDensity p, Examples generated, long seed) {
        Examples real = draws(p, Math.max(400, generated.count() * 7 / 4), 2 * seed + 101);
        return given(p, generated, real, seed);
    }

    private static GivenExamples given(KnownDensity p, Examples generated, Examples real, long seed) {
        return new GivenExamples(info(1), generated, real, real, Optional.of(new OnTheLine(p)), seed);
    }

    private static Examples draws(KnownDensity density, int count, long seed) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) density.quantile(random.nextDouble());
        }
        return new Examples(TensorShape.of(1), values, new int[count]);
    }

    private static DatasetInfo info(int dimension) {
        return new DatasetInfo(
                "line",
                TensorShape.of(dimension),
                ValueRange.UNBOUNDED,
                OptionalInt.empty(),
                List.of(),
                "none",
                "nobody",
                "drawn");
    }

    private record OnTheLine(KnownDensity density) implements KnownDistribution {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double logDensity(double[] point) {
            return density.logDensity(point[0]);
        }
    }
}
