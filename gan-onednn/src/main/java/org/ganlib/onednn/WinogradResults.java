package org.ganlib.onednn;

import static org.ganlib.onednn.WinogradTiling.RESULTS;

import org.bytedeco.dnnl.memory;
import org.ganlib.network.TensorShape;

/** From the products of some tiles to these tiles. */
final class WinogradResults {
    private final memory.desc matrix;
    private final Tensor all;
    private final Tensor places;
    private final TileTransform transform;
    private final long length;

    WinogradResults(Compilation compilation, String name, MinimalFilter filter, TensorShape shape, int tiles) {
        int products = filter.productsOfBothAxes();
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

    /** The format of a product. */
    memory.desc matrix() {
        return matrix;
    }

    Tensor product(int k) {
        return all.part(matrix, k * length);
    }

    /** Where {@link #add} leaves the tiles. */
    Tensor places() {
        return places;
    }

    void add(Operations operations) {
        operations.add(transform.at(all, 0, places, 0));
    }
}
