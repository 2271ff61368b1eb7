package org.ganlib.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.ganlib.network.TensorShape;

/**
 * A convolution cut into tiles of 4 × 4 places, each of which takes fewer multiplications than the definition has: 2.25 for each place in the
 * place of 9 where the kernel is 3 × 3, and 9 in the place of 25 where it is 5 × 5 of stride 2.
 *
 * <p>A kernel of k taps and stride s along an axis is s filters of r = ⌈k/s⌉ taps, one for each phase of the image: with x<sub>f</sub>[j] =
 * x[sj + f − p] and w<sub>f</sub>[b] = w[sb + f], zero beyond the kernel,
 *
 * <pre>
 * y[i] = Σ_f Σ_b x_f[i + b] w_f[b].
 * </pre>
 *
 * Each is computed as {@link MinimalFilter} says, and the sum over f is part of the matrix product over channels. The same holds of the transposed
 * convolution, whose phases are separate, and of the gradient by the weights.
 *
 * @param batch images
 * @param window kernel, stride and padding; the same along both axes
 * @param image what the convolution reads; the stride divides its sides
 * @param places what it gives
 */
record WinogradTiling(int batch, Window window, TensorShape image, TensorShape places) implements Tiling {
    /** Results of a tile, along one axis. */
    static final int RESULTS = 4;

    /** Tiles are worked on in groups of about so many, small enough for a processor's caches. */
    private static final int TILES_AT_A_TIME = 128;

    /** How much longer than a multiplication of a product one of the transforms takes, whose operands have to be brought. Measured. */
    private static final double TRANSFORM = 3;
    /** How many tiles' multiplications it is worth to bring the weights and to transform them. Measured. */
    private static final double WEIGHTS = 48;
    /** Of the time of the definition: with more than that little is gained for the memory that it takes. */
    private static final double WORTHWHILE = .85;

    /** The tiling, where it takes less time than the definition. */
    static Optional<WinogradTiling> of(int batch, Window window, TensorShape image, TensorShape places) {
        WinogradTiling tiling = new WinogradTiling(batch, window, image, places);
        return fits(window, image) && tiling.cost() < WORTHWHILE * tiling.multiplications()
                ? Optional.of(tiling)
                : Optional.empty();
    }

    /** Filters of two taps are left to others: four results at a time save little more than two do, and round worse. */
    private static boolean fits(Window w, TensorShape image) {
        return w.kernelHeight() == w.kernelWidth()
                && w.strideHeight() == w.strideWidth()
                && w.top() == w.left()
                && w.strideHeight() <= 2
                && w.kernelHeight() > 2 * w.strideHeight()
                && w.kernelHeight() <= 3 * w.strideHeight()
                && image.height() % w.strideHeight() == 0
                && image.width() % w.strideWidth() == 0;
    }

    /** What a forward pass takes, in multiplications of a matrix product. */
    private double cost() {
        double tiles = (double) batch * tilesAlong(places.height()) * tilesAlong(places.width());
        double products = filter().productsOfBothAxes();
        double transforms = tiles
                * products
                * (products * phases() * image.channels() + (double) RESULTS * RESULTS * places.channels());
        return (tiles + WEIGHTS) * products * pairs() + TRANSFORM * transforms;
    }

    /** What the definition takes. */
    private double multiplications() {
        return (double) window.kernelElements() * batch * places.elements() * image.channels();
    }

    @Override
    public int kernel() {
        return window.kernelHeight();
    }

    @Override
    public TiledProducts products(Compilation compilation, String name, memory.desc plainWeights) {
        WinogradWeights weights = compilation
                .parameters()
                .transformed(
                        compilation,
                        name + "/W",
                        plainWeights,
                        WinogradWeights.class,
                        (owner, plain) -> new WinogradWeights(owner, name + "/W", plain, this));
        return new WinogradProducts(compilation, name, this, weights);
    }

    MinimalFilter filter() {
        return new MinimalFilter(RESULTS, (window.kernelHeight() + stride() - 1) / stride());
    }

    int stride() {
        return window.strideHeight();
    }

    int padding() {
        return window.top();
    }

    /** Phases of the image, over both axes. */
    int phases() {
        return stride() * stride();
    }

    /** Pairs of channels of phases and places: the weights, those included that are zero beyond the kernel, of one tap. */
    long pairs() {
        return (long) phases() * image.channels() * places.channels();
    }

    /** Tiles along an axis of so many results. */
    int tilesAlong(int length) {
        return (length + RESULTS - 1) / RESULTS;
    }

    /** Images worked on at a time, of so many tiles each; divides the batch. */
    int images(int tilesOfImage) {
        return Tiling.group(batch, TILES_AT_A_TIME / tilesOfImage);
    }
}
