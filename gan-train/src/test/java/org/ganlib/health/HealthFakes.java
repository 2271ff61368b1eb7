package org.ganlib.health;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.IntegralDivergence;
import org.ganlib.spi.PointwiseDivergence;
import org.ganlib.spi.ScalarFunction;
import org.ganlib.spi.StepReport;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;

/**
 * What the monitor is shown in its tests: steps, weights, data and divergences of known numbers.
 */
final class HealthFakes {
    /** Examples in a minibatch and in a grid. */
    static final int COUNT = 64;

    private HealthFakes() {}

    /** Unlabelled examples of a given number of elements. */
    static Examples images(float[] values, int elements) {
        int[] labels = new int[values.length / elements];
        Arrays.fill(labels, -1);
        return new Examples(TensorShape.of(elements), values, labels);
    }

    /** A step with the values it is given, and no others. */
    static final class Step implements StepReport {
        private final long step;
        private final Map<String, Double> values = new HashMap<>();
        private Optional<CriticScores> scores = Optional.empty();

        Step(long step) {
            this.step = step;
        }

        Step scores(double[] real, double[] fake) {
            scores = Optional.of(new CriticScores(real, fake));
            values.put("score/fake", Arrays.stream(fake).average().orElseThrow());
            return this;
        }

        Step norm(double value) {
            return with("gradient-norm/generator", value);
        }

        Step with(String name, double value) {
            values.put(name, value);
            return this;
        }

        @Override
        public long step() {
            return step;
        }

        @Override
        public long examplesSeen() {
            return step * COUNT;
        }

        @Override
        public double trainingSeconds() {
            return step;
        }

        @Override
        public List<String> names() {
            return List.copyOf(values.keySet());
        }

        @Override
        public double value(String name) {
            return values.getOrDefault(name, Double.NaN);
        }

        @Override
        public Optional<CriticScores> scores() {
            return scores;
        }
    }

    /** Weights alone. */
    record Flat(Tensor parameters) implements Network {
        @Override
        public TensorMemory memory() {
            throw new AssertionError("watching does not ask for it");
        }

        @Override
        public String name() {
            return "critic";
        }

        @Override
        public NetworkDefinition definition() {
            throw new AssertionError("watching does not ask for it");
        }

        @Override
        public ParameterLayout layout() {
            return new ParameterLayout(List.of(new Segment("only/W", 0, parameters.length(), Kind.WEIGHT)));
        }

        @Override
        public Tensor gradients() {
            throw new AssertionError("watching does not ask for it");
        }

        @Override
        public void clearGradients() {
            throw new AssertionError("watching steers nothing");
        }

        @Override
        public void parametersChanged() {
            throw new AssertionError("watching steers nothing");
        }

        @Override
        public Pass forward(Mode mode, Tensor... inputs) {
            throw new AssertionError("watching runs no network");
        }

        @Override
        public void close() {}
    }

    /** Independent normal numbers. */
    record Normals(ValueRange range, int dimensions) implements Dataset {
        @Override
        public DatasetInfo info() {
            return new DatasetInfo(
                    "normals",
                    TensorShape.of(dimensions),
                    range,
                    OptionalInt.empty(),
                    List.of(),
                    "none",
                    "none",
                    "normals");
        }

        @Override
        public BatchStream stream(RandomStream stream) {
            throw new AssertionError("watching draws no minibatches");
        }

        @Override
        public Examples read(int from, int count) {
            RandomStream fixed = new RandomStream(3);
            float[] values = new float[count * dimensions];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) fixed.nextNormal();
            }
            return images(values, dimensions);
        }

        @Override
        public void close() {}
    }

    private record Function(DoubleUnaryOperator f, DoubleUnaryOperator slope) implements ScalarFunction {
        @Override
        public double value(double x) {
            return f.applyAsDouble(x);
        }

        @Override
        public double derivative(double x) {
            return slope.applyAsDouble(x);
        }
    }

    private static double logistic(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    private static final ScalarFunction SOFTPLUS = new Function(v -> Math.log1p(Math.exp(v)), HealthFakes::logistic);
    private static final ScalarFunction REFLECTED = new Function(v -> Math.log1p(Math.exp(-v)), v -> -logistic(-v));
    private static final ScalarFunction NEGATED = new Function(v -> -Math.log1p(Math.exp(v)), v -> -logistic(v));

    /** The original losses. */
    record CrossEntropy(boolean minimax) implements PointwiseDivergence {
        @Override
        public ScalarFunction criticReal() {
            return REFLECTED;
        }

        @Override
        public ScalarFunction criticFake() {
            return SOFTPLUS;
        }

        @Override
        public ScalarFunction generatorReal() {
            return SOFTPLUS;
        }

        @Override
        public ScalarFunction generatorFake() {
            return minimax ? NEGATED : REFLECTED;
        }
    }

    private static final ScalarFunction UP = new Function(v -> v, v -> 1);
    private static final ScalarFunction DOWN = new Function(v -> -v, v -> -1);

    /** A conjugate that grows like an exponential. */
    record Exponential() implements PointwiseDivergence {
        @Override
        public ScalarFunction criticReal() {
            return DOWN;
        }

        @Override
        public ScalarFunction criticFake() {
            return new Function(Math::exp, Math::exp);
        }

        @Override
        public ScalarFunction generatorReal() {
            return UP;
        }

        @Override
        public ScalarFunction generatorFake() {
            return DOWN;
        }
    }

    /** A difference of means. */
    record Distance() implements IntegralDivergence {
        @Override
        public String distance() {
            return "distance";
        }

        @Override
        public ScalarFunction criticReal() {
            return DOWN;
        }

        @Override
        public ScalarFunction criticFake() {
            return UP;
        }

        @Override
        public ScalarFunction generatorReal() {
            return UP;
        }

        @Override
        public ScalarFunction generatorFake() {
            return DOWN;
        }
    }
}
