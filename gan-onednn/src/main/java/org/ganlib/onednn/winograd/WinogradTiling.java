package org.ganlib.onednn.winograd;

import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.ganlib.graph.Window;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.tensor.TensorShape;

/**
 * A convolution cut into tiles of its places, each of which takes fewer multiplications than the
 * definition has: for tiles of 4 × 4 places 2.25 for each place in the place of 9 where the kernel
 * is 3 × 3, 6.25 in the place of 16 where it is 4 × 4 of stride 2, 9 in the place of 25 where it is
 * 5 × 5 of stride 2.
 *
 * <p>A kernel of k taps and stride s along an axis is s filters of r = ⌈k/s⌉ taps, one for each
 * phase of the image: with x<sub>f</sub>[j] = x[sj + f − p] and w<sub>f</sub>[b] = w[sb + f], zero
 * beyond the kernel,
 *
 * <pre>
 * y[i] = Σ_f Σ_b x_f[i + b] w_f[b].
 * </pre>
 *
 * Each is computed as {@link WinogradTransforms} says, and the sum over f is part of the matrix product
 * over channels. What is read backwards is the transposed convolution, and the gradient by the
 * weights comes of the same numbers: all three multiply B d, Aᵀ y and G w with one another.
 *
 * @param batch images
 * @param window kernel, stride and padding; the same along both axes
 * @param image what the convolution reads
 * @param places what it gives
 */
public record WinogradTiling(int batch, Window window, TensorShape image, TensorShape places) {
    /** Results of a tile, along one axis. */
    private static final int MOST_RESULTS = 4;

    /**
     * Images are worked on in groups that give a matrix product up to so many rows. Fewer have the
     * weights read more often.
     */
    private static final int ROWS = 256;

    /**
     * How much longer than one of the definition's multiplications one of a product takes, whose
     * operands are not in the cache. Measured.
     */
    private static final double PRODUCT = 1.25;
    /**
     * How many multiplications it takes to bring a number to the products, or to take it away from
     * them. Measured.
     */
    private static final double OPERAND = 40;
    /** The same of a weight, or of its gradient. Measured. */
    private static final double WEIGHT = 16;
    /**
     * Of the time of the definition: with more than that little is gained for the memory that it
     * takes.
     */
    private static final double WORTHWHILE = .85;

    /** The tiling, where it takes less time than the definition. */
    public static Optional<WinogradTiling> of(int batch, Window window, TensorShape image, TensorShape places) {
        WinogradTiling tiling = new WinogradTiling(batch, window, image, places);
        return tiling.fits() && tiling.cost() < WORTHWHILE * tiling.multiplications()
                ? Optional.of(tiling)
                : Optional.empty();
    }

    /** Whether it can be done, and in groups that are not much smaller than wanted. */
    private boolean fits() {
        Window w = window;
        return w.kernelHeight() == w.kernelWidth()
                && w.strideHeight() == w.strideWidth()
                && w.top() == w.left()
                && taps() > 1
                && taps() <= 3
                && reaches(rows(), image.height())
                && reaches(columns(), image.width())
                && 4 * images() >= imagesWanted();
    }

    /** Whether all pixels are in the phases. */
    private boolean reaches(TiledAxis axis, int pixels) {
        return (axis.length() + taps() - 1) * stride() - padding() >= pixels;
    }

    /** What a pass takes, in multiplications of a matrix product. */
    private double cost() {
        double products = (double) rows().products() * columns().products();
        double points = (double) rows().points() * columns().points();
        return batch * products * (PRODUCT * pairs() + OPERAND * (phaseChannels() + places.channels()))
                + WEIGHT * points * pairs();
    }

    /** What the definition takes. */
    private double multiplications() {
        return (double) window.kernelElements() * batch * places.elements() * image.channels();
    }

    /** The weights of a layer in the flat vector. */
    memory.desc plainWeights() {
        return OneDnn.rowMajor(places.channels(), image.channels(), kernel(), kernel());
    }

    long weightFloats() {
        return (long) window.kernelElements() * image.channels() * places.channels();
    }

    TiledAxis rows() {
        return new TiledAxis(places.height(), taps(), MOST_RESULTS);
    }

    TiledAxis columns() {
        return new TiledAxis(places.width(), taps(), MOST_RESULTS);
    }

    /** Taps along an axis. */
    int kernel() {
        return window.kernelHeight();
    }

    int stride() {
        return window.strideHeight();
    }

    int padding() {
        return window.top();
    }

    /** Taps of the filter of a phase. */
    int taps() {
        return (kernel() + stride() - 1) / stride();
    }

    /** ChannelSlice of the image in all phases of both axes. */
    int phaseChannels() {
        return stride() * stride() * image.channels();
    }

    /**
     * Pairs of channels of phases and places: the weights, those included that are zero beyond the
     * kernel, of one tap.
     */
    long pairs() {
        return (long) phaseChannels() * places.channels();
    }

    /** Floats of all that is made of the weights. */
    long matrixFloats() {
        return firstOfMatrix(rows().points(), 0);
    }

    /**
     * Where the matrix of these points begins among all that are made of the weights, each of
     * {@link #pairs()} floats.
     */
    long firstOfMatrix(int rowPoint, int columnPoint) {
        return ((long) rowPoint * columns().points() + columnPoint) * pairs();
    }

    /**
     * Images worked on at a time: as many as are wanted, or fewer, such that they divide the batch.
     */
    int images() {
        int images = imagesWanted();
        while (batch % images != 0) {
            images--;
        }
        return images;
    }

    private int imagesWanted() {
        return Math.min(batch, Math.max(1, ROWS / (rows().tiles() * columns().tiles())));
    }

    /** Groups that the batch is worked on in. */
    int groups() {
        return batch / images();
    }
}
