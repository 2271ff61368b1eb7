package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.network.UpdateRule;
import org.ganlib.network.VectorUpdate;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Optimizer;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

/**
 * The laws of optimizers. The trainer adds weight decay, clipping, averages and the check for
 * numbers that are not finite, so that an optimizer is its rule, its learning rate and its decay,
 * and nothing else.
 */
public interface OptimizerContract {
    /** Numbers in a vector. */
    int LENGTH = 97;

    /** Updates that a law looks at. */
    int STEPS = 6;

    /** The optimizer under contract. */
    Optimizer optimizer();

    /** The learning rate is finite and > 0 at every step, and the decay finite and ≥ 0. */
    @Test
    default void ratesAreInTheirRanges() {
        for (long step : new long[] {0, 1, 10, 1_000, 100_000, 10_000_000}) {
            assertThat(optimizer().learningRate(step))
                    .as("learning rate at step %d", step)
                    .isPositive()
                    .isFinite();
        }
        assertThat(optimizer().weightDecay()).as("weight decay").isNotNegative().isFinite();
    }

    /**
     * The update of an element depends on this element alone, because each engine cuts vectors into
     * other slices.
     */
    @Test
    default void eachElementIsUpdatedByItself() {
        Run whole = new Run(optimizer(), LENGTH);
        Run first = new Run(optimizer(), 40);
        Run rest = new Run(optimizer(), LENGTH - 40);
        double[] start = Draw.numbers(1, LENGTH);
        whole.start(start);
        first.start(Arrays.copyOf(start, 40));
        rest.start(Arrays.copyOfRange(start, 40, LENGTH));
        for (int step = 0; step < STEPS; step++) {
            double[] gradients = Draw.numbers(10 + step, LENGTH);
            whole.update(step, gradients);
            first.update(step, Arrays.copyOf(gradients, 40));
            rest.update(step, Arrays.copyOfRange(gradients, 40, LENGTH));
        }
        assertThat(first.floats()).as("floats, the first slice").isEqualTo(Arrays.copyOf(whole.floats(), 40));
        assertThat(rest.floats())
                .as("floats, the other slice")
                .isEqualTo(Arrays.copyOfRange(whole.floats(), 40, LENGTH));
        assertThat(first.doubles()).as("doubles, the first slice").isEqualTo(Arrays.copyOf(whole.doubles(), 40));
        assertThat(rest.doubles())
                .as("doubles, the other slice")
                .isEqualTo(Arrays.copyOfRange(whole.doubles(), 40, LENGTH));
    }

    /** The two precisions follow one formula. */
    @Test
    default void bothPrecisionsFollowOneFormula() {
        Run run = new Run(optimizer(), LENGTH);
        run.start(Draw.numbers(1, LENGTH));
        for (int step = 0; step < STEPS; step++) {
            run.update(step, Draw.numbers(10 + step, LENGTH));
        }
        for (int i = 0; i < LENGTH; i++) {
            assertThat((double) run.floats()[i])
                    .as("element %d", i)
                    .isCloseTo(run.doubles()[i], within(1e-4 * (1 + Math.abs(run.doubles()[i]))));
        }
    }

    /**
     * An element whose gradients were always 0 keeps its value to the bit. Running statistics,
     * which lie among the parameters, have such gradients.
     */
    @Test
    default void whatHasNoGradientStaysAsItIs() {
        Run run = new Run(optimizer(), LENGTH);
        double[] start = Draw.numbers(1, LENGTH);
        run.start(start);
        for (int step = 0; step < STEPS; step++) {
            double[] gradients = Draw.numbers(10 + step, LENGTH);
            for (int i = 0; i < LENGTH; i += 3) {
                gradients[i] = 0;
            }
            run.update(step, gradients);
        }
        for (int i = 0; i < LENGTH; i += 3) {
            assertThat(run.doubles()[i]).as("element %d", i).isEqualTo(start[i]);
            assertThat(run.floats()[i]).as("element %d, as a float", i).isEqualTo((float) start[i]);
        }
    }

    /**
     * A rule keeps all its state in its state vectors and the number of the step, because
     * checkpoints keep nothing else.
     */
    @Test
    default void nothingIsRememberedOutsideTheStateVectors() {
        Run run = new Run(optimizer(), LENGTH);
        run.start(Draw.numbers(1, LENGTH));
        for (int step = 0; step < 3; step++) {
            run.update(step, Draw.numbers(10 + step, LENGTH));
        }
        Run resumed = run.resumed(optimizer());
        for (int step = 3; step < STEPS; step++) {
            run.update(step, Draw.numbers(10 + step, LENGTH));
            resumed.update(step, Draw.numbers(10 + step, LENGTH));
        }
        assertThat(resumed.floats()).as("floats").isEqualTo(run.floats());
        assertThat(resumed.doubles()).as("doubles").isEqualTo(run.doubles());
    }

