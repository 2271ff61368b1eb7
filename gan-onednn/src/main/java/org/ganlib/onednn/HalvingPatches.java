package org.ganlib.onednn;

import static org.ganlib.onednn.Halving.PRODUCTS;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/** The left matrices of a {@link Halving}'s products, [tiles, 4 · image channels] each: what the image's pixels give along both axes. */
final class HalvingPatches {
    /** Where a product's pixels begin, along one axis and besides the phase. */
    private static final int[] FIRST = {0, 2, 2};

    private static final int STEP = 4;

    private final Halving halving;
    private final Neighbours pixels;
    private final Elements.Copies gathering;
    private final Tensor matrices;
    private final memory.desc matrix;

    HalvingPatches(Compilation compilation, String name, Halving halving) {
        this.halving = halving;
        pixels = new Neighbours(
                compilation,
                name,
                halving.images(),
                halving.image(),
                halving.image().height() + 2,
                halving.image().width() + 2,
                2,
                algorithm.binary_sub);
        gathering = pixels.gathering(STEP, halving.tilesHigh(), halving.tilesWide(), halving.phaseChannels());
        matrix = OneDnn.matrix(halving.tiles(), halving.phaseChannels());
        matrices = Tensor.allocate(compilation.arena(), OneDnn.vector(first(halving.groups(), 0, 0)));
    }

    /** Fills the matrices of one group. */
    void load(Operations operations, Tensor images, int group) {
        pixels.load(operations, images, group * halving.imageFloats());
        for (int k = 0; k < PRODUCTS; k++) {
            for (int l = 0; l < PRODUCTS; l++) {
                for (int phase = 0; phase < 4; phase++) {
                    operations.add(pixels.gather(
                            gathering,
                            k != 1,
                            l != 1,
                            FIRST[k] + phase / 2,
                            FIRST[l] + phase % 2,
                            matrices,
                            first(group, k, l) + (long) phase * halving.image().channels()));
                }
            }
        }
    }

    memory.desc matrix() {
        return matrix;
    }

    /** The matrix of a group for the product that stands at k among the rows and at l among the columns. */
    Tensor matrix(int group, int k, int l) {
        return matrices.part(matrix, first(group, k, l));
    }

    private long first(int group, int k, int l) {
        long index = PRODUCTS * ((long) PRODUCTS * group + k) + l;
        return index * halving.tiles() * halving.phaseChannels();
    }
}
