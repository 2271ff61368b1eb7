package org.ganlib.onednn;

import org.bytedeco.dnnl.memory;

/**
 * What a {@link Tiling}'s products multiply images' and places' numbers by: for each point along rows and along columns a matrix of
 * [channels of all phases, places' channels].
 */
final class TiledWeights {
    private final Tiling tiling;
    private final Tensor matrices;
    private final Operations operations = new Operations();

    /** @param weights as they lie in the flat vector */
    TiledWeights(Compilation compilation, String name, Tensor weights, Tiling tiling) {
        this.tiling = tiling;
        WeightMap map = new WeightMap(compilation, name, tiling);
        matrices = Tensor.allocate(compilation.arena(), OneDnn.vector(tiling.matrixFloats()));
        map.separate(operations, weights, matrices);
    }

    /** Made anew after the weights changed. */
    void refresh() {
        operations.run();
    }

    /** The matrix of two points, in a format that reads it from images' channels to places' or back. */
    Tensor matrix(int rowPoint, int columnPoint, memory.desc format) {
        return matrices.part(format, tiling.firstOfMatrix(rowPoint, columnPoint));
    }
}
