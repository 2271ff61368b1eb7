package org.ganlib.models.architecture;

import org.ganlib.problem.GanException;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.IActivation;

/**
 * Images that shrink by half, or grow to double, from layer to layer down to 4 or 7 pixels a side, as in DCGAN.
 *
 * @param image the full image
 * @param start pixels a side of the smallest image
 * @param steps how often it doubles
 * @param width channels at half the full size
 * @param constant whether all other sizes have as many, instead of twice as many for each halving
 * @param kernel side of the kernels
 */
record Pyramid(TensorShape image, int start, int steps, int width, boolean constant, int kernel) {
    /**
     * The pyramid over an image.
     *
     * @throws GanException unless it is square with sides of 4 or 7 times a power of two, and larger than that
     */
    static Pyramid over(
            TensorShape image,
            String architecture,
            NetworkSignature signature,
            int width,
            boolean constant,
            int kernel) {
        int start = image.height();
        int steps = 0;
        while (start % 2 == 0 && start > 4) {
            start /= 2;
            steps++;
        }
        if (!image.isImage() || image.height() != image.width() || steps == 0 || (start != 4 && start != 7)) {
            throw new GanException(signature.role().key() + ": " + architecture + " needs square images of 4·2ᵏ or 7·2ᵏ"
                    + " pixels a side (8, 14, 16, 28, 32, 56, 64, …), but here they are " + image
                    + ". Use mlp, or images of such a size");
        }
        return new Pyramid(image, start, steps, width, constant, kernel);
    }

    /** From a vector: a dense layer to the smallest image, then one transposed convolution per doubling, the last to the full image. */
    Features grow(Features vector, Ending ending, IActivation output) {
        TensorShape smallest = TensorShape.of(channels(steps - 1), start, start);
        Features grown = vector.dense("projection", smallest.elements(), ending).as(smallest);
        for (int i = steps - 2; i >= 0; i--) {
            grown = grown.deconvolution("deconvolution-" + (steps - 2 - i), channels(i), window(), ending);
        }
        return grown.deconvolution("output", image.channels(), window(), Ending.of(output));
    }

    /** From the full image to the smallest: one convolution per halving. */
    Features shrink(Features full, Ending first, Ending others) {
        Features shrunk = full;
        for (int i = 0; i < steps; i++) {
            shrunk = shrunk.convolution("convolution-" + i, channels(i), window(), i == 0 ? first : others);
        }
        return shrunk;
    }

    private int channels(int step) {
        return constant ? width : Math.multiplyExact(width, 1 << step);
    }

    private SquareKernel window() {
        return new SquareKernel(kernel, 2);
    }
}
