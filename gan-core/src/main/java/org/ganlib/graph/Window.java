package org.ganlib.graph;

/**
 * The kernel of a convolution: its size, its strides and the zeros around the image. Sizes are in
 * pixels.
 *
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param strideHeight rows from one position of the kernel to the next
 * @param strideWidth columns from one position of the kernel to the next
 * @param top rows of zeros above the image
 * @param left columns of zeros before the image
 * @param bottom rows of zeros below the image
 * @param right columns of zeros after the image
 */
public record Window(
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int top,
        int left,
        int bottom,
        int right) {
    /** The number of pixels that the kernel covers. */
    public int kernelElements() {
        return kernelHeight * kernelWidth;
    }
}
