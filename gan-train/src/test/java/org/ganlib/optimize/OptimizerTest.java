package org.ganlib.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.ParameterSlabs;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.LearningRateSchedule;
import org.ganlib.spi.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OptimizerTest {
    private static final LearningRateSchedule HALVING = new StepRate(1, 0.5);

    /** One update rule for one parameter, written down from its formula. */
    private interface Rule {
        double update(double parameter, double gradient, double rate, int step);
    }

    private static Rule adam(double beta1, double beta2, double epsilon) {
        return new Rule() {
            private double m;
            private double v;

            @Override
            public double update(double parameter, double g, double rate, int step) {
                m = beta1 * m + (1 - beta1) * g;
                v = beta2 * v + (1 - beta2) * g * g;
                double corrected = rate * Math.sqrt(1 - Math.pow(beta2, step + 1)) / (1 - Math.pow(beta1, step + 1));
                return parameter - corrected * m / (Math.sqrt(v) + epsilon);
            }
        };
    }

    /** Without its decay, which is not the rule's. */
    private static Rule adamW(double beta1, double beta2, double epsilon) {
        return new Rule() {
            private double m;
            private double v;

            @Override
            public double update(double parameter, double g, double rate, int step) {
                m = beta1 * m + (1 - beta1) * g;
                v = beta2 * v + (1 - beta2) * g * g;
                double mean = m / (1 - Math.pow(beta1, step + 1));
                return parameter - rate * mean / (Math.sqrt(v / (1 - Math.pow(beta2, step + 1))) + epsilon);
            }
        };
    }

    private static Rule rmsProp(double decay, double epsilon) {
        return new Rule() {
            private double v;

            @Override
            public double update(double parameter, double g, double rate, int step) {
                v = decay * v + (1 - decay) * g * g;
                return parameter - rate * g / (Math.sqrt(v) + epsilon);
            }
        };
    }

    private static Rule sgd(double momentum, boolean nesterov) {
        return new Rule() {
            private double v;

            @Override
            public double update(double parameter, double g, double rate, int step) {
                v = momentum * v - rate * g;
                return parameter + (nesterov ? momentum * v - rate * g : v);
            }
        };
    }

    /** Makes the rule anew for each parameter. */
    private interface Rules {
        Rule rule();
    }

    static Stream<Arguments> optimizers() {
        List<Arguments> cases = new ArrayList<>();
        for (DataType precision : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            cases.add(Arguments.of(precision, new Adam(0.1, 0.5, 0.999, 1e-8, 0, HALVING), 0.1, 0.0, (Rules)
                    () -> adam(0.5, 0.999, 1e-8)));
            cases.add(Arguments.of(precision, new Adam(0.01, 0, 0.9, 1e-3, 0.3, HALVING), 0.01, 0.3, (Rules)
                    () -> adam(0, 0.9, 1e-3)));
            cases.add(Arguments.of(precision, new AdamW(0.1, 0.5, 0.99, 1e-2, 0, HALVING), 0.1, 0.0, (Rules)
                    () -> adamW(0.5, 0.99, 1e-2)));
            cases.add(Arguments.of(
                    precision, new RmsProp(0.01, 0.9, 1e-6, 0, HALVING), 0.01, 0.0, (Rules) () -> rmsProp(0.9, 1e-6)));
            cases.add(Arguments.of(precision, new RmsProp(0.02, 0.99, 1e-8, 0.1, HALVING), 0.02, 0.1, (Rules)
                    () -> rmsProp(0.99, 1e-8)));
            cases.add(
                    Arguments.of(precision, new Sgd(0.1, 0, false, 0, HALVING), 0.1, 0.0, (Rules) () -> sgd(0, false)));
            cases.add(Arguments.of(
                    precision, new Sgd(0.1, 0, false, 0.2, HALVING), 0.1, 0.2, (Rules) () -> sgd(0, false)));
            cases.add(Arguments.of(
                    precision, new Sgd(0.1, 0.9, false, 0.2, HALVING), 0.1, 0.2, (Rules) () -> sgd(0.9, false)));
            cases.add(Arguments.of(
                    precision, new Sgd(0.1, 0.9, true, 0, HALVING), 0.1, 0.0, (Rules) () -> sgd(0.9, true)));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void parametersFollowTheFormula(DataType precision, Optimizer optimizer, double rate, double decay, Rules rules) {
        double[] expected = Vector.START.clone();
        for (int i = 0; i < expected.length; i++) {
            boolean weight = i != 2 && i < 5;
            Rule rule = rules.rule();
            for (int step = 0; step < Vector.GRADIENTS.length; step++) {
                double gradient = Vector.GRADIENTS[step][i] + (weight ? decay * expected[i] : 0);
                expected[i] = rule.update(expected[i], gradient, rate * Math.pow(0.5, step), step);
            }
        }

        double[] actual = new Vector(precision)
                .update(new Updates(optimizer, Vector.LAYOUT, precision), 0, Vector.GRADIENTS.length)
                .values();

        assertThat(actual).containsExactly(expected, offset(precision == DataType.DOUBLE ? 1e-12 : 2e-5));
    }

    /**
     * Slabs begin and end within segments; weights come twice, with a bias and a statistic between
     * them.
     */
    @ParameterizedTest
    @MethodSource("optimizers")
    void everySlabOfALongVectorFollowsTheFormula(
            DataType precision, Optimizer optimizer, double rate, double decay, Rules rules) {
        int slab = ParameterSlabs.LENGTH;
        ParameterLayout layout = new ParameterLayout(List.of(
                new ParameterLayout.Segment("a/W", 0, slab + 3, ParameterLayout.Kind.WEIGHT),
                new ParameterLayout.Segment("a/b", slab + 3, 2, ParameterLayout.Kind.BIAS),
                new ParameterLayout.Segment("n/mean", slab + 5, 4, ParameterLayout.Kind.STATISTIC),
                new ParameterLayout.Segment("b/W", slab + 9, slab, ParameterLayout.Kind.WEIGHT)));
        int length = (int) layout.length();
        double[] start = new double[length];
        double[][] steps = new double[3][length];
        RandomStream random = new RandomStream(4);
        for (int i = 0; i < length; i++) {
            start[i] = (float) random.nextNormal();
            for (double[] gradients : steps) {
                gradients[i] = layout.at(i).kind() == ParameterLayout.Kind.STATISTIC ? 0 : (float) random.nextNormal();
            }
        }
        INDArray parameters =
                Nd4j.createFromArray(start.clone()).castTo(precision).reshape(1, length);
        Updates updater = new Updates(optimizer, layout, precision);
        for (int step = 0; step < steps.length; step++) {
            INDArray gradients =
                    Nd4j.createFromArray(steps[step].clone()).castTo(precision).reshape(1, length);
            updater.update(parameters, gradients, step, ParameterRule.NONE);
        }

        double[] moved = parameters.toDoubleVector();
        for (int i = 0; i < length; i++) {
            ParameterLayout.Kind kind = layout.at(i).kind();
            double expected = start[i];
            Rule rule = rules.rule();
            for (int step = 0; step < steps.length; step++) {
                double gradient = steps[step][i] + (kind == ParameterLayout.Kind.WEIGHT ? decay * expected : 0);
                expected = rule.update(expected, gradient, rate * Math.pow(0.5, step), step);
            }
            if (kind == ParameterLayout.Kind.STATISTIC) {
                assertThat(moved[i]).as("statistic %d", i).isEqualTo(start[i]);
            } else {
                assertThat(moved[i])
                        .as("parameter %d", i)
                        .isEqualTo(expected, offset(precision == DataType.DOUBLE ? 1e-12 : 4e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void whatIsToBeDoneAfterwardsSeesEveryMovedParameterOnce(
            DataType precision, Optimizer optimizer, double rate, double decay, Rules rules) {
        Vector plain = new Vector(precision).update(new Updates(optimizer, Vector.LAYOUT, precision), 0, 1);
        Vector doubled = new Vector(precision);

        doubled.update(new Updates(optimizer, Vector.LAYOUT, precision), 0, 1, new Doubling());

        double[] expected = plain.values();
        for (int i = 0; i < expected.length; i++) {
            expected[i] *= 2;
        }
        assertThat(doubled.values()).isEqualTo(expected);
    }

    private record Doubling() implements ParameterRule {
        @Override
        public void apply(float[] slab, int count, long first) {
            for (int i = 0; i < count; i++) {
                slab[i] *= 2;
            }
        }

        @Override
        public void apply(double[] slab, int count, long first) {
            for (int i = 0; i < count; i++) {
                slab[i] *= 2;
            }
        }
    }

    @Test
    void anEpsilonTooSmallForFloatsStillLeavesStatisticsAlone() {
        double[] values = new Vector(DataType.FLOAT)
                .update(
                        new Updates(
                                new Adam(0.1, 0.5, 0.9, 1e-60, 0, new ConstantRate()), Vector.LAYOUT, DataType.FLOAT),
                        0,
                        4)
                .values();

        assertThat(values[6]).isEqualTo(Vector.START[6]);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aRestoredUpdaterContinuesBitForBit(
            DataType precision, Optimizer optimizer, double rate, double decay, Rules rules) {
        Updates uninterrupted = new Updates(optimizer, Vector.LAYOUT, precision);
        Vector expected = new Vector(precision).update(uninterrupted, 0, 2);
        double[] saved = expected.values();
        INDArray state = uninterrupted.state();
        expected.update(uninterrupted, 2, 4);

        Updates restored = new Updates(optimizer, Vector.LAYOUT, precision);
        if (state != null) {
            assertThat(state.dataType()).isEqualTo(precision);
            restored.restore(state);
        }

        assertThat(new Vector(precision, saved).update(restored, 2, 4).values()).containsExactly(expected.values());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void statisticsAreNeverMoved(DataType precision, Optimizer optimizer, double rate, double decay, Rules rules) {
        double[] values = new Vector(precision)
                .update(new Updates(optimizer, Vector.LAYOUT, precision), 0, 4)
                .values();

        assertThat(values[6]).isEqualTo(Vector.START[6]);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theLearningRateIsTheScheduledOne(
            DataType precision, Optimizer optimizer, double rate, double decay, Rules rules) {
        Updates updater = new Updates(optimizer, Vector.LAYOUT, precision);

        assertThat(updater.learningRate(0)).isEqualTo(rate);
        assertThat(updater.learningRate(3)).isEqualTo(rate / 8);
    }

    @Test
    void theFirstStepOfAdamIsTheLearningRateWhateverTheGradient() {
        double[] moved = new Vector(DataType.DOUBLE)
                .update(
                        new Updates(
                                new Adam(0.1, 0.9, 0.999, 1e-12, 0, new ConstantRate()),
                                Vector.LAYOUT,
                                DataType.DOUBLE),
                        0,
                        1)
                .values();

        assertThat(moved[0]).isEqualTo(0.9, offset(1e-9));
        assertThat(moved[1]).isEqualTo(-1.9, offset(1e-9));
        assertThat(moved[4]).isEqualTo(-0.35, offset(1e-9));
    }

    @Test
    void adamCountsManyUpdates() {
        Vector vector = new Vector(DataType.DOUBLE);
        Updates updater = new Updates(new Adam(), Vector.LAYOUT, DataType.DOUBLE);
        INDArray parameters = Nd4j.zeros(DataType.DOUBLE, 1, 7);

        updater.update(parameters, Nd4j.ones(DataType.DOUBLE, 1, 7), 1L << 40, ParameterRule.NONE);

        // Both corrections are 1: the step is η(1 − β₁) / √(1 − β₂).
        assertThat(parameters.getDouble(0)).isEqualTo(-2e-4 * 0.5 / Math.sqrt(0.001), offset(1e-9));
        assertThat(vector.values()).isEqualTo(Vector.START);
    }

    @Test
    void brokenRulesAreReportedTogether() {
        assertBroken(
                () -> new Adam(0, 1, -0.1, 0, -1, new ConstantRate()),
                "learning-rate: must be > 0, was 0; beta1: must be in [0, 1), was 1; beta2: must be in [0, 1), was -0.1;"
                        + " epsilon: must be > 0, was 0; weight-decay: must be ≥ 0 and finite, was -1");
        assertBroken(
                () -> new RmsProp(Double.NaN, 1.5, -1, Double.POSITIVE_INFINITY, new ConstantRate()),
                "learning-rate: must be > 0, was .nan; decay: must be in [0, 1), was 1.5; epsilon: must be > 0, was -1;"
                        + " weight-decay: must be ≥ 0 and finite, was .inf");
        assertBroken(
                () -> new Sgd(-1, 1, false, 0, new ConstantRate()),
                "learning-rate: must be > 0, was -1; momentum: must be in [0, 1), was 1");
        assertBroken(
                () -> new Sgd(0.1, 0, true, 0, new ConstantRate()),
                "nesterov: needs momentum > 0. Set momentum, for example to 0.9");
    }

    private static void assertBroken(Executable maker, String message) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(maker::execute)
                .withMessage(message);
    }
}
