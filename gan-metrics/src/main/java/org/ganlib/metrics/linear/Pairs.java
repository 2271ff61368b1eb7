package org.ganlib.metrics.linear;

import static org.bytedeco.openblas.global.openblas_full.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_full.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_full.CblasTrans;
import static org.bytedeco.openblas.global.openblas_full.cblas_dgemm;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.ganlib.spi.Examples;

/**
 * Passes over all pairs of two sets of examples, block by block: whatever the number of examples,
 * about 100 MiB are in use at a time.
 *
 * <p>Squared distances come from ‖a − b‖² = ‖a‖² + ‖b‖² − 2a·b, relative to a common centre and
 * with the products as a matrix multiplication in double precision. Where that form cancels (the
 * distance is below a thousandth of the lengths) the pair is measured directly, so that every
 * distance has a relative error below 1e-8, equal vectors are at distance 0, and few coordinates
 * are always measured directly.
 *
 * <p>What compares distances takes {@link #distances}, whose rounding errors are bounded: with u =
 * 2⁻⁵³, d coordinates and ã, b̃ the vectors relative to the centre, any order of summation gives
 * each of the three terms within du/(1 − du) of ‖ã‖², ‖b̃‖² and 2‖ã‖‖b̃‖, and the rounding of ã and
 * b̃ moves the distance by about 2u(‖ã‖ + ‖b̃‖)²; all of that is below 2(d + 10)u(‖ã‖² + ‖b̃‖²).
 * Values on a common {@linkplain Levels grid}, such as those of binary images, are multiplied as
 * whole numbers, without any error.
 */
public final class Pairs {
    private static final int ROWS = 1024;
    /** 32 MiB of doubles for one block of examples. */
    private static final int BLOCK_VALUES = 1 << 22;
    /**
     * The number of coordinates up to which measuring directly is as fast as multiplying matrices.
     */
    private static final int FEW_COORDINATES = 8;

    private static final double CANCELLATION = 1e-6;
    /** 2⁻⁵³, with a hundredth for terms of second order. */
    private static final double ROUNDING = 1.01 * 0x1p-53;

    /** Sees one row of a block. */
    @FunctionalInterface
    public interface Row {
        /**
         * The values of the pairs (i, first), (i, first + 1), ….
         *
         * @param i index in the first set
         * @param first index in the second set
         * @param values one per pair, from 0; may be changed, and is overwritten afterwards
         * @param count the number of products
         */
        void see(int i, int first, double[] values, int count);
    }

    private Pairs() {}

    /** Shows the squared Euclidean distance of every pair: for each i, j in ascending order. */
    public static void squaredDistances(Examples some, Examples others, Row row) {
        int elements = requireSameShape(some, others);
        if (elements <= FEW_COORDINATES) {
            directly(some, others, row);
            return;
        }
        Origin centre = new Origin(Centre.of(others), 1);
        visit(some, others, centre, rows(elements), (a, b, i, products) -> {
            double square = a.squares[i - a.first];
            for (int j = 0; j < b.count; j++) {
                double scale = square + b.squares[j];
                double distance = scale - 2 * products[j];
                // The comparison is negated because it is false for NaN, and NaN must be
                // measured too.
                products[j] =
                        !(distance > CANCELLATION * scale) ? squaredDistance(some, i, others, b.first + j) : distance;
            }
            row.see(i, b.first, products, b.count);
        });
    }

    /**
     * Passes the squared Euclidean distances of all pairs to a visitor, each with its error bound.
     * For each i, the j come in ascending order.
     */
    public static void distances(Examples some, Examples others, DistanceRow.Visitor visitor) {
        int elements = requireSameShape(some, others);
        Levels levels = Levels.of(some, others);
        if (elements <= FEW_COORDINATES) {
            directly(some, others, levels, visitor);
            return;
        }
        int rows = rows(elements);
        DistanceRow row = new DistanceRow(some, others, rows);
        if (levels.exist()) {
            double[] low = new double[elements];
            Arrays.fill(low, levels.low());
            double square = levels.unit() * levels.unit();
            visit(some, others, new Origin(low, levels.unit()), rows, (a, b, i, products) -> {
                row.begin(i, b.first, b.count);
                for (int j = 0; j < b.count; j++) {
                    row.put(j, square * (a.squares[i - a.first] + b.squares[j] - 2 * products[j]), 0);
                }
                visitor.see(row);
            });
            return;
        }
        double relativeError = (elements + 10) * ROUNDING;
        visit(some, others, new Origin(Centre.of(others), 1), rows, (a, b, i, products) -> {
            row.begin(i, b.first, b.count);
            double square = a.squares[i - a.first];
            for (int j = 0; j < b.count; j++) {
                double scale = square + b.squares[j];
                double distance = scale - 2 * products[j];
                double error = 2 * relativeError * scale;
                // The comparison is negated because it is false for NaN, and NaN must be
                // measured too.
                if (!(distance > CANCELLATION * scale)) {
                    distance = squaredDistance(some, i, others, b.first + j);
                    error = relativeError * distance;
                }
                row.put(j, distance, error);
            }
            visitor.see(row);
        });
    }

