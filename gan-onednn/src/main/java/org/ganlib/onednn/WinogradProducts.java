package org.ganlib.onednn;

import static org.ganlib.onednn.WinogradTiling.RESULTS;

import org.bytedeco.dnnl.memory;
import org.ganlib.network.TensorShape;

/** What a {@link WinogradTiling} computes: the convolution, its transpose, and the gradient by the weights. Images and places with channels last. */
final class WinogradProducts {
    private final Compilation compilation;
    private final String name;
    private final WinogradTiling tiling;
    private final WinogradWeights weights;
    private final MinimalFilter filter;
    private final int products;
    private Patches patches;

    WinogradProducts(Compilation compilation, String name, WinogradTiling tiling, WinogradWeights weights) {
        this.compilation = compilation;
        this.name = name;
        this.tiling = tiling;
        this.weights = weights;
        filter = tiling.filter();
        products = filter.productsOfBothAxes();
    }

    /** places = image ∗ W. What it makes of the image stays for {@link #differentiate}. */
    void convolve(Operations operations, Tensor image, Tensor places) {
        Patches made = patches();
        Results results = new Results(tiling.places(), made.groupTiles);
        memory.desc left = OneDnn.matrix(made.groupTiles, made.channels);
        memory.desc right = OneDnn.matrix(made.channels, tiling.places().channels());
        MatrixProduct product = MatrixProduct.of(compilation, name, left, right, results.matrix);
        TileCopies scattering = new TileCopies(
                compilation,
                name,
                made.images,
                tiling.places().channels(),
                RESULTS,
                placeAxis(tiling.places().height()),
                placeAxis(tiling.places().width()),
                false);
        for (int group = 0; group < made.groups(); group++) {
            made.load(operations, image, group);
            for (int k = 0; k < products; k++) {
                operations.add(product.at(
                        made.matrices.part(left, made.at(group, k)),
                        weights.convolving().part(right, k * tiling.pairs()),
                        results.product(k)));
            }
            results.add(operations);
            scattering.scatter(
                    operations,
                    results.places,
                    places,
                    (long) group * made.images * tiling.places().elements());
        }
    }

    /** Makes of the image what {@link #differentiate} needs, where it was not convolved. */
    void load(Operations operations, Tensor image) {
        for (int group = 0; group < patches().groups(); group++) {
            patches().load(operations, image, group);
        }
    }

    /** image = the transposed convolution of places. */
    void spread(Operations operations, Tensor places, Tensor image) {
        TensorShape from = tiling.places();
        TensorShape to = tiling.image();
        Phase[] rows = phases(to.height());
        Phase[] columns = phases(to.width());
        int high = tiling.tilesAlong(longest(rows));
        int wide = tiling.tilesAlong(longest(columns));
        int images = tiling.images(high * wide);
        int tiles = images * high * wide;
        int border = filter.taps() - 1;
        PaddedImages padded = new PaddedImages(
                compilation,
                name,
                images,
                from,
                border,
                Math.max(border + from.height(), last(rows, high)),
                Math.max(border + from.width(), last(columns, wide)));
        TileCopies gathering = overlapping(padded, images, from.channels(), 1, high, wide);
        Tensor gathered =
                Tensor.allocate(compilation.arena(), OneDnn.vector((long) tiles * products * from.channels()));
        Tensor transformed = Tensor.allocate(compilation.arena(), gathered.format());
        TileTransform transform = new TileTransform(
                compilation,
                name,
                MinimalFilter.alongBothAxes(filter.ofData()),
                tiles,
                from.channels(),
                TileTransform.Layout.tiles(products, from.channels()),
                TileTransform.Layout.matrices(tiles, from.channels()));
        Results results = new Results(to, tiles);
        memory.desc left = OneDnn.matrix(tiles, from.channels());
        memory.desc right = OneDnn.matrix(from.channels(), to.channels());
        long pair = (long) from.channels() * to.channels();
        MatrixProduct product = MatrixProduct.of(compilation, name + ", transposed", left, right, results.matrix);
        for (int group = 0; group < tiling.batch() / images; group++) {
            padded.load(operations, places, (long) group * images * from.elements());
            for (int row = 0; row < rows.length; row++) {
                for (int column = 0; column < columns.length; column++) {
                    Phase vertical = rows[row];
                    Phase horizontal = columns[column];
                    gathering.gather(
                            operations, padded.pixels(), padded.pixel(vertical.first(), horizontal.first()), gathered);
                    operations.add(transform.at(gathered, 0, transformed, 0));
                    for (int k = 0; k < products; k++) {
                        operations.add(product.at(
                                transformed.part(left, k * (long) tiles * from.channels()),
                                weights.spreading()
                                        .part(right, k * tiling.pairs() + (row * rows.length + column) * pair),
                                results.product(k)));
                    }
                    results.add(operations);
                    new TileCopies(
                                    compilation,
                                    name,
                                    images,
                                    to.channels(),
                                    RESULTS,
                                    vertical.axis(to.height(), high),
                                    horizontal.axis(to.width(), wide),
                                    false)
                            .scatter(
                                    operations,
                                    results.places,
                                    image,
                                    (long) group * images * to.elements()
                                            + ((long) vertical.pixel() * to.width() + horizontal.pixel())
                                                    * to.channels());
                }
            }
        }
    }

