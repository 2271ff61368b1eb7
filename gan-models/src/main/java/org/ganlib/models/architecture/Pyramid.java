package org.ganlib.models.architecture;

import org.ganlib.problem.GanException;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.activations.IActivation;

/**
 * Images that shrink by half, or grow to double, from layer to layer, as in DCGAN. Height and width
 * are halved together down to a smallest image whose shorter side has 4 to 7 pixels.
 *
 * @param image the full image
 * @param steps the number of doublings from the smallest image to the full one
 * @param width channels at half the full size
 * @param constant true if all other sizes have as many, instead of twice as many for each halving
 * @param kernel side of the kernels
 */
record Pyramid(TensorShape image, int steps, int width, boolean constant, int kernel) {
    /** The most pixels that the shorter side of the smallest image has. */
    private static final int LONGEST_SHORTER_SIDE = 7;

    /**
     * The pyramid over an image.
     *
     * @throws GanException unless it is s·2ᵏ pixels high and t·2ᵏ wide, with k ≥ 1, whole s and t,
     *     and the smaller of them 4 to 7
     */
    static Pyramid over(
            TensorShape image,
            String architecture,
            NetworkSignature signature,
            int width,
            boolean constant,
            int kernel) {
        int shorter = Math.min(image.height(), image.width());
        int steps = 0;
        while (shorter >> steps > LONGEST_SHORTER_SIDE) {
            steps++;
        }
        boolean halves = image.height() % (1 << steps) == 0 && image.width() % (1 << steps) == 0;
        if (!image.isImage() || steps == 0 || !halves) {
            throw new GanException(signature.role().key() + ": " + architecture + " needs images whose height and width"
                    + " can be halved together until the shorter side has 4 to 7 pixels (28×28, 32×32, 48×64, 64×96,"
                    + " …), but here they are " + image + ". Use mlp, or images of such a size");
        }
        return new Pyramid(image, steps, width, constant, kernel);
    }

    /** The smallest image, with this many channels. */
    TensorShape smallest(int channels) {
        return TensorShape.of(channels, image.height() >> steps, image.width() >> steps);
    }

    /**
     * Grows an image from a vector: a dense layer makes the smallest image, then each transposed
     * convolution doubles its sides; the last one makes the full image.
     */
    Features grow(Features vector, Ending ending, IActivation output) {
        TensorShape smallest = smallest(channels(steps - 1));
        Features grown = vector.dense("projection", smallest.elements(), ending).as(smallest);
        for (int i = steps - 2; i >= 0; i--) {
            grown = grown.deconvolution("deconvolution-" + (steps - 2 - i), channels(i), window(), ending);
        }
        return grown.deconvolution("output", image.channels(), window(), Ending.of(output));
    }

    /** Shrinks the full image to the smallest one: each convolution halves its sides. */
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
