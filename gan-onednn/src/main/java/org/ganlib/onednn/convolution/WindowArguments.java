package org.ganlib.onednn.convolution;

import org.ganlib.graph.Window;
import org.ganlib.tensor.TensorShape;

/** The arguments of oneDNN's convolutions for a {@link Window}. */
final class WindowArguments {
    /**
     * Images of at most this many channels are computed by a matrix product and {@link Col2im},
     * because oneDNN's convolutions fill vector registers with channels.
     */
    private static final int FEW_CHANNELS = 4;

    private WindowArguments() {}

    /** The strides along height and width. */
    static long[] strides(Window window) {
        return new long[] {window.strideHeight(), window.strideWidth()};
    }

    /** The padding above and to the left. */
    static long[] paddingBefore(Window window) {
        return new long[] {window.top(), window.left()};
    }

    /** The padding below and to the right. */
    static long[] paddingAfter(Window window) {
        return new long[] {window.bottom(), window.right()};
    }

    /** Tells whether images of this shape are computed by a matrix product and {@link Col2im}. */
    static boolean hasFewChannels(TensorShape image) {
        return image.channels() <= FEW_CHANNELS;
    }
}
