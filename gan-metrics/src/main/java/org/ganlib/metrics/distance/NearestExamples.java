package org.ganlib.metrics.distance;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.ganlib.metrics.linear.Centre;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.spi.Examples;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * For each of a number of queries, the nearest reference example by Euclidean distance: the one
 * that comparing all pairs without any rounding finds, the first of several at the same distance.
 *
 * <p>Most pairs are ruled out by ‖a − b‖² = ‖a‖² + ‖b‖² − 2a·b with the products as a float matrix
 * multiplication, block by block. That form cancels where it matters, so its error is bounded, and
 * every pair the bound does not rule out is measured directly. Let u = 2⁻²⁴, d the dimension, and
 * ã, b̃ the vectors rounded to float. Any order of summation gives |fl(ã·b̃) − ã·b̃| ≤ γ‖ã‖‖b̃‖
 * with γ = du/(1 − du); rounding moved each vector by at most u of its length, and with it the
 * squared distance by at most about 2u(‖ã‖ + ‖b̃‖)². Both vectors are taken relative to the mean of
 * the references, which makes them short and the bound tight, and by a power of two that brings the
 * largest component near 1, so that no product overflows and what underflows is below d·2⁻¹⁴⁰.
 */
final class NearestExamples {
    private static final double ROUNDING = 0x1p-24;
    /** Covers the second-order terms left out above. */
    private static final double MARGIN = 1.01;
    /**
     * A generous bound, per coordinate, of what products and vectors with components up to 1 lose
     * by underflow in single precision.
     */
    private static final double UNDERFLOW = 0x1p-140;
    /** Bounds the relative error of a distance that is measured directly, by coordinate. */
    private static final double DIRECT_ROUNDING = 0x1p-52;
    /** 16 MiB of floats for one block of examples. */
    private static final int BLOCK_VALUES = 1 << 22;

    private final double[] squaredDistances;
    private final int[] indices;
    private final double scale;

    private NearestExamples(int queries, double scale) {
        this.scale = scale;
        squaredDistances = new double[queries];
        Arrays.fill(squaredDistances, Double.POSITIVE_INFINITY);
        indices = new int[queries];
        Arrays.fill(indices, -1);
    }

    /** Searches in blocks that take about 32 MiB whatever the number of examples. */
    static NearestExamples search(Examples queries, Examples reference) {
        return search(queries, reference, 512, 2048);
    }

    /**
     * @param queries finite values; at least one example
     * @param reference finite values of the same shape; at least one example
     * @param queryRows the largest number of queries at a time
     * @param referenceRows the largest number of references at a time
     */
    static NearestExamples search(Examples queries, Examples reference, int queryRows, int referenceRows) {
        int elements = reference.shape().elements();
        double[] centre = Centre.of(reference);
        int rows = Math.max(1, BLOCK_VALUES / elements);
        double scale = scale(Math.max(farthest(queries, centre), farthest(reference, centre)));
        NearestExamples nearest = new NearestExamples(queries.count(), scale);
        try (Block some = new Block(queries, centre, scale, Math.min(rows, queryRows));
                Block others = new Block(reference, centre, scale, Math.min(rows, referenceRows))) {
            INDArray products = Nd4j.create(DataType.FLOAT, new long[] {others.rows, some.rows}, 'f');
            try {
                for (int r = 0; r < reference.count(); r += others.rows) {
                    others.load(r);
                    for (int q = 0; q < queries.count(); q += some.rows) {
                        some.load(q);
                        Nd4j.gemm(others.vectors, some.vectors, products, true, false, 1, 0);
                        nearest.update(some, others, products.data().asNioFloat());
                    }
                }
            } finally {
                products.close();
            }
        }
        return nearest;
    }

