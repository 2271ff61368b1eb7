package org.ganlib.onednn;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.ganlib.network.TensorShape;

/**
 * A group of images with zeros around them, and what each pixel gives together with the one at some distance behind it: along rows, along
 * columns, and along both. The channels of a pixel lie side by side.
 */
final class Neighbours {
    private final int images;
    private final TensorShape image;
    private final int height;
    private final int width;
    private final Tensor[] kinds = new Tensor[4];
    private final Elements.Copies load;
    private final Elements.Pairwise alongColumns;
    private final Elements.Pairwise alongRows;
    private final long columnOffset;
    private final long rowOffset;
    private final Elements elements;

    /**
     * @param height rows with zeros, one of them above the image
     * @param width columns with zeros, one of them before it
     * @param distance of the pixels that are combined
     * @param combination sum or difference
     */
    Neighbours(
            Compilation compilation,
            String name,
            int images,
            TensorShape image,
            int height,
            int width,
            int distance,
            algorithm combination) {
        this.images = images;
        this.image = image;
        this.height = height;
        this.width = width;
        elements = new Elements(compilation, name);
        long channels = image.channels();
        long length = channels * images * height * width;
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = Tensor.allocate(compilation.arena(), OneDnn.vector(length));
        }
        columnOffset = distance * channels;
        rowOffset = channels * distance * width;
        alongColumns = elements.pairwise(combination, length - columnOffset);
        alongRows = elements.pairwise(combination, length - rowOffset);
        load = elements.copies(
                new long[] {images, image.height(), image.width(), channels},
                new long[] {channels * image.height() * image.width(), channels * image.width(), channels, 1},
                strides(1));
    }

    private long[] strides(long step) {
        long channels = image.channels();
        return new long[] {channels * height * width, step * width * channels, step * channels, 1};
    }

    /** Takes the images that begin there. */
    void load(Operations operations, Tensor from, long offset) {
        operations.add(load.at(from, offset, kinds[0], (width + 1L) * image.channels()));
        operations.add(alongColumns.at(kinds[0], 0, kinds[0], columnOffset, kinds[1], 0));
        operations.add(alongRows.at(kinds[0], 0, kinds[0], rowOffset, kinds[2], 0));
        operations.add(alongRows.at(kinds[1], 0, kinds[1], rowOffset, kinds[3], 0));
    }

    /**
     * How pixels become rows of a matrix.
     *
     * @param step between two pixels along both axes
     * @param high pixels taken along a column
     * @param wide pixels taken along a row
     * @param pitch floats from row to row of the matrix
     */
    Elements.Copies gathering(int step, int high, int wide, long pitch) {
        return elements.copies(new long[] {images, high, wide, image.channels()}, strides(step), new long[] {
            pitch * high * wide, pitch * wide, pitch, 1
        });
    }

    /** Gathers from the pixel in that row and column on, each combined along rows or columns as asked. */
    Operation gather(
            Elements.Copies gathering, boolean rows, boolean columns, int row, int column, Tensor matrix, long offset) {
        Tensor kind = kinds[(rows ? 2 : 0) + (columns ? 1 : 0)];
        return gathering.at(kind, ((long) row * width + column) * image.channels(), matrix, offset);
    }
}
