package org.ganlib.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Measures the input of each batch norm of a network: the mean and the variance of each channel
 * within a minibatch, averaged over minibatches.
 */
final class BatchStatistics {
    private static final String MEAN = "/mean";
    private static final String VARIANCE = "/var";
    private static final String LOGARITHM = "/log10stdev";

    private final Network network;
    private final List<Norm> norms = new ArrayList<>();
    private int batches;

    BatchStatistics(Network network) {
        this.network = network;
        Map<String, Segment> segments = new LinkedHashMap<>();
        network.layout().segments().stream().filter(Segment::isStatistic).forEach(s -> segments.put(s.name(), s));
        segments.forEach((name, segment) -> {
            if (name.endsWith(MEAN)) {
                String layer = name.substring(0, name.length() - MEAN.length());
                Segment variance = segments.get(layer + VARIANCE);
                Segment logarithm = segments.get(layer + LOGARITHM);
                norms.add(new Norm(source(layer), segment, variance == null ? logarithm : variance, variance == null));
            }
        });
    }

    static boolean hasAny(Network network) {
        return network.layout().segments().stream()
                .anyMatch(s -> s.isStatistic() && s.name().endsWith(MEAN));
    }

    /**
     * The first layer that computes each statistic from a single number in a minibatch of one
     * example.
     */
    Optional<String> ofOneNumber() {
        Tensor[] one = network.definition().inputs().stream()
                .map(shape -> network.memory().allocate(DataType.FLOAT, shape, 1))
                .toArray(Tensor[]::new);
        try (Pass pass = network.forward(Mode.EVALUATION, one)) {
            return norms.stream()
                    .filter(norm -> numbersIn(pass, norm) == norm.mean.length())
                    .map(norm -> norm.mean.name().substring(0, norm.mean.name().length() - MEAN.length()))
                    .findFirst();
        }
    }

    private long numbersIn(Pass pass, Norm norm) {
        int input = network.definition().inputNamed(norm.source);
        return input >= 0
                ? network.definition().inputs().get(input).elements()
                : pass.activation(norm.source).length();
    }

    private String source(String layer) {
        return network.definition().sources(layer).get(0);
    }

    /** Adds a minibatch, given as the network's inputs. */
    void add(Tensor[] inputs) {
        try (Pass pass = network.forward(Mode.TRAINING, inputs)) {
            for (Norm norm : norms) {
                int input = network.definition().inputNamed(norm.source);
                if (input >= 0) {
                    norm.add(inputs[input]);
                    continue;
                }
                norm.add(pass.activation(norm.source));
            }
        }
        batches++;
    }

    /**
     * Writes the statistics to the network's parameters if there was a minibatch, and starts again.
     */
    void write() {
        if (batches == 0) {
            return;
        }
        for (Norm norm : norms) {
            write(norm.means(batches), norm.mean);
            write(norm.spreads(batches), norm.spread);
        }
        network.parametersChanged();
        batches = 0;
    }

    private void write(double[] values, Segment statistic) {
        network.parameters().write(values, values.length, statistic.offset());
    }

    private static final class Norm {
        private static final double TWICE_LOG_10 = 2 * Math.log(10);

        private final String source;
        private final Segment mean;
        private final Segment spread;
        private final boolean logarithmic;
        private final double[] sumOfMeans;
        private final double[] sumOfVariances;
        private final double[] sums;
        private final double[] squares;

        Norm(String source, Segment mean, Segment spread, boolean logarithmic) {
            this.source = source;
            this.mean = mean;
            this.spread = spread;
            this.logarithmic = logarithmic;
            int channels = (int) mean.length();
            sumOfMeans = new double[channels];
            sumOfVariances = new double[channels];
            sums = new double[channels];
            squares = new double[channels];
        }

        /**
         * Adds the input of the batch norm in one minibatch.
         *
         * @param values the input: a row of channels, one behind the other, for each example
         */
        void add(Tensor values) {
            int channels = sums.length;
            int rows = values.rows();
            double[] row = new double[values.shape().elements()];
            int places = row.length / channels;
            Arrays.fill(sums, 0);
            Arrays.fill(squares, 0);
            for (int r = 0; r < rows; r++) {
                values.read((long) r * row.length, row, row.length);
                for (int c = 0; c < channels; c++) {
                    for (int i = c * places; i < (c + 1) * places; i++) {
                        sums[c] += row[i];
                        squares[c] += row[i] * row[i];
                    }
                }
            }
            double count = (double) rows * places;
            for (int c = 0; c < channels; c++) {
                double average = sums[c] / count;
                sumOfMeans[c] += average;
                sumOfVariances[c] += Math.max(0, squares[c] / count - average * average);
            }
        }

        double[] means(int batches) {
            return divided(sumOfMeans, batches);
        }

        /**
         * The spreads as the parameter vector stores them: the variances, or log₁₀ of their square
         * roots.
         */
        double[] spreads(int batches) {
            double[] variances = divided(sumOfVariances, batches);
            if (logarithmic) {
                // A unit that never varies has variance 0, and log 0 is not finite, so the variance
                // has a lower bound.
                Arrays.setAll(variances, c -> Math.log(Math.max(variances[c], Float.MIN_NORMAL)) / TWICE_LOG_10);
            }
            return variances;
        }

        private static double[] divided(double[] sum, int batches) {
            double[] result = new double[sum.length];
            Arrays.setAll(result, c -> sum[c] / batches);
            Arrays.fill(sum, 0);
            return result;
        }
    }
}