    /** The power of two that brings a largest component into [0.5, 1); 1 where that is 0. */
    static double scale(double largest) {
        return largest == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(largest) - 1);
    }

    private static double farthest(Examples examples, double[] centre) {
        double farthest = 0;
        for (int i = 0; i < examples.values().length; i++) {
            farthest = Math.max(farthest, Math.abs(examples.values()[i] - centre[i % centre.length]));
        }
        return farthest;
    }

    /** The distance of query i to its nearest reference. */
    double distance(int query) {
        return Math.sqrt(squaredDistances[query]);
    }

    /** The index of the reference nearest to query i. */
    int index(int query) {
        return indices[query];
    }

    int count() {
        return indices.length;
    }

    private void update(Block queries, Block references, FloatBuffer products) {
        float[] product = new float[references.rows];
        double[] relative = new double[references.count];
        double longest = Math.sqrt(references.largestSquare());
        for (int i = 0; i < queries.count; i++) {
            products.get(i * references.rows, product);
            int closest = 0;
            for (int j = 0; j < references.count; j++) {
                relative[j] = references.squares[j] - 2.0 * product[j];
                if (relative[j] < relative[closest]) {
                    closest = j;
                }
            }
            double square = queries.squares[i];
            double error = error(Math.sqrt(square), longest, queries.elements());
            measureUnlessFarther(queries, i, references, closest, relative[closest] + square - error);
            for (int j = 0; j < references.count; j++) {
                measureUnlessFarther(queries, i, references, j, relative[j] + square - error);
            }
        }
    }

    /**
     * A bound of the error of a squared distance that is formed from a product in single precision.
     *
     * @param length the length of one vector
     * @param otherLength the largest length of the others
     */
    static double error(double length, double otherLength, int elements) {
        double gamma = elements * ROUNDING / (1 - elements * ROUNDING);
        double sum = length + otherLength;
        return MARGIN * (2 * gamma * length * otherLength + 2 * ROUNDING * sum * sum) + elements * UNDERFLOW;
    }

    private void measureUnlessFarther(Block queries, int i, Block references, int j, double lowerBound) {
        int query = queries.first + i;
        // The comparison is negated because it is false for NaN, and NaN must be measured.
        if (!(lowerBound > scale * scale * squaredDistances[query])) {
            int index = references.first + j;
            if (isNearer(queries.examples, query, references.examples, index)) {
                squaredDistances[query] = Pairs.squaredDistance(queries.examples, query, references.examples, index);
                indices[query] = index;
            }
        }
    }

    /**
     * Tells whether a reference is nearer than the nearest one so far, or equally near with a
     * smaller index.
     */
    private boolean isNearer(Examples queries, int query, Examples references, int index) {
        if (indices[query] < 0) {
            return true;
        }
        double measured = Pairs.squaredDistance(queries, query, references, index);
        double least = squaredDistances[query];
        if (Math.abs(measured - least) > directError(queries.shape().elements(), measured + least)) {
            return measured < least;
        }
        double exact = Pairs.exactSquaredDistance(queries, query, references, index);
        double exactLeast = Pairs.exactSquaredDistance(queries, query, references, indices[query]);
        return exact < exactLeast || (exact == exactLeast && index < indices[query]);
    }

    /**
     * A bound of the error of the difference of two squared distances that are measured directly.
     *
     * @param sum the sum of the two squared distances
     */
    static double directError(int elements, double sum) {
        return DIRECT_ROUNDING * (elements + 2) * sum;
    }

    /**
     * Consecutive examples relative to a centre, as the columns of a matrix, and their squared
     * lengths.
     */
    private static final class Block implements AutoCloseable {
        private final Examples examples;
        private final double[] centre;
        private final double scale;
        private final int rows;
        private final INDArray vectors;
        private final double[] squares;
        private final float[] vector;
        private int first;
        private int count;

        private Block(Examples examples, double[] centre, double scale, int largest) {
            this.examples = examples;
            this.centre = centre;
            this.scale = scale;
            rows = Math.min(largest, examples.count());
            vectors = Nd4j.create(DataType.FLOAT, new long[] {centre.length, rows}, 'f');
            squares = new double[rows];
            vector = new float[centre.length];
        }

        /**
         * Loads the examples from {@code from} on, as many as fit. If the last block is not full,
         * the rest of it still has the numbers of the block before, and is not read.
         */
        private void load(int from) {
            first = from;
            count = Math.min(rows, examples.count() - from);
            FloatBuffer target = vectors.data().asNioFloat();
            for (int i = 0; i < count; i++) {
                int start = (from + i) * vector.length;
                double square = 0;
                for (int k = 0; k < vector.length; k++) {
                    vector[k] = (float) ((examples.values()[start + k] - centre[k]) * scale);
                    square += (double) vector[k] * vector[k];
                }
                squares[i] = square;
                target.put(vector);
            }
        }

        private int elements() {
            return vector.length;
        }

        private double largestSquare() {
            double largest = 0;
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, squares[i]);
            }
            return largest;
        }

        @Override
        public void close() {
            vectors.close();
        }
    }
}
