package org.ganlib.onednn;

/**
 * How a convolution slides over an image.
 *
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param strideHeight rows between two places of the kernel
 * @param strideWidth columns between two places of the kernel
 * @param top rows of zeros above the image
 * @param left columns of zeros before it
 * @param bottom rows of zeros below it
 * @param right columns of zeros after it
 */
record Window(
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int top,
        int left,
        int bottom,
        int right) {
    int kernelElements() {
        return kernelHeight * kernelWidth;
    }
}
