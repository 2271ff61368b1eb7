package org.ganlib.onednn.winograd;

import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.ganlib.graph.Window;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.tensor.TensorShape;

/**
 * A convolution whose output is cut into tiles, each of which {@link WinogradTransforms} computes
 * with fewer multiplications than the definition. For tiles of 4 × 4 outputs that is 2.25
 * multiplications per output instead of 9 for a kernel of 3 × 3, 6.25 instead of 16 for 4 × 4 with
 * stride 2, and 9 instead of 25 for 5 × 5 with stride 2.
 *
 * <p>Along an axis, a kernel of k elements with stride s and padding p is the sum of s filters of r
 * = ⌈k/s⌉ taps, one for each phase of the input: with x<sub>f</sub>[j] = x[sj + f − p] and
 * w<sub>f</sub>[b] = w[sb + f], zero beyond the kernel,
 *
 * <pre>
 * y[i] = Σ_f Σ_b x_f[i + b] w_f[b].
 * </pre>
 *
 * The sum over f is part of the matrix product over channels. The convolution, its transpose and
 * the weight gradient all multiply two of the same three transforms: B x, Aᵀ y and G w.
 *
 * <p>Input and output are always those of the convolution. A layer that is the transposed
 * convolution reads the output and computes the input.
 *
 * @param batch the number of images
 * @param window kernel, stride and padding, the same along both axes
 * @param input the shape of the convolution's input
 * @param output the shape of the convolution's output
 */
public record WinogradTiling(int batch, Window window, TensorShape input, TensorShape output) {
    /** The largest number of outputs of a tile, along one axis. */
    private static final int MAXIMUM_TILE_OUTPUTS = 4;

    /**
     * The desired number of rows in a matrix product. Images are processed in groups whose tiles
     * give about that many rows. In smaller groups the transformed filters would be read more
     * often.
     */
    private static final int PRODUCT_ROWS = 256;

    /**
     * The measured time of one multiplication here, whose operands are not in the cache, in units
     * of the time of one multiplication of the definition.
     */
    private static final double PRODUCT_COST = 1.25;
    /** The measured time to transform one number of the input or output, in the same unit. */
    private static final double TRANSFORM_COST = 40;
    /** The measured time to transform one weight, or its gradient, in the same unit. */
    private static final double FILTER_COST = 16;
    /**
     * The greatest time, relative to that of the definition, for which tiles are used. Beyond it
     * they gain too little for the memory that they take.
     */
    private static final double WORTHWHILE = .85;

    /**
     * The tiling of a convolution.
     *
     * @return empty if the convolution cannot be tiled, or would not be faster
     */
    public static Optional<WinogradTiling> of(int batch, Window window, TensorShape input, TensorShape output) {
        WinogradTiling tiling = new WinogradTiling(batch, window, input, output);
        return tiling.isPossible() && tiling.cost() < WORTHWHILE * tiling.directCost()
                ? Optional.of(tiling)
                : Optional.empty();
    }

    /** Tells whether tiles are possible, in groups that are not much smaller than desired. */
    private boolean isPossible() {
        Window w = window;
        return w.kernelHeight() == w.kernelWidth()
                && w.strideHeight() == w.strideWidth()
                && w.top() == w.left()
                && taps() > 1
                && taps() <= 3
                && covers(rows(), input.height())
                && covers(columns(), input.width())
                && 4 * groupSize() >= desiredGroupSize();
    }

    /** Tells whether the phases contain all pixels along an axis. */
    private boolean covers(TiledAxis axis, int pixels) {
        return (axis.outputs() + taps() - 1) * stride() - padding() >= pixels;
    }

    /** The estimated time of one pass, in multiplications of the definition. */
    private double cost() {
        double elements = (double) rows().transformedElements() * columns().transformedElements();
        double points = (double) rows().points() * columns().points();
        return batch
                        * elements
                        * (PRODUCT_COST * channelPairs() + TRANSFORM_COST * (phaseChannels() + output.channels()))
                + FILTER_COST * points * channelPairs();
    }

    /** The number of multiplications of the definition. */
    private double directCost() {
        return (double) window.kernelElements() * batch * output.elements() * input.channels();
    }

    /**
     * The format of the weights in the parameter vector: [output channels, input channels, kernel,
     * kernel].
     */
    memory.desc weightFormat() {
        return OneDnn.rowMajor(output.channels(), input.channels(), kernelSize(), kernelSize());
    }

    /** The number of weights. */
    long weightFloats() {
        return (long) window.kernelElements() * input.channels() * output.channels();
    }

    /** The tiles along the height. */
    TiledAxis rows() {
        return new TiledAxis(output.height(), taps(), MAXIMUM_TILE_OUTPUTS);
    }

    /** The tiles along the width. */
    TiledAxis columns() {
        return new TiledAxis(output.width(), taps(), MAXIMUM_TILE_OUTPUTS);
    }

    /** The size of the kernel along an axis, k. */
    int kernelSize() {
        return window.kernelHeight();
    }

    /** The stride along an axis, s. */
    int stride() {
        return window.strideHeight();
    }

    /** The padding before the first pixel along an axis, p. */
    int padding() {
        return window.top();
    }

    /** The number of taps of the filter of one phase along an axis, r = ⌈k/s⌉. */
    int taps() {
        return (kernelSize() + stride() - 1) / stride();
    }

    /** The number of input channels over all phases of both axes. */
    int phaseChannels() {
        return stride() * stride() * input.channels();
    }

    /**
     * The number of pairs of an input channel of a phase and an output channel: the weights of one
     * tap, including those that are zero beyond the kernel.
     */
    long channelPairs() {
        return (long) phaseChannels() * output.channels();
    }

    /** The number of floats of all transformed filters. */
    long filterFloats() {
        return filterOffset(rows().points(), 0);
    }

    /**
     * The offset of the transformed filter of two points among all, each of which has {@link
     * #channelPairs()} floats.
     */
    long filterOffset(int rowPoint, int columnPoint) {
        return ((long) rowPoint * columns().points() + columnPoint) * channelPairs();
    }

    /**
     * The number of images that are processed at a time: the desired number, or the next smaller
     * one that divides the batch.
     */
    int groupSize() {
        int images = desiredGroupSize();
        while (batch % images != 0) {
            images--;
        }
        return images;
    }

    private int desiredGroupSize() {
        return Math.min(
                batch, Math.max(1, PRODUCT_ROWS / (rows().tiles() * columns().tiles())));
    }

    /** The number of groups in the batch. */
    int groups() {
        return batch / groupSize();
    }
}
