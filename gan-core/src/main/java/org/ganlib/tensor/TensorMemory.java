package org.ganlib.tensor;

import org.ganlib.random.RandomStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The memory that an engine's tensors lie in, and the arithmetic that games do between passes,
 * which therefore needs no visit to the host. Arguments may be tensors of another memory: their
 * numbers are then carried over. Used by one thread. An operation may allocate the first time it
 * runs on tensors of a size, and not after that.
 */
public interface TensorMemory {
    /**
     * A new tensor of zeros, which the caller closes.
     *
     * @param precision FLOAT or DOUBLE
     * @param shape the shape of one row
     * @param rows ≥ 1
     */
    Tensor allocate(DataType precision, TensorShape shape, int rows);

    /**
     * Copies all numbers of one tensor to another, rounding them where the target is of lower
     * precision.
     *
     * @throws IllegalArgumentException if they have different numbers of elements
     */
    void copy(Tensor source, Tensor target);

    /**
     * Copies some of the rows.
     *
     * @param from the first row that is read
     * @param target rows with as many elements as the source's
     * @param to the first row that is written
     * @throws IllegalArgumentException if the rows differ in size, or there are too few of them
     */
    void copyRows(Tensor source, int from, Tensor target, int to, int count);

    /**
     * Adds the numbers of one tensor to those of another.
     *
     * @param target changed
     * @throws IllegalArgumentException if they have different numbers of elements
     */
    void add(Tensor addend, Tensor target);

    /**
     * Multiplies all numbers of a tensor by a factor, which is rounded to the tensor's precision.
     *
     * @param target changed
     */
    void scale(double factor, Tensor target);

    /** The sum of the squares of all numbers, added in double precision. */
    double squaredNorm(Tensor tensor);

    /**
     * Adds Gaussian noise: target = source + σ n, with one n from the standard normal distribution
     * for each element, drawn in their order.
     *
     * @param sigma the standard deviation σ, ≥ 0
     * @param target a tensor with as many elements as the source, or the source itself; overwritten
     */
    void addNoise(Tensor source, double sigma, RandomStream random, Tensor target);

    /**
     * Applies to each image its changes: colours, translation and cut.
     *
     * @param source the images, {@code changes.count()} of them; a row may hold several
     * @param target a tensor with as many elements, not the source; overwritten
     */
    void changeImages(Tensor source, ImageChanges changes, Tensor target);

    /**
     * Turns a gradient with respect to changed images into one with respect to the images
     * themselves, by the transpose of the matrix that {@link #changeImages} multiplies an image by.
     *
     * @param gradient with respect to the changed images
     * @param target a tensor with as many elements, not the gradient itself; overwritten
     */
    void imageGradient(Tensor gradient, ImageChanges changes, Tensor target);

    /**
     * Mixes two tensors row by row: row n of the target is t x + (1 − t) y with t = shares[n], x =
     * row n of one tensor and y = row n of the other.
     *
     * @param shares a number per row
     * @param target a tensor of the same size as both; overwritten
     */
    void interpolate(Tensor one, Tensor other, double[] shares, Tensor target);

    /**
     * Adds to each number the sum of the squares of a row, computed in double precision.
     *
     * @param sums a number per row; changed
     */
    void addSquaredRowNorms(Tensor tensor, double[] sums);

    /**
     * Multiplies each row by a number of its own.
     *
     * @param factors a number per row
     * @param target a tensor of the same size as the source, or the source itself; overwritten
     */
    void scaleRows(Tensor source, double[] factors, Tensor target);

    /**
     * The distance of outputs from targets, and its gradient:
     *
     * <pre>{@code
     * distance = weight · mean over all numbers of |output − target|      (L1)
     *            weight · mean over all numbers of (output − target)²     (L2)
     * }</pre>
     *
     * The mean is over coordinates too, so that the distance has the same size in every dimension.
     * The derivative of |x| at 0 is taken to be 0.
     *
     * @param target a tensor with as many elements as the output
     * @param gradient a tensor with as many elements as the output; overwritten with
     *     ∂distance/∂output
     * @return the distance, computed in double precision
     */
    double distance(Norm norm, double weight, Tensor output, Tensor target, Tensor gradient);

