package org.ganlib.network.layer;

import static org.bytedeco.openblas.global.openblas_full.LAPACKE_dgeqrf;
import static org.bytedeco.openblas.global.openblas_full.LAPACKE_dorgqr;
import static org.bytedeco.openblas.global.openblas_full.LAPACK_COL_MAJOR;

import org.bytedeco.javacpp.DoublePointer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.ganlib.random.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Orthogonal weights (Saxe, McClelland, Ganguli, Exact solutions to the nonlinear dynamics of
 * learning in deep linear neural networks, 2014): the first dimension against all others is a
 * matrix whose rows, or columns if they are fewer, are orthogonal to each other and of length
 * {@code gain}.
 *
 * <p>It is the Q of a matrix of normal numbers, its columns multiplied by the signs of R's
 * diagonal, which makes it uniform among all such matrices (Mezzadri, How to generate random
 * matrices from the classical compact groups, 2007). Computed in double precision by LAPACK:
 * Deeplearning4j's own distribution of that name takes minutes for a few hundred units.
 */
public final class OrthogonalWeights implements IWeightInit {
    private static final long serialVersionUID = 1;

    private final double gain;

    /**
     * Weights of that length.
     *
     * @param gain finite and > 0
     * @throws IllegalArgumentException if it is not
     */
    public OrthogonalWeights(@JsonProperty("gain") double gain) {
        if (!(gain > 0 && gain < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gain: must be finite and > 0, was " + gain);
        }
        this.gain = gain;
    }

    /** The length of rows or columns. */
    @JsonProperty("gain")
    public double gain() {
        return gain;
    }

    /**
     * Takes one number of ND4J's generator, which an engine seeds from the network's own stream.
     */
    @Override
    public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray parameters) {
        INDArray weights = parameters.reshape(order, shape);
        int rows = Math.toIntExact(shape[0]);
        int columns = Math.toIntExact(parameters.length() / rows);
        double[] drawn = draw(rows, columns, new RandomStream(Nd4j.getRandom().nextLong()));
        weights.assign(Nd4j.createFromArray(drawn).reshape('c', shape));
        return weights;
    }

    /** Row by row. */
    private double[] draw(int rows, int columns, RandomStream random) {
        int longer = Math.max(rows, columns);
        int shorter = Math.min(rows, columns);
        double[] q = orthonormalColumns(longer, shorter, random);
        boolean tall = rows >= columns;
        double[] result = new double[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[i * columns + j] = gain * (tall ? q[j * longer + i] : q[i * longer + j]);
            }
        }
        return result;
    }

    /** Column by column. */
    private static double[] orthonormalColumns(int rows, int columns, RandomStream random) {
        double[] numbers = new double[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextNormal();
        }
        boolean[] negative = new boolean[columns];
        try (DoublePointer matrix = new DoublePointer(numbers);
                DoublePointer reflections = new DoublePointer(columns)) {
            succeed(LAPACKE_dgeqrf(LAPACK_COL_MAJOR, rows, columns, matrix, rows, reflections), "dgeqrf");
            for (int j = 0; j < columns; j++) {
                negative[j] = matrix.get((long) j * rows + j) < 0;
            }
            succeed(LAPACKE_dorgqr(LAPACK_COL_MAJOR, rows, columns, columns, matrix, rows, reflections), "dorgqr");
            matrix.get(numbers);
        }
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = negative[k / rows] ? -numbers[k] : numbers[k];
        }
        return numbers;
    }

    private static void succeed(int code, String routine) {
        if (code != 0) {
            throw new IllegalStateException("LAPACK's " + routine + " ended with code " + code);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrthogonalWeights weights && Double.compare(gain, weights.gain) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(gain);
    }

    @Override
    public String toString() {
        return "OrthogonalWeights(gain=" + gain + ")";
    }
}
