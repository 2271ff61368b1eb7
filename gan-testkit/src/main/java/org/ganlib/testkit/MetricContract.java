package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginName;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

/**
 * The laws of metrics, without which their numbers cannot be compared. The interface's methods give
 * the data that the metric is tried on: by default vectors of four independent standard normal
 * coordinates, and worse examples with the mean 30.
 */
public interface MetricContract extends PluginContract<Metric> {
    /** The metric under contract. */
    Metric metric();

    @Override
    default Class<Metric> kind() {
        return Metric.class;
    }

    /** Examples as the data has them. */
    default Examples draw(int count, RandomStream random) {
        return normal(count, random, 0);
    }

    /** Examples that a good metric finds much worse: far away from the data, or all the same. */
    default Examples drawWorse(int count, RandomStream random) {
        return normal(count, random, 30);
    }

    /** The description of the data. */
    default DatasetInfo data() {
        return new DatasetInfo(
                "given",
                draw(1, new RandomStream(1)).shape(),
                ValueRange.UNBOUNDED,
                OptionalInt.empty(),
                List.of(),
                "none",
                "nobody",
                "drawn");
    }

    /** The data's distribution, where the metric needs it. */
    default Optional<KnownDistribution> distribution() {
        return Optional.empty();
    }

    /** The number of generated, training and held-out examples in the laws. */
    default int count() {
        return 300;
    }

    /**
     * The best value of the metric. If it is empty, the best value is that of fresh examples of the
     * data.
     */
    default OptionalDouble optimum() {
        return OptionalDouble.empty();
    }

    /** The best examples that can be generated, which are the real examples themselves. */
    default Examples best(GivenExamples given) {
        return given.reference();
    }

    /** The expected value for examples drawn from the data, where it is known. */
    default OptionalDouble ceiling() {
        return OptionalDouble.empty();
    }

    /**
     * The largest distance of the value from {@link #ceiling()} beside its sampling error, because
     * the limit for n → ∞ is not reached at a finite n.
     */
    default double ceilingBias() {
        return 0;
    }

    /**
     * The metric that has this one's value if generated and real examples swap roles; empty if
     * swapping them makes no sense.
     */
    default Optional<Metric> whenRolesSwap() {
        return Optional.of(metric());
    }

    /**
     * The largest change of the value by another order of the examples, relative to the value. It
     * comes from rounding, or from a metric's own sampling.
     */
    default double orderTolerance() {
        return 1e-9;
    }

    /**
     * A context in which generated, training and held-out examples all come from {@link #draw},
     * each from its own stream.
     */
    default GivenExamples given(long seed, int count) {
        return new GivenExamples(
                data(),
                draw(count, new RandomStream(3 * seed)),
                draw(count, new RandomStream(3 * seed + 1)),
                draw(count, new RandomStream(3 * seed + 2)),
                distribution(),
                seed);
    }

    /**
     * The metric states its unit, its bias and its protocol, and the result says how many examples
     * it was computed from.
     */
    @Test
    default void saysWhatItMeans() {
        MetricInfo info = metric().info();
        assertThat(List.of(info.unit(), info.bias(), info.protocol()))
                .as("unit, bias and protocol")
                .doesNotContain("");
        assertThat(info.minimumSamples()).as("minimum samples").isPositive();
        MetricResult result = metric().evaluate(given(1, count()));
        assertThat(result.samples()).as("samples").isEqualTo(count());
        assertThat(result.value()).as("value").isNotNaN();
        assertThat(result.provenance()).as("provenance").isNotEmpty();
    }

    /** The same examples give the same number to the bit, and stay as they are. */
    @Test
    default void isRepeatableAndChangesNothing() {
        GivenExamples given = given(1, count());
        float[] generated = given.generated().values().clone();
        float[] reference = given.reference().values().clone();
        double first = metric().evaluate(given).value();
        assertThat(given.generated().values()).as("generated examples").isEqualTo(generated);
        assertThat(given.reference().values()).as("real examples").isEqualTo(reference);
        assertThat(metric().evaluate(given).value()).as("value, a second time").isEqualTo(first);
    }

    /** Real examples passed off as generated ones are at the optimum, or beyond it. */
    @Test
    default void identicalSetsAreAtTheOptimum() {
        GivenExamples given = given(1, count());
        double optimum = optimum().orElseGet(() -> meanOfFreshDraws());
        double value = metric().evaluate(given.withGenerated(best(given))).value();
        double slack = 1e-9 * Math.max(1, Math.abs(optimum));
        if (lowerIsBetter()) {
            assertThat(value).as("value of identical sets").isLessThanOrEqualTo(optimum + slack);
        } else {
            assertThat(value).as("value of identical sets").isGreaterThanOrEqualTo(optimum - slack);
        }
    }

