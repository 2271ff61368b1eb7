package org.ganlib.models.architecture;

import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * A square kernel that divides an image's sides by its stride, or multiplies them when transposed. Zeros fill the border evenly where they
 * can; where kernel and stride differ by an odd number, the bottom and the right get one more than the top and the left, as in TensorFlow.
 *
 * @param kernel side of the kernel, at least the stride
 * @param stride how far it moves
 */
record SquareKernel(int kernel, int stride) {
    ConvolutionMode mode() {
        return even() ? ConvolutionMode.Truncate : ConvolutionMode.Same;
    }

    int padding() {
        return even() ? (kernel - stride) / 2 : 0;
    }

    private boolean even() {
        return (kernel - stride) % 2 == 0;
    }
}
