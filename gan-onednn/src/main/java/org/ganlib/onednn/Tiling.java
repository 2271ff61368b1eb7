package org.ganlib.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.ganlib.network.TensorShape;

/** A way to compute a convolution tile by tile, with fewer multiplications than the definition has. */
interface Tiling {
    /** The way that suits; empty where the definition itself takes less time. */
    static Optional<Tiling> of(int batch, Window window, TensorShape image, TensorShape places) {
        return Halving.fits(window, image, places)
                ? Optional.of(new Halving(batch, image, places))
                : WinogradTiling.of(batch, window, image, places).map(tiling -> tiling);
    }

    /** How many images to work on at a time: at most so many, but one at least, and such that they divide the batch. */
    static int group(int batch, int most) {
        int images = Math.max(1, Math.min(batch, most));
        while (batch % images != 0) {
            images--;
        }
        return images;
    }

    /** What the convolution reads. */
    TensorShape image();

    /** What it gives. */
    TensorShape places();

    /** Taps along an axis. */
    int kernel();

    /**
     * What it computes for the layer of that name.
     *
     * @param plainWeights how its weights lie in the flat vector: [places' channels, image channels, kernel, kernel]
     */
    TiledProducts products(Compilation compilation, String name, memory.desc plainWeights);
}