    /** Shows the inner product of every pair, relative to a point. */
    public static void products(Examples some, Examples others, double[] point, Row row) {
        int elements = requireSameShape(some, others);
        visit(
                some,
                others,
                new Origin(point, 1),
                rows(elements),
                (a, b, i, products) -> row.see(i, b.first, products, b.count));
    }

    private static int rows(int elements) {
        return Math.max(1, Math.min(ROWS, BLOCK_VALUES / elements));
    }

    /** The squared Euclidean distance of one pair, in double precision. */
    public static double squaredDistance(Examples some, int i, Examples others, int j) {
        int elements = some.shape().elements();
        float[] a = some.values();
        float[] b = others.values();
        int startA = i * elements;
        int startB = j * elements;
        double sum = 0;
        for (int k = 0; k < elements; k++) {
            double difference = (double) a[startA + k] - b[startB + k];
            sum += difference * difference;
        }
        return sum;
    }

    /**
     * The correctly rounded squared Euclidean distance of one pair: the double nearest to the exact
     * value.
     */
    public static double exactSquaredDistance(Examples some, int i, Examples others, int j) {
        return ExactDistance.squared(some, i, others, j);
    }

    private static int requireSameShape(Examples some, Examples others) {
        if (some.shape().elements() != others.shape().elements()) {
            throw new IllegalArgumentException(
                    "pairs need vectors of one length, were " + some.shape() + " and " + others.shape());
        }
        return some.shape().elements();
    }

    private static void directly(Examples some, Examples others, Row row) {
        double[] distances = new double[ROWS];
        for (int i = 0; i < some.count(); i++) {
            for (int first = 0; first < others.count(); first += ROWS) {
                int count = Math.min(ROWS, others.count() - first);
                for (int j = 0; j < count; j++) {
                    distances[j] = squaredDistance(some, i, others, first + j);
                }
                row.see(i, first, distances, count);
            }
        }
    }

    private static void directly(Examples some, Examples others, Levels levels, DistanceRow.Visitor visitor) {
        // Differences, squares and sums of small multiples of a power of two are exact.
        boolean exact = levels.exist() && levels.unit() == Math.scalb(1.0, Math.getExponent(levels.unit()));
        double relativeError = exact ? 0 : (some.shape().elements() + 10) * ROUNDING;
        DistanceRow row = new DistanceRow(some, others, ROWS);
        for (int i = 0; i < some.count(); i++) {
            for (int first = 0; first < others.count(); first += ROWS) {
                row.begin(i, first, Math.min(ROWS, others.count() - first));
                for (int j = 0; j < row.count(); j++) {
                    double distance = squaredDistance(some, i, others, first + j);
                    row.put(j, distance, relativeError * distance);
                }
                visitor.see(row);
            }
        }
    }

    /** The origin from which vectors are measured, and the unit. */
    private static final class Origin {
        private final double[] point;
        private final double unit;

        private Origin(double[] point, double unit) {
            this.point = point;
            this.unit = unit;
        }
    }

    @FunctionalInterface
    private interface BlockRow {
        void see(Block some, Block others, int i, double[] products);
    }

    private static void visit(Examples some, Examples others, Origin origin, int rows, BlockRow row) {
        try (Block a = new Block(some, origin, rows);
                Block b = new Block(others, origin, rows);
                DoublePointer product = new DoublePointer((long) rows * rows)) {
            double[] values = new double[rows];
            for (int i = 0; i < some.count(); i += rows) {
                a.load(i);
                for (int j = 0; j < others.count(); j += rows) {
                    b.load(j);
                    multiply(a, b, product);
                    for (int r = 0; r < a.count; r++) {
                        product.position((long) r * b.count).get(values, 0, b.count);
                        row.see(a, b, i + r, values);
                    }
                    product.position(0);
                }
            }
        }
    }

    /** Column r of the product holds the inner products of row r of a with all of b. */
    private static void multiply(Block a, Block b, DoublePointer product) {
        int elements = a.vector.length;
        cblas_dgemm(
                CblasColMajor,
                CblasTrans,
                CblasNoTrans,
                b.count,
                a.count,
                elements,
                1,
                b.vectors,
                elements,
                a.vectors,
                elements,
                0,
                product,
                b.count);
    }

    /**
     * Consecutive examples relative to an origin, one after the other, with their squared lengths.
     */
    private static final class Block implements AutoCloseable {
        private final Examples examples;
        private final Origin origin;
        private final int rows;
        private final double[] vector;
        private final double[] squares;
        private final DoublePointer vectors;
        private int first = -1;
        private int count;

        private Block(Examples examples, Origin origin, int rows) {
            this.examples = examples;
            this.origin = origin;
            this.rows = rows;
            vector = new double[origin.point.length];
            squares = new double[rows];
            vectors = new DoublePointer((long) rows * vector.length);
        }

        private void load(int from) {
            if (from == first) {
                return;
            }
            first = from;
            count = Math.min(rows, examples.count() - from);
            for (int i = 0; i < count; i++) {
                int start = (from + i) * vector.length;
                double square = 0;
                for (int k = 0; k < vector.length; k++) {
                    vector[k] = (examples.values()[start + k] - origin.point[k]) / origin.unit;
                    square += vector[k] * vector[k];
                }
                squares[i] = square;
                vectors.position((long) i * vector.length).put(vector);
            }
            vectors.position(0);
        }

        @Override
        public void close() {
            vectors.close();
        }
    }
}
