package com.example.gan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/**
 * Divides each weight matrix of the critic by max(1, ‖W‖/λ) after each update, so that its spectral
 * norm ‖W‖ is at most about λ. The norm is estimated by one step of power iteration per update,
 * which starts from the vector of the previous update. The kernels of a convolution are read as one
 * matrix, with a row per kernel.
 *
 * @param limit λ, the largest spectral norm; > 0
 */
@PluginName(
        value = "matrix-limit",
        summary = "Projects each weight matrix of the critic onto those of a bounded spectral norm.",
        paper = "Gouk, Frank, Pfahringer, Cree, Regularisation of Neural Networks by Enforcing Lipschitz"
                + " Continuity, 2018, algorithm 2")
public record MatrixLimit(
        @Setting("the largest spectral norm of a weight matrix; > 0")
        double limit) implements CriticConstraint {
    /** The name under which the largest of the estimated norms is logged. */
    public static final String NORM = "constraint/spectral-norm";

    /** The limit λ = 1. */
    public MatrixLimit() {
        this(1);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the limit is not positive */
    public MatrixLimit {
        Settings.check().positive("limit", limit).orThrow();
    }

    @Override
    public CriticConstraint forRun(Network critic) {
        return new Projection(limit);
    }

    /** The constraint of one run. It keeps a vector per matrix, and checkpoints keep these too. */
    private static final class Projection implements CriticConstraint {
        private final double limit;
        private final Map<String, double[]> restored = new LinkedHashMap<>();
        private final Map<Network, Matrix[]> matrices = new LinkedHashMap<>();

        Projection(double limit) {
            this.limit = limit;
        }

        @Override
        public void afterCriticUpdate(Network critic) {
            boolean changed = false;
            for (Matrix matrix : matricesOf(critic)) {
                changed |= matrix.project(critic, limit);
            }
            if (changed) {
                critic.parametersChanged();
            }
        }

        @Override
        public void measure(Network critic, Measurements measurements) {
            double largest = 0;
            for (Matrix matrix : matricesOf(critic)) {
                largest = Math.max(largest, matrix.norm);
            }
            measurements.note(NORM, largest);
        }

        /**
         * The matrices of a critic. They are made at the first call, so that later steps allocate
         * nothing.
         */
        private Matrix[] matricesOf(Network critic) {
            Matrix[] known = matrices.get(critic);
            if (known == null) {
                known = critic.layout().segments().stream()
                        .filter(segment -> segment.kind() == Kind.WEIGHT)
                        .map(segment -> new Matrix(segment, restored.get(key(critic, segment))))
                        .toArray(Matrix[]::new);
                matrices.put(critic, known);
            }
            return known;
        }

        @Override
        public Map<String, String> state() {
            Map<String, double[]> vectors = new LinkedHashMap<>(restored);
            matrices.forEach((network, all) -> {
                for (Matrix matrix : all) {
                    vectors.put(key(network, matrix.segment), matrix.right);
                }
            });
            Map<String, String> state = new LinkedHashMap<>();
            vectors.forEach((name, vector) -> state.put(
                    name, Arrays.stream(vector).mapToObj(Double::toString).collect(Collectors.joining(" "))));
            return state;
        }

        @Override
        public void restore(Map<String, String> state) {
            state.forEach((name, text) -> restored.put(
                    name,
                    Arrays.stream(text.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray()));
        }

        private static String key(Network network, Segment segment) {
            return network.name() + "/" + segment.name();
        }
    }

    /** A weight matrix with the singular vectors that power iteration has found so far. */
    private static final class Matrix {
        private final Segment segment;
        private final float[] weights;
        private final double[] left;
        private final double[] right;
        private double norm;

        Matrix(Segment segment, double[] restored) {
            this.segment = segment;
            int rows = Math.toIntExact(segment.shape().get(0));
            weights = new float[Math.toIntExact(segment.length())];
            left = new double[rows];
            right = restored != null ? restored : new double[weights.length / rows];
            if (right.length != weights.length / rows) {
                throw new IllegalArgumentException(
                        segment.name() + " has " + weights.length / rows + " columns, the state has " + right.length);
            }
            if (restored == null) {
                Arrays.fill(right, 1 / Math.sqrt(right.length));
            }
        }

        /** Projects the matrix; returns whether it was changed. */
        boolean project(Network critic, double limit) {
            critic.parameters().read(segment.offset(), weights, weights.length);
            int columns = right.length;
            for (int i = 0; i < left.length; i++) {
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    sum += weights[i * columns + j] * right[j];
                }
                left[i] = sum;
            }
            normalise(left);
            Arrays.fill(right, 0);
            for (int i = 0; i < left.length; i++) {
                for (int j = 0; j < columns; j++) {
                    right[j] += weights[i * columns + j] * left[i];
                }
            }
            norm = normalise(right);
            if (norm <= limit) {
                return false;
            }
            double factor = limit / norm;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (weights[i] * factor);
            }
            norm = limit;
            critic.parameters().write(weights, weights.length, segment.offset());
            return true;
        }

        /** Scales a vector to length 1, if it is not 0; returns its length before. */
        private static double normalise(double[] vector) {
            double sum = 0;
            for (double x : vector) {
                sum += x * x;
            }
            double length = Math.sqrt(sum);
            for (int i = 0; i < vector.length && length > 0; i++) {
                vector[i] /= length;
            }
            return length;
        }
    }
}
