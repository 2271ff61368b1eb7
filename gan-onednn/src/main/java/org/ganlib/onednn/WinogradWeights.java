package org.ganlib.onednn;

/** The right matrices of a {@link WinogradTiling}'s products, made from a layer's weights and made anew after these changed. */
final class WinogradWeights implements TransformedWeights {
    private final Compilation compilation;
    private final String name;
    private final Tensor weights;
    private final WinogradTiling tiling;
    private final Operations operations = new Operations();
    private Tensor convolving;
    private Tensor spreading;

    /** @param weights as they lie in the flat vector: [places' channels, image channels, kernel, kernel] */
    WinogradWeights(Compilation compilation, String name, Tensor weights, WinogradTiling tiling) {
        this.compilation = compilation;
        this.name = name;
        this.weights = weights;
        this.tiling = tiling;
    }

    @Override
    public void refresh() {
        operations.run();
    }

    /** Of the convolution: [products, phases · image channels, places' channels]. */
    Tensor convolving() {
        if (convolving == null) {
            convolving = transformed(tiling.filter().ofTaps(), true);
        }
        return convolving;
    }

    /** Of the transposed convolution: [products, phases, places' channels, image channels]. */
    Tensor spreading() {
        if (spreading == null) {
            spreading = transformed(tiling.filter().ofTapsReversed(), false);
        }
        return spreading;
    }

    private Tensor transformed(double[][] alongAxis, boolean placeChannelsLast) {
        double[][] matrix = MinimalFilter.alongBothAxes(alongAxis);
        Tensor taps = Tensor.allocate(compilation.arena(), OneDnn.vector(matrix[0].length * tiling.pairs()));
        Tensor result = Tensor.allocate(compilation.arena(), OneDnn.vector(matrix.length * tiling.pairs()));
        Operations made = new Operations();
        new WinogradTaps(compilation, name, tiling, placeChannelsLast, true).separate(made, weights, taps);
        made.add(new TileTransform(
                        compilation,
                        name + ", weights",
                        matrix,
                        1,
                        tiling.pairs(),
                        TileTransform.Layout.tiles(matrix[0].length, tiling.pairs()),
                        TileTransform.Layout.tiles(matrix.length, tiling.pairs()))
                .at(taps, 0, result, 0));
        made.run();
        made.list().forEach(operations::add);
        return result;
    }
}