    /** Each network has a rule of its own: one network's updates say nothing about another's. */
    @Test
    default void eachNetworkHasARuleOfItsOwn() {
        Optimizer optimizer = optimizer();
        Run alone = new Run(optimizer(), LENGTH);
        Run beside = new Run(optimizer, LENGTH);
        Run other = new Run(optimizer, LENGTH);
        for (Run run : new Run[] {alone, beside, other}) {
            run.start(Draw.numbers(1, LENGTH));
        }
        for (int step = 0; step < STEPS; step++) {
            other.update(step + 50, Draw.numbers(100 + step, LENGTH));
            alone.update(step, Draw.numbers(10 + step, LENGTH));
            beside.begin(step);
            other.begin(step + 51);
            beside.apply(Draw.numbers(10 + step, LENGTH));
        }
        assertThat(beside.floats()).as("floats").isEqualTo(alone.floats());
        assertThat(beside.doubles()).as("doubles").isEqualTo(alone.doubles());
    }

    /**
     * The form on whole vectors, if there is one, follows the formula of the form on slices, and
     * keeps its state in the same vectors.
     */
    @Test
    default void theFormOnVectorsFollowsTheSameFormula() {
        UpdateRule rule = optimizer().rule();
        VectorUpdate form = rule.onVectors().orElse(null);
        if (form == null) {
            return;
        }
        Run run = new Run(optimizer(), LENGTH);
        double[] start = Draw.numbers(1, LENGTH);
        run.start(start);
        Tensor parameters = TensorValues.host(start, LENGTH, TensorShape.of(1));
        List<Tensor> state = Stream.generate(() -> TensorValues.host(new double[LENGTH], LENGTH, TensorShape.of(1)))
                .limit(rule.stateVectors())
                .toList();
        for (int step = 0; step < STEPS; step++) {
            double[] gradients = Draw.numbers(10 + step, LENGTH);
            run.update(step, gradients);
            rule.begin(step, optimizer().learningRate(step));
            form.update(
                    new PlainArithmetic(), parameters, TensorValues.host(gradients, LENGTH, TensorShape.of(1)), state);
        }
        assertThat(TensorValues.of(parameters)).as("parameters").containsExactly(run.doubles(), within(1e-12));
        for (int i = 0; i < state.size(); i++) {
            assertThat(TensorValues.of(state.get(i)))
                    .as("kept vector %d", i)
                    .containsExactly(run.doubleState[i], within(1e-12));
        }
    }

    /** Updates along the gradient of a quadratic function bring the parameters near its minimum. */
    @Test
    default void aQuadraticDecreases() {
        Run run = new Run(optimizer(), LENGTH);
        double[] start = Draw.numbers(1, LENGTH);
        run.start(start);
        for (int step = 0; step < 50; step++) {
            run.update(step, run.doubles().clone());
        }
        assertThat(squares(run.doubles())).as("sum of squares after 50 updates").isLessThan(squares(start));
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(v -> v * v).sum();
    }

    /** Numbers for vectors. */
    final class Draw {
        private Draw() {}

        private static double[] numbers(long seed, int count) {
            RandomStream random = new RandomStream(seed);
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = (float) random.nextNormal();
            }
            return numbers;
        }
    }

    /** One rule at work on a vector of floats, and another one on the same numbers in doubles. */
    final class Run {
        private final Optimizer optimizer;
        private final UpdateRule floatRule;
        private final UpdateRule doubleRule;
        private final float[] floats;
        private final double[] doubles;
        private final float[][] floatState;
        private final double[][] doubleState;

        private Run(Optimizer optimizer, int length) {
            this.optimizer = optimizer;
            floatRule = optimizer.rule();
            doubleRule = optimizer.rule();
            floats = new float[length];
            doubles = new double[length];
            floatState = new float[floatRule.stateVectors()][length];
            doubleState = new double[floatRule.stateVectors()][length];
        }

        private Run resumed(Optimizer other) {
            Run run = new Run(other, floats.length);
            run.start(doubles);
            System.arraycopy(floats, 0, run.floats, 0, floats.length);
            for (int i = 0; i < floatState.length; i++) {
                run.floatState[i] = floatState[i].clone();
                run.doubleState[i] = doubleState[i].clone();
            }
            return run;
        }

        private void start(double[] values) {
            for (int i = 0; i < values.length; i++) {
                floats[i] = (float) values[i];
                doubles[i] = values[i];
            }
        }

        private void update(long step, double[] gradients) {
            begin(step);
            apply(gradients);
        }

        private void begin(long step) {
            floatRule.begin(step, optimizer.learningRate(step));
            doubleRule.begin(step, optimizer.learningRate(step));
        }

        private void apply(double[] gradients) {
            float[] narrow = new float[gradients.length];
            for (int i = 0; i < gradients.length; i++) {
                narrow[i] = (float) gradients[i];
            }
            floatRule.update(floats, narrow, floatState, floats.length);
            doubleRule.update(doubles, gradients.clone(), doubleState, doubles.length);
        }

        private float[] floats() {
            return floats;
        }

        private double[] doubles() {
            return doubles;
        }
    }
}