    /**
     * Improves the estimate of a matrix's spectral norm, its largest singular value, by power
     * iteration. It repeats
     *
     * <pre>{@code
     * v = Mᵀu / ‖Mᵀu‖,   u = M v / ‖M v‖
     * }</pre>
     *
     * after which σ = ‖M v‖ = uᵀM v. Where a product is 0, it stays 0.
     *
     * @param matrix M
     * @param layout the places of M's entries in the tensor
     * @param count the number of iterations, ≥ 1
     * @param u a number per row, where it begins; changed
     * @param v a number per column; overwritten
     * @param sigma one number; overwritten with σ
     */
    void iteratePower(Tensor matrix, MatrixLayout layout, int count, Tensor u, Tensor v, Tensor sigma);

    /**
     * Turns a gradient by W = V/σ into that by V, where σ = uᵀV v, and u and v are constants:
     *
     * <pre>{@code
     * gradient = (gradient − ⟨gradient, W⟩ u vᵀ) / σ
     * }</pre>
     *
     * @param gradient changed
     * @param normalised W
     * @param layout the places of the entries of both in their tensors
     * @param u a number per row
     * @param v a number per column
     * @param sigma one number, σ
     */
    void gradientBeforeNormalisation(
            Tensor gradient, Tensor normalised, MatrixLayout layout, Tensor u, Tensor v, Tensor sigma);

    /**
     * Multiplies all numbers of a tensor by one that lies in this memory, too.
     *
     * @param factor one number
     * @param target changed
     */
    void scale(Tensor factor, Tensor target);

    /**
     * Divides all numbers of a tensor by one that lies in this memory, too.
     *
     * @param divisor one number
     * @param least divides in the place of the divisor if that is smaller; > 0
     * @param target changed
     */
    void divide(Tensor divisor, double least, Tensor target);

    /**
     * Requires tensors of one size, for implementations of this.
     *
     * @throws IllegalArgumentException if they have different numbers of elements
     */
    static void requireSameLength(Tensor one, Tensor other) {
        if (one.length() != other.length()) {
            throw new IllegalArgumentException("tensors of " + one.length() + " and of " + other.length() + " numbers");
        }
    }

    /**
     * Requires the arguments of {@link #copyRows}, for implementations of this.
     *
     * @throws IllegalArgumentException if the rows differ in size, or there are too few of them
     */
    static void requireRows(Tensor source, int from, Tensor target, int to, int count) {
        if (source.shape().elements() != target.shape().elements()) {
            throw new IllegalArgumentException("rows of " + source.shape() + " and of " + target.shape());
        }
        requireRows(source, from, count);
        requireRows(target, to, count);
    }

    private static void requireRows(Tensor tensor, int from, int count) {
        if (from < 0 || count < 0 || from + count > tensor.rows()) {
            throw new IllegalArgumentException(
                    "rows " + from + " to " + (from + count) + " of a tensor of " + tensor.rows() + " rows");
        }
    }

    /**
     * Requires a number for each row of a tensor, for implementations of this.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    static void requireOnePerRow(double[] numbers, Tensor tensor) {
        if (numbers.length != tensor.rows()) {
            throw new IllegalArgumentException(numbers.length + " numbers for " + tensor.rows() + " rows");
        }
    }

    /**
     * Requires tensors of as many images as are changed, for implementations of this.
     *
     * @throws IllegalArgumentException if one of them has more or fewer elements
     */
    static void requireImages(ImageChanges changes, Tensor one, Tensor other) {
        requireSameLength(one, other);
        if (one.length() != (long) changes.count() * changes.image().elements()) {
            throw new IllegalArgumentException("expected " + changes.count() + " images of " + changes.image()
                    + ", was a tensor of " + one.length() + " numbers");
        }
    }

    /**
     * Requires a matrix and vectors of that layout, for implementations of this.
     *
     * @throws IllegalArgumentException if one of them has another size
     */
    static void requireMatrix(Tensor matrix, MatrixLayout layout, Tensor u, Tensor v) {
        if (matrix.length() != layout.length() || u.length() != layout.rows() || v.length() != layout.width()) {
            throw new IllegalArgumentException("a matrix of " + matrix.length() + " entries, with vectors of "
                    + u.length() + " and " + v.length() + " numbers, in the place of " + layout);
        }
    }
}
