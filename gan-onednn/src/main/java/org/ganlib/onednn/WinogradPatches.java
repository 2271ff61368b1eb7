package org.ganlib.onednn;

import static org.ganlib.onednn.WinogradTiling.RESULTS;

import org.bytedeco.dnnl.memory;

/**
 * The left matrices of the convolution: [products, tiles, phases · image channels]. Those of the whole batch where gradients may follow, otherwise
 * of one group of images at a time.
 */
final class WinogradPatches {
    private final WinogradTiling tiling;
    private final boolean kept;
    private final int images;
    private final int groupTiles;
    private final int tiles;
    private final long channels;
    private final PaddedImages padded;
    private final TileCopies gathering;
    private final TileTransform transform;
    private final Tensor gathered;
    private final Tensor matrices;

    WinogradPatches(Compilation compilation, String name, WinogradTiling tiling) {
        this.tiling = tiling;
        MinimalFilter filter = tiling.filter();
        int products = filter.productsOfBothAxes();
        channels = (long) tiling.image().channels() * tiling.phases();
        int high = tiling.tilesAlong(tiling.places().height());
        int wide = tiling.tilesAlong(tiling.places().width());
        images = tiling.images(high * wide);
        groupTiles = images * high * wide;
        kept = compilation.training();
        tiles = kept ? tiling.batch() * high * wide : groupTiles;
        int pixel = tiling.image().channels();
        padded = new PaddedImages(
                compilation,
                name,
                images,
                tiling.image(),
                tiling.padding(),
                length(tiling.image().height(), high),
                length(tiling.image().width(), wide));
        gathering = padded.overlapping(compilation, name, filter, tiling.stride(), high, wide);
        gathered = Tensor.allocate(compilation.arena(), OneDnn.vector((long) groupTiles * products * pixel));
        matrices = Tensor.allocate(compilation.arena(), OneDnn.vector(channels * products * tiles));
        transform = new TileTransform(
                compilation,
                name,
                MinimalFilter.alongBothAxes(filter.ofData()),
                groupTiles,
                pixel,
                TileTransform.Layout.tiles(products, pixel),
                TileTransform.Layout.matrices(tiles, channels));
    }

    private int length(int pixels, int tilesAlong) {
        return Math.max(
                tiling.padding() + pixels,
                tiling.stride() * (RESULTS * tilesAlong + tiling.filter().taps() - 1));
    }

    /** Images that are worked on at a time. */
    int images() {
        return images;
    }

    /** Tiles of these. */
    int groupTiles() {
        return groupTiles;
    }

    /** Tiles of all groups that are kept. */
    int tiles() {
        return tiles;
    }

    /** Columns of a matrix. */
    long channels() {
        return channels;
    }

    int groups() {
        return tiling.batch() / images;
    }

    /** The matrix of that product, or the rows of it that a group of images has. */
    Tensor matrix(memory.desc format, int group, int product) {
        return matrices.part(format, at(group, product));
    }

    private long at(int group, int product) {
        return ((long) product * tiles + (kept ? (long) group * groupTiles : 0)) * channels;
    }

    /** Fills the rows of a group. */
    void load(Operations operations, Tensor image, int group) {
        padded.load(operations, image, (long) group * images * tiling.image().elements());
        for (int row = 0; row < tiling.stride(); row++) {
            for (int column = 0; column < tiling.stride(); column++) {
                gathering.gather(operations, padded.pixels(), padded.pixel(row, column), gathered);
                long phase = (long) row * tiling.stride() + column;
                operations.add(transform.at(
                        gathered,
                        0,
                        matrices,
                        at(group, 0) + phase * tiling.image().channels()));
            }
        }
    }
}
