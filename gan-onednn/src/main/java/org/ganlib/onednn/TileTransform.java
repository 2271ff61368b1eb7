package org.ganlib.onednn;

import org.bytedeco.dnnl.memory;

/** The same small matrix times the numbers of each tile, channel by channel: {@code [rows, columns] · [tiles, columns, channels]}. */
final class TileTransform {
    private final Tensor matrix;
    private final MatrixProduct product;
    private final memory.desc from;
    private final memory.desc to;

    /**
     * @param matrix what is done along both axes
     * @param from how the tiles lie that are transformed
     * @param to how the transformed ones do
     */
    TileTransform(
            Compilation compilation, String name, double[][] matrix, int tiles, long channels, Layout from, Layout to) {
        int rows = matrix.length;
        int columns = matrix[0].length;
        memory.desc factor =
                new memory.desc(new long[] {1, rows, columns}, memory.data_type.f32, memory.format_tag.abc);
        this.matrix = Tensor.allocate(compilation.arena(), factor);
        for (int i = 0; i < rows * columns; i++) {
            this.matrix.buffer().put(i, (float) matrix[i / columns][i % columns]);
        }
        this.from = from.of(tiles, columns, channels);
        this.to = to.of(tiles, rows, channels);
        product = MatrixProduct.of(compilation, name + ", tiles", factor, this.from, this.to);
    }

    Operation at(Tensor source, long sourceOffset, Tensor target, long targetOffset) {
        return product.at(matrix, source.part(from, sourceOffset), target.part(to, targetOffset));
    }

    /**
     * How tiles lie in memory, channels side by side.
     *
     * @param tile floats from one tile to the next
     * @param row floats from one number of a tile to the next
     */
    record Layout(long tile, long row) {
        /** Tile after tile. */
        static Layout tiles(int rows, long channels) {
            return new Layout(rows * channels, channels);
        }

        /** Number after number, each of all tiles. */
        static Layout matrices(long tiles, long channels) {
            return new Layout(channels, tiles * channels);
        }

        private memory.desc of(int tiles, int rows, long channels) {
            return new memory.desc(new long[] {tiles, rows, channels}, memory.data_type.f32, new long[] {tile, row, 1});
        }
    }
}