    /** Bad examples are worse than good ones. */
    @Test
    default void disjointSetsAreWorse() {
        GivenExamples given = given(1, count());
        double good = metric().evaluate(given).value();
        double bad = metric().evaluate(given.withGenerated(drawWorse(count(), new RandomStream(77))))
                .value();
        if (lowerIsBetter()) {
            assertThat(bad).as("value of bad examples").isGreaterThan(good);
        } else {
            assertThat(bad).as("value of bad examples").isLessThan(good);
        }
    }

    /** Neither the order of generated nor that of real examples matters. */
    @Test
    default void doesNotDependOnTheOrder() {
        GivenExamples given = given(1, count());
        double value = metric().evaluate(given).value();
        GivenExamples reordered =
                given.withGenerated(shuffled(given.generated(), 5)).withReference(shuffled(given.reference(), 6));
        double allowed = orderTolerance() * Math.max(Math.abs(value), 1e-3);
        if (Double.isInfinite(value)) {
            assertThat(metric().evaluate(reordered).value()).isEqualTo(value);
        } else {
            assertThat(metric().evaluate(reordered).value())
                    .as("value in another order")
                    .isCloseTo(value, within(allowed));
        }
    }

    /**
     * Fewer examples than the stated minimum are refused by name and number, and the minimum itself
     * is enough.
     */
    @Test
    default void enforcesItsMinimum() {
        int minimum = metric().info().minimumSamples();
        GivenExamples given = given(1, Math.max(count(), minimum));
        assertThat(metric().evaluate(given.withGenerated(draw(minimum, new RandomStream(8))))
                        .samples())
                .as("samples at the minimum")
                .isEqualTo(minimum);
        assumeTrue(minimum > 1, "no examples at all are no evaluation");
        assertThatThrownBy(() -> metric().evaluate(given.withGenerated(draw(minimum - 1, new RandomStream(8)))))
                .as("one example fewer than the minimum")
                .isInstanceOf(GanException.class)
                .hasMessageContaining(
                        metric().getClass().getAnnotation(PluginName.class).value())
                .hasMessageContaining(String.valueOf(minimum))
                .hasMessageContaining(String.valueOf(minimum - 1));
    }

    /** A value that is NaN is refused, not averaged in. */
    @Test
    default void refusesWhatIsNoNumber() {
        GivenExamples given = given(1, count());
        Examples damaged = shuffled(given.generated(), 5);
        damaged.values()[damaged.values().length / 2] = Float.NaN;
        assertThatThrownBy(() -> metric().evaluate(given.withGenerated(damaged)))
                .as("a generated example with NaN")
                .isInstanceOf(GanException.class)
                .hasMessageContaining("NaN");
    }

    /** With roles swapped, the value is the same, or that of the metric's counterpart. */
    @Test
    default void rolesSwapAsStated() {
        assumeTrue(whenRolesSwap().isPresent(), "generated and real examples have parts of their own");
        GivenExamples given = given(1, count());
        GivenExamples swapped = given.withGenerated(given.reference()).withReference(given.generated());
        double value = metric().evaluate(given).value();
        assertThat(whenRolesSwap().orElseThrow().evaluate(swapped).value())
                .as("value with roles swapped")
                .isCloseTo(value, within(1e-9 * Math.max(1e-3, Math.abs(value))));
    }

    /**
     * A perfect sampler has the value that theory gives it, within four standard errors of the mean
     * of repetitions.
     */
    @Test
    default void perfectSamplersReachTheCeiling() {
        assumeTrue(ceiling().isPresent(), "not known in closed form");
        double[] values = freshValues();
        double mean = DoubleStream.of(values).average().orElseThrow();
        double squares =
                DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        assertThat(mean)
                .as("mean value of perfect samplers")
                .isCloseTo(ceiling().getAsDouble(), within(4 * error + ceilingBias()));
    }

    private double[] freshValues() {
        return LongStream.rangeClosed(10, 29)
                .mapToDouble(seed -> metric().evaluate(given(seed, count())).value())
                .toArray();
    }

    private double meanOfFreshDraws() {
        return DoubleStream.of(freshValues()).average().orElseThrow();
    }

    private boolean lowerIsBetter() {
        return metric().info().direction() == MetricInfo.Direction.LOWER;
    }

    private static Examples normal(int count, RandomStream random, double shift) {
        float[] values = new float[4 * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextNormal() + shift);
        }
        int[] labels = new int[count];
        Arrays.fill(labels, -1);
        return new Examples(TensorShape.of(4), values, labels);
    }

    private static Examples shuffled(Examples examples, long seed) {
        int[] order = new int[examples.count()];
        Arrays.setAll(order, i -> i);
        new RandomStream(seed).shuffle(order);
        int elements = examples.shape().elements();
        float[] values = new float[examples.values().length];
        int[] labels = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(examples.values(), order[i] * elements, values, i * elements, elements);
            labels[i] = examples.labels()[order[i]];
        }
        return new Examples(examples.shape(), values, labels);
    }
}
