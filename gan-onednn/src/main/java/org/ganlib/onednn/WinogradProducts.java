package org.ganlib.onednn;

import static org.ganlib.onednn.WinogradTiling.RESULTS;

import org.bytedeco.dnnl.memory;

/** What a {@link WinogradTiling} computes. */
final class WinogradProducts implements TiledProducts {
    private final Compilation compilation;
    private final String name;
    private final WinogradTiling tiling;
    private final WinogradWeights weights;
    private final MinimalFilter filter;
    private final int products;
    private WinogradPatches patches;

    WinogradProducts(Compilation compilation, String name, WinogradTiling tiling, WinogradWeights weights) {
        this.compilation = compilation;
        this.name = name;
        this.tiling = tiling;
        this.weights = weights;
        filter = tiling.filter();
        products = filter.productsOfBothAxes();
    }

    @Override
    public void convolve(Operations operations, Tensor image, Tensor places) {
        WinogradPatches made = patches();
        WinogradResults results = new WinogradResults(compilation, name, filter, tiling.places(), made.groupTiles());
        memory.desc left = OneDnn.matrix(made.groupTiles(), made.channels());
        memory.desc right = OneDnn.matrix(made.channels(), tiling.places().channels());
        MatrixProduct product = MatrixProduct.of(compilation, name, left, right, results.matrix());
        TileCopies scattering = new TileCopies(
                compilation,
                name,
                made.images(),
                tiling.places().channels(),
                RESULTS,
                placeAxis(tiling.places().height()),
                placeAxis(tiling.places().width()),
                false);
        for (int group = 0; group < made.groups(); group++) {
            made.load(operations, image, group);
            for (int k = 0; k < products; k++) {
                operations.add(product.at(
                        made.matrix(left, group, k),
                        weights.convolving().part(right, k * tiling.pairs()),
                        results.product(k)));
            }
            results.add(operations);
            scattering.scatter(
                    operations,
                    results.places(),
                    places,
                    (long) group * made.images() * tiling.places().elements());
        }
    }

    @Override
    public void load(Operations operations, Tensor image) {
        for (int group = 0; group < patches().groups(); group++) {
            patches().load(operations, image, group);
        }
    }

    @Override
    public void spread(Operations operations, Tensor places, Tensor image) {
        new WinogradSpreading(compilation, name, tiling, weights).spread(operations, places, image);
    }

    @Override
    public void differentiate(Operations operations, Tensor placeGradient, Tensor weightGradient) {
        WinogradPatches made = patches();
        int channels = tiling.places().channels();
        int square = RESULTS * RESULTS;
        String label = name + ", to weights";
        Tensor gathered =
                Tensor.allocate(compilation.arena(), OneDnn.vector((long) made.groupTiles() * square * channels));
        Tensor gradients =
                Tensor.allocate(compilation.arena(), OneDnn.vector((long) made.tiles() * products * channels));
        TileCopies gathering = new TileCopies(
                compilation,
                label,
                made.images(),
                channels,
                RESULTS,
                placeAxis(tiling.places().height()),
                placeAxis(tiling.places().width()),
                true);
        TileTransform transform = new TileTransform(
                compilation,
                label,
                MinimalFilter.alongBothAxes(MinimalFilter.transposed(filter.ofProducts())),
                made.groupTiles(),
                channels,
                TileTransform.Layout.tiles(square, channels),
                TileTransform.Layout.matrices(made.tiles(), channels));
        for (int group = 0; group < made.groups(); group++) {
            gathering.gather(
                    operations,
                    placeGradient,
                    (long) group * made.images() * tiling.places().elements(),
                    gathered);
            operations.add(transform.at(gathered, 0, gradients, (long) group * made.groupTiles() * channels));
        }
        memory.desc left = OneDnn.transposedMatrix(made.channels(), made.tiles());
        memory.desc right = OneDnn.matrix(made.tiles(), channels);
        memory.desc result = OneDnn.matrix(made.channels(), channels);
        MatrixProduct product = MatrixProduct.of(compilation, label, left, right, result);
        Tensor sums = Tensor.allocate(compilation.arena(), OneDnn.vector(products * tiling.pairs()));
        for (int k = 0; k < products; k++) {
            operations.add(product.at(
                    made.matrix(left, 0, k),
                    gradients.part(right, (long) k * made.tiles() * channels),
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

    private WinogradPatches patches() {
        if (patches == null) {
            patches = new WinogradPatches(compilation, name, tiling);
        }
        return patches;
    }

    private TileCopies.Axis placeAxis(int length) {
        return new TileCopies.Axis(length, 1, RESULTS, tiling.tilesAlong(length), length);
    }
}