    /** The gradient by the weights, for the image last convolved or loaded, into a tensor of the layout [places' channels, image channels, kernel, kernel]. */
    void differentiate(Operations operations, Tensor placeGradient, Tensor weightGradient) {
        Patches made = patches();
        int channels = tiling.places().channels();
        int square = RESULTS * RESULTS;
        String label = name + ", to weights";
        Tensor gathered =
                Tensor.allocate(compilation.arena(), OneDnn.vector((long) made.groupTiles * square * channels));
        Tensor gradients = Tensor.allocate(compilation.arena(), OneDnn.vector((long) made.tiles * products * channels));
        TileCopies gathering = new TileCopies(
                compilation,
                label,
                made.images,
                channels,
                RESULTS,
                placeAxis(tiling.places().height()),
                placeAxis(tiling.places().width()),
                true);
        TileTransform transform = new TileTransform(
                compilation,
                label,
                MinimalFilter.alongBothAxes(MinimalFilter.transposed(filter.ofProducts())),
                made.groupTiles,
                channels,
                TileTransform.Layout.tiles(square, channels),
                TileTransform.Layout.matrices(made.tiles, channels));
        for (int group = 0; group < made.groups(); group++) {
            gathering.gather(
                    operations,
                    placeGradient,
                    (long) group * made.images * tiling.places().elements(),
                    gathered);
            operations.add(transform.at(gathered, 0, gradients, (long) group * made.groupTiles * channels));
        }
        memory.desc left = OneDnn.transposedMatrix(made.channels, made.tiles);
        memory.desc right = OneDnn.matrix(made.tiles, channels);
        memory.desc result = OneDnn.matrix(made.channels, channels);
        MatrixProduct product = MatrixProduct.of(compilation, label, left, right, result);
        Tensor sums = Tensor.allocate(compilation.arena(), OneDnn.vector(products * tiling.pairs()));
        for (int k = 0; k < products; k++) {
            operations.add(product.at(
                    made.matrices.part(left, made.at(0, k)),
                    gradients.part(right, (long) k * made.tiles * channels),
                    sums.part(result, k * tiling.pairs())));
        }
        int taps = filter.taps() * filter.taps();
        Tensor separate = Tensor.allocate(compilation.arena(), OneDnn.vector(taps * tiling.pairs()));
        operations.add(new TileTransform(
                        compilation,
                        label,
                        MinimalFilter.alongBothAxes(MinimalFilter.transposed(filter.ofTaps())),
                        1,
                        tiling.pairs(),
                        TileTransform.Layout.tiles(products, tiling.pairs()),
                        TileTransform.Layout.tiles(taps, tiling.pairs()))
                .at(sums, 0, separate, 0));
        // Not at once to where the gradient belongs, which may move.
        Tensor joined = Tensor.allocate(compilation.arena(), weightGradient.format());
        new WinogradTaps(compilation, label, tiling, true, false).join(operations, separate, joined);
        operations.add(Reorder.operation(compilation.arena(), label, joined, weightGradient));
    }

    private Patches patches() {
        if (patches == null) {
            patches = new Patches();
        }
        return patches;
    }

    private TileCopies.Axis placeAxis(int length) {
        return new TileCopies.Axis(length, 1, RESULTS, tiling.tilesAlong(length), length);
    }

    private TileCopies overlapping(PaddedImages padded, int images, long channels, int step, int high, int wide) {
        return new TileCopies(
                compilation,
                name,
                images,
                channels,
                filter.products(),
                TileCopies.Axis.inside(padded.height(), step, RESULTS, high),
                TileCopies.Axis.inside(padded.width(), step, RESULTS, wide),
                true);
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

    /** The left matrices of the convolution: [products, tiles of the batch, phases · image channels]. */
    private final class Patches {
        private final int images;
        private final int groupTiles;
        private final int tiles;
        private final long channels = (long) tiling.image().channels() * tiling.phases();
        private final PaddedImages padded;
        private final TileCopies gathering;
        private final TileTransform transform;
        private final Tensor gathered;
        private final Tensor matrices;

        Patches() {
            int high = tiling.tilesAlong(tiling.places().height());
            int wide = tiling.tilesAlong(tiling.places().width());
            images = tiling.images(high * wide);
            groupTiles = images * high * wide;
            tiles = tiling.batch() * high * wide;
            int pixel = tiling.image().channels();
            padded = new PaddedImages(
                    compilation,
                    name,
                    images,
                    tiling.image(),
                    tiling.padding(),
                    length(tiling.image().height(), high),
                    length(tiling.image().width(), wide));
            gathering = overlapping(padded, images, pixel, tiling.stride(), high, wide);
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
            return Math.max(tiling.padding() + pixels, tiling.stride() * (RESULTS * tilesAlong + filter.taps() - 1));
        }

        int groups() {
            return tiling.batch() / images;
        }

        long at(int group, int product) {
            return ((long) product * tiles + (long) group * groupTiles) * channels;
        }

        void load(Operations operations, Tensor image, int group) {
            padded.load(
                    operations, image, (long) group * images * tiling.image().elements());
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

    /** From the products of some tiles to these tiles. */
    private final class Results {
        private final memory.desc matrix;
        private final Tensor all;
        private final Tensor places;
        private final TileTransform transform;
        private final long length;

        Results(TensorShape shape, int tiles) {
            int square = RESULTS * RESULTS;
            length = (long) tiles * shape.channels();
            matrix = OneDnn.matrix(tiles, shape.channels());
            all = Tensor.allocate(compilation.arena(), OneDnn.vector(products * length));
            places = Tensor.allocate(compilation.arena(), OneDnn.vector(square * length));
            transform = new TileTransform(
                    compilation,
                    name,
                    MinimalFilter.alongBothAxes(filter.ofProducts()),
                    tiles,
                    shape.channels(),
                    TileTransform.Layout.matrices(tiles, shape.channels()),
                    TileTransform.Layout.tiles(square, shape.channels()));
        }

        Tensor product(int k) {
            return all.part(matrix, k * length);
        }

        void add(Operations operations) {
            operations.add(transform.at(all, 0, places, 0));
        }
    }
}
