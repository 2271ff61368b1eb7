package org.ganlib.onednn.convolution;

import org.ganlib.graph.Window;
import org.ganlib.tensor.TensorShape;

/** A {@link Window} in oneDNN's terms. */
final class WindowArguments {
    /**
     * Up to so many channels a matrix product and a {@link Col2im} beat the kernels that fill a
     * register with channels.
     */
    private static final int THIN = 4;

    private WindowArguments() {}

    static long[] strides(Window window) {
        return new long[] {window.strideHeight(), window.strideWidth()};
    }

    static long[] before(Window window) {
        return new long[] {window.top(), window.left()};
    }

    static long[] after(Window window) {
        return new long[] {window.bottom(), window.right()};
    }

    static boolean isThin(TensorShape image) {
        return image.channels() <= THIN;
    }
}
