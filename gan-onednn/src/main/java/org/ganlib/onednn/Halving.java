package org.ganlib.onednn;

import org.bytedeco.dnnl.memory;
import org.ganlib.network.TensorShape;

/**
 * A convolution of kernel 4 × 4, stride 2 and one row of zeros around the image, by 9 multiplications in the place of 16.
 *
 * <p>Along one axis, with x<sub>s</sub>[m] = x[2m + s − 1] and w<sub>s</sub>[a] = w[2a + s] for s in {0, 1}, it is
 *
 * <pre>
 * y[i] = Σ_s x_s[i] w_s[0] + x_s[i + 1] w_s[1],
 * </pre>
 *
 * two filters of two taps. Two neighbouring results of such a filter need three products instead of four (Winograd, Arithmetic Complexity
 * of Computations, 1980, F(2, 2); for networks Lavin and Gray 2016):
 *
 * <pre>
 * m_0 = (x[2t] − x[2t + 1]) w[0],   m_1 = x[2t + 1] (w[0] + w[1]),   m_2 = (x[2t + 1] − x[2t + 2]) w[1],
 * y[2t] = m_0 + m_1,   y[2t + 1] = m_1 − m_2.
 * </pre>
 *
 * The same identity gives the transposed convolution and the gradient by the weights. Over both axes there are 3 · 3 products, each a matrix
 * product over channels; a tile is 2 × 2 places. Every coefficient is 1 or −1, so rounding errors grow little.
 *
 * @param batch images
 * @param image what the convolution reads, of even height and width
 * @param places what it gives: half as high and wide
 */
record Halving(int batch, TensorShape image, TensorShape places) implements Tiling {
    /** Products along one axis. */
    static final int PRODUCTS = 3;

    private static final int KERNEL = 4;
    private static final int STRIDE = 2;

    /** With fewer channels than these the sums around the products cost more than is saved. */
    private static final int ENOUGH_CHANNELS = 64;

    /** Tiles are worked on in groups of about so many, small enough for a processor's caches. */
    private static final int TILES_AT_A_TIME = 256;

    static boolean fits(Window window, TensorShape image, TensorShape places) {
        return window.equals(new Window(KERNEL, KERNEL, STRIDE, STRIDE, 1, 1, 1, 1))
                && image.height() == STRIDE * places.height()
                && image.width() == STRIDE * places.width()
                && places.height() % 2 == 0
                && places.width() % 2 == 0
                && image.channels() >= ENOUGH_CHANNELS
                && places.channels() >= ENOUGH_CHANNELS;
    }

    @Override
    public int kernel() {
        return KERNEL;
    }

    @Override
    public TiledProducts products(Compilation compilation, String name, memory.desc plainWeights) {
        HalvingWeights weights = compilation
                .parameters()
                .transformed(
                        compilation,
                        name + "/W",
                        plainWeights,
                        HalvingWeights.class,
                        (owner, plain) -> new HalvingWeights(owner, name + "/W", plain, this));
        return new HalvingProducts(compilation, name, this, weights);
    }

    int tilesHigh() {
        return places.height() / 2;
    }

    int tilesWide() {
        return places.width() / 2;
    }

    /** Images worked on at a time; divides the batch. */
    int images() {
        return Tiling.group(batch, TILES_AT_A_TIME / (tilesHigh() * tilesWide()));
    }

    /** Groups that the batch is worked on in. */
    int groups() {
        return batch / images();
    }

    /** Tiles of one group. */
    int tiles() {
        return images() * tilesHigh() * tilesWide();
    }

    /** Channels of the image in both phases of both axes: the columns of a product's left matrix. */
    int phaseChannels() {
        return 4 * image.channels();
    }

    long imageFloats() {
        return (long) images() * image.elements();
    }

    long placeFloats() {
        return (long) images() * places.elements();
    }
}
