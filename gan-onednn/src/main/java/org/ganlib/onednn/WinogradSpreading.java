package org.ganlib.onednn;

import static org.ganlib.onednn.WinogradTiling.RESULTS;

import org.bytedeco.dnnl.memory;
import org.ganlib.network.TensorShape;

/** The transposed convolution by a {@link WinogradTiling}. Its phases, pixels a stride apart, are filters of their own. */
final class WinogradSpreading {
    private final WinogradTiling tiling;
    private final MinimalFilter filter;
    private final WinogradWeights weights;
    private final int images;
    private final int tiles;
    private final PaddedImages padded;
    private final TileCopies gathering;
    private final Tensor gathered;
    private final TileTransform transform;
    private final Tensor transformed;
    private final MatrixProduct product;
    private final memory.desc left;
    private final memory.desc right;
    private final WinogradResults results;
    private final Filter[] filters;

    WinogradSpreading(Compilation compilation, String name, WinogradTiling tiling, WinogradWeights weights) {
        this.tiling = tiling;
        this.weights = weights;
        filter = tiling.filter();
        TensorShape from = tiling.places();
        TensorShape to = tiling.image();
        Phase[] rows = phases(to.height());
        Phase[] columns = phases(to.width());
        int high = tiling.tilesAlong(longest(rows));
        int wide = tiling.tilesAlong(longest(columns));
        images = tiling.images(high * wide);
        tiles = images * high * wide;
        int border = filter.taps() - 1;
        padded = new PaddedImages(
                compilation,
                name,
                images,
                from,
                border,
                Math.max(border + from.height(), last(rows, high)),
                Math.max(border + from.width(), last(columns, wide)));
        gathering = padded.overlapping(compilation, name, filter, 1, high, wide);
        int products = filter.productsOfBothAxes();
        gathered = Tensor.allocate(compilation.arena(), OneDnn.vector((long) tiles * products * from.channels()));
        transformed = Tensor.allocate(compilation.arena(), gathered.format());
        transform = new TileTransform(
                compilation,
                name,
                MinimalFilter.alongBothAxes(filter.ofData()),
                tiles,
                from.channels(),
                TileTransform.Layout.tiles(products, from.channels()),
                TileTransform.Layout.matrices(tiles, from.channels()));
        results = new WinogradResults(compilation, name, filter, to, tiles);
        left = OneDnn.matrix(tiles, from.channels());
        right = OneDnn.matrix(from.channels(), to.channels());
        product = MatrixProduct.of(compilation, name + ", transposed", left, right, results.matrix());
        filters = new Filter[tiling.phases()];
        for (int i = 0; i < filters.length; i++) {
            Phase row = rows[i / tiling.stride()];
            Phase column = columns[i % tiling.stride()];
            TileCopies scattering = new TileCopies(
                    compilation,
                    name,
                    images,
                    to.channels(),
                    RESULTS,
                    row.axis(to.height(), high),
                    column.axis(to.width(), wide),
                    false);
            filters[i] = new Filter(row, column, scattering);
        }
    }

    void spread(Operations operations, Tensor places, Tensor image) {
        TensorShape from = tiling.places();
        TensorShape to = tiling.image();
        for (int group = 0; group < tiling.batch() / images; group++) {
            padded.load(operations, places, (long) group * images * from.elements());
            for (int i = 0; i < filters.length; i++) {
                Filter phase = filters[i];
                gathering.gather(
                        operations,
                        padded.pixels(),
                        padded.pixel(phase.row().first(), phase.column().first()),
                        gathered);
                operations.add(transform.at(gathered, 0, transformed, 0));
                multiply(operations, i);
                results.add(operations);
                long first =
                        (long) phase.row().pixel() * to.width() + phase.column().pixel();
                phase.scattering()
                        .scatter(
                                operations,
                                results.places(),
                                image,
                                (long) group * images * to.elements() + first * to.channels());
            }
        }
    }

    private void multiply(Operations operations, int phase) {
        long channels = tiling.places().channels();
        long pairs = channels * tiling.image().channels();
        for (int k = 0; k < filter.productsOfBothAxes(); k++) {
            operations.add(product.at(
                    transformed.part(left, channels * tiles * k),
                    weights.spreading().part(right, k * tiling.pairs() + phase * pairs),
                    results.product(k)));
        }
    }

    private Phase[] phases(int length) {
        Phase[] all = new Phase[tiling.stride()];
        for (int phase = 0; phase < all.length; phase++) {
            int first = -Math.floorDiv(phase - tiling.padding(), all.length);
            int last = Math.floorDiv(length - 1 + tiling.padding() - phase, all.length);
            all[phase] = new Phase(first, last - first + 1, all.length * first + phase - tiling.padding(), all.length);
        }
        return all;
    }

    private static int longest(Phase[] phases) {
        int most = 0;
        for (Phase phase : phases) {
            most = Math.max(most, phase.count());
        }
        return most;
    }

    /** Pixels from the first of all phases to beyond the last that any tile reads. */
    private int last(Phase[] phases, int tiles) {
        int last = 0;
        for (Phase phase : phases) {
            last = Math.max(last, phase.first() + RESULTS * tiles + filter.taps() - 1);
        }
        return last;
    }

    /**
     * Every how manieth pixel of an image a transposed convolution gives at once, along one axis.
     *
     * @param first place, zeros before the places counted, that the first tile reads first
     * @param count pixels
     * @param pixel the first
     * @param step pixels from one to the next
     */
    private record Phase(int first, int count, int pixel, int step) {
        TileCopies.Axis axis(int length, int tiles) {
            return new TileCopies.Axis(length, step, RESULTS, tiles, count);
        }
    }

    /** What gives the pixels of one phase along both axes. */
    private record Filter(Phase row, Phase column, TileCopies scattering) {}
}
