package org.ganlib.metrics.latent;

import java.util.function.Function;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Multinomial logistic regression on standardised features. With n examples, weights W and biases b
 * it minimises
 *
 * <pre>{@code − 1/n Σᵢ log softmax(W xᵢ + b)[yᵢ] + ‖W‖² / 2n}</pre>
 *
 * <p>which is strictly convex in W and has one minimum, whatever the start: the result depends on
 * the examples alone. Each feature is brought to mean 0 and variance 1 over the n examples; one
 * that is constant there is ignored. Biases are not penalised.
 */
public final class LogisticRegression {
    private static final double SMALLEST_GRADIENT = 1e-6;

    private final int classes;
    private final Standard standard;
    private final double[] parameters;

    private LogisticRegression(int classes, Standard standard, double[] parameters) {
        this.classes = classes;
        this.standard = standard;
        this.parameters = parameters;
    }

    /**
     * Learns from labelled examples.
     *
     * @param examples finite features, labels in 0…classes−1
     * @param classes the number of classes, ≥ 2
     * @throws GanException if a feature is not finite
     */
    public static LogisticRegression fit(Examples examples, int classes) {
        for (float value : examples.values()) {
            if (!Float.isFinite(value)) {
                throw new GanException("logistic regression: a feature is " + value
                        + ". The network has diverged, or the data is damaged.");
            }
        }
        Standard standard = Standard.of(examples);
        int parameters = classes * (examples.shape().elements() + 1);
        try (Objective objective = new Objective(examples, standard, classes)) {
            double[] found = LimitedMemoryDescent.minimise(objective, new double[parameters], SMALLEST_GRADIENT);
            return new LogisticRegression(classes, standard, found);
        }
    }

    /** The number of examples that are given their own label. */
    public int right(Examples examples) {
        int features = examples.shape().elements();
        double[] row = new double[features];
        int right = 0;
        for (int i = 0; i < examples.count(); i++) {
            standard.row(examples, i, row);
            right += likeliest(row) == examples.labels()[i] ? 1 : 0;
        }
        return right;
    }

    private int likeliest(double[] row) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            double score = parameters[classes * row.length + c];
            for (int k = 0; k < row.length; k++) {
                score += parameters[c * row.length + k] * row[k];
            }
            if (score > highest) {
                highest = score;
                best = c;
            }
        }
        return best;
    }

    /** Means and reciprocal standard deviations; 0 for constant features. */
    private static final class Standard {
        private final double[] mean;
        private final double[] scale;

        private Standard(double[] mean, double[] scale) {
            this.mean = mean;
            this.scale = scale;
        }

        private static Standard of(Examples examples) {
            int features = examples.shape().elements();
            double[] mean = new double[features];
            double[] scale = new double[features];
            for (int i = 0; i < examples.values().length; i++) {
                mean[i % features] += (double) examples.values()[i] / examples.count();
            }
            for (int i = 0; i < examples.values().length; i++) {
                double difference = examples.values()[i] - mean[i % features];
                scale[i % features] += difference * difference / examples.count();
            }
            for (int k = 0; k < features; k++) {
                // A variance that is only rounding error counts as 0. It is compared with the
                // squared mean, so that units do not matter.
                scale[k] = scale[k] > 1e-14 * mean[k] * mean[k] ? 1 / Math.sqrt(scale[k]) : 0;
            }
            return new Standard(mean, scale);
        }

        private void row(Examples examples, int i, double[] row) {
            for (int k = 0; k < row.length; k++) {
                row[k] = (examples.values()[i * row.length + k] - mean[k]) * scale[k];
            }
        }
    }

    /** The loss and its gradient: weights class by class, then biases. */
    private static final class Objective implements Function<double[], LimitedMemoryDescent.Slope>, AutoCloseable {
        private final int[] labels;
        private final int classes;
        private final int features;
        private final INDArray rows;
        private final INDArray weights;
        private final INDArray scores;
        private final INDArray slopes;

        private Objective(Examples examples, Standard standard, int classes) {
            labels = examples.labels();
            this.classes = classes;
            features = examples.shape().elements();
            rows = Nd4j.create(DataType.DOUBLE, labels.length, features);
            weights = Nd4j.create(DataType.DOUBLE, classes, features);
            scores = Nd4j.create(DataType.DOUBLE, new long[] {labels.length, classes}, 'f');
            slopes = Nd4j.create(DataType.DOUBLE, new long[] {features, classes}, 'f');
            double[] row = new double[features];
            for (int i = 0; i < labels.length; i++) {
                standard.row(examples, i, row);
                rows.data().asNioDouble().put(i * features, row);
            }
        }

        @Override
        public LimitedMemoryDescent.Slope apply(double[] parameters) {
            int count = labels.length;
            int split = classes * features;
            weights.data().asNioDouble().put(0, parameters, 0, split);
            Nd4j.gemm(rows, weights, scores, false, true, 1, 0);
            double[] score = new double[count * classes];
            scores.data().asNioDouble().get(0, score);
            double[] gradient = new double[parameters.length];
            double loss = 0;
            for (int i = 0; i < count; i++) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int c = 0; c < classes; c++) {
                    score[c * count + i] += parameters[split + c];
                    largest = Math.max(largest, score[c * count + i]);
                }
                double sum = 0;
                for (int c = 0; c < classes; c++) {
                    sum += Math.exp(score[c * count + i] - largest);
                }
                loss += (largest + Math.log(sum) - score[labels[i] * count + i]) / count;
                for (int c = 0; c < classes; c++) {
                    double probability = Math.exp(score[c * count + i] - largest) / sum;
                    double slope = (probability - (c == labels[i] ? 1 : 0)) / count;
                    score[c * count + i] = slope;
                    gradient[split + c] += slope;
                }
            }
            scores.data().asNioDouble().put(0, score);
            Nd4j.gemm(rows, scores, slopes, true, false, 1, 0);
            double[] slope = new double[split];
            slopes.data().asNioDouble().get(0, slope);
            for (int k = 0; k < split; k++) {
                gradient[k] = slope[k] + parameters[k] / count;
                loss += parameters[k] * parameters[k] / (2.0 * count);
            }
            return new LimitedMemoryDescent.Slope(loss, gradient);
        }

        @Override
        public void close() {
            rows.close();
            weights.close();
            scores.close();
            slopes.close();
        }
    }
}
