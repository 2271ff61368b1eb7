package org.ganlib.onednn.winograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.dnnl.memory;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.StridedCopy;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.tensor.TensorShape;

/**
 * The linear map from the images at one end of a convolution to their transformed tiles, and its
 * transpose. At the convolution's input they are the input transform B and its transpose Bᵀ; at the
 * output they are Aᵀ and the output transform A. Both maps work along one axis after the other.
 *
 * <p>The element of a tile is a slice of floats: the channels of all phases of all images of a
 * group. {@link RowTransform} combines whole slices.
 */
final class TileTransform {
    /** The formats in which this many channels of a pixel are contiguous. */
    private static final Map<Integer, memory.format_tag> BLOCKS =
            Map.of(8, memory.format_tag.aBcd8b, 16, memory.format_tag.aBcd16b);

    private final Compilation compilation;
    private final String name;
    private final TensorShape shape;
    private final int stride;
    private final int padding;
    private final TiledAxis rows;
    private final TiledAxis columns;
    private final int batch;
    private final int groupSize;
    private final Function<WinogradTransforms, double[][]> toPoints;
    private final int height;
    private final int width;
    private final long slice;
    /** The images of a group by phase, with zeros around them; made for the map to tiles. */
    private FormattedMemory paddedImages;

    private TileTransform(
            Compilation compilation,
            String name,
            WinogradTiling tiling,
            TensorShape shape,
            int stride,
            int padding,
            int overlap,
            Function<WinogradTransforms, double[][]> toPoints) {
        this.compilation = compilation;
        this.name = name;
        this.shape = shape;
        this.stride = stride;
        this.padding = padding;
        this.toPoints = toPoints;
        rows = tiling.rows();
        columns = tiling.columns();
        batch = tiling.batch();
        groupSize = tiling.groupSize();
        height = rows.outputs() + overlap;
        width = columns.outputs() + overlap;
        slice = (long) groupSize * channels();
    }

    /** The maps at the input of a convolution. Neighbouring tiles overlap there. */
    static TileTransform atInput(Compilation compilation, String name, WinogradTiling tiling) {
        return new TileTransform(
                compilation,
                name,
                tiling,
                tiling.input(),
                tiling.stride(),
                tiling.padding(),
                tiling.taps() - 1,
                WinogradTransforms::inputTransform);
    }

    /** The maps at the output of a convolution. Tiles do not overlap there. */
    static TileTransform atOutput(Compilation compilation, String name, WinogradTiling tiling) {
        return new TileTransform(
                compilation,
                name,
                tiling,
                tiling.output(),
                1,
                0,
                0,
                transforms -> WinogradTransforms.transposed(transforms.outputTransform()));
    }

    /**
     * The number of channels of a pixel over all phases, which is the number of columns of the
     * matrices that are multiplied.
     */
    int channels() {
        return stride * stride * shape.channels();
    }

    /** The number of floats of a group's transformed tiles. */
    long tileFloats() {
        return rows.transformedElements() * rowFloats();
    }

    /** The number of floats of the workspace that {@link #toTiles} and {@link #fromTiles} need. */
    long workspaceFloats() {
        return height * rowFloats() + pixelOffset(height, 0);
    }

    /**
     * The offset of a group's elements of two points, over all tiles, among its transformed tiles.
     */
    long pointOffset(int rowPoint, int columnPoint) {
        return slice
                * ((long) rows.transformedElements() * columns.index(columnPoint, 0)
                        + (long) rows.index(rowPoint, 0) * columns.tilesWith(columnPoint));
    }

    /** The number of floats of one row after the transform along columns. */
    private long rowFloats() {
        return columns.transformedElements() * slice;
    }

    private long intermediateOffset(int row, int column) {
        return row * rowFloats() + column * slice;
    }

    private long pixelOffset(int row, int column) {
        return ((long) row * width + column) * slice;
    }

    private long groupFloats() {
        return (long) groupSize * shape.elements();
    }

    /**
     * Adds the operations that map the images of a group to transformed tiles.
     *
     * @param images all images, in a format that {@link #accepts} allows
     * @param tiles receives the tiles
     * @param offset the index of their first float
     */
    void toTiles(
            Operations operations,
            FormattedMemory images,
            int group,
            FormattedMemory workspace,
            FormattedMemory tiles,
            long offset) {
        if (paddedImages == null) {
            // This memory is not part of the workspace, because zeros around images are never
            // written.
            paddedImages = FormattedMemory.allocate(compilation.arena(), OneDnn.vector(pixelOffset(height, 0)));
        }
        forEachPhase(
                channelBlock(images),
                (dimensions, imageStrides, imageOffset, paddedStrides, paddedOffset) -> operations.add(
                        StridedCopy.of(compilation.kernels(), name, dimensions, imageStrides, paddedStrides)
                                .at(images, group * groupFloats() + imageOffset, paddedImages, paddedOffset)));
        for (int tile = 0; tile < columns.tiles(); tile++) {
            double[][] matrix = toPoints.apply(columns.transforms(tile));
            RowTransform transform =
                    RowTransform.of(compilation.kernels(), name, matrix, slice, slice, columns.tiles() * slice);
            for (int row = 0; row < height; row++) {
                long target = intermediateOffset(row, columns.index(0, tile));
                operations.add(transform.at(paddedImages, pixelOffset(row, columns.first(tile)), workspace, target));
            }
        }
        for (int tile = 0; tile < rows.tiles(); tile++) {
            double[][] matrix = toPoints.apply(rows.transforms(tile));
            for (int point = 0; point < columns.points(); point++) {
                long length = columns.tilesWith(point) * slice;
                RowTransform transform = RowTransform.of(
                        compilation.kernels(), name, matrix, length, rowFloats(), rows.tiles() * length);
                long source = intermediateOffset(rows.first(tile), columns.index(point, 0));
                operations.add(transform.at(workspace, source, tiles, offset + pointOffset(0, point) + tile * length));
            }
        }
    }

    /**
     * Adds the operations that map the transformed tiles of a group to images.
     *
     * @param tiles the tiles, from the first float on
     * @param images all images, in a format that {@link #accepts} allows; receives those of the
     *     group
     */
    void fromTiles(
            Operations operations,
            FormattedMemory tiles,
            FormattedMemory workspace,
            FormattedMemory images,
            int group) {
        for (int tile = 0; tile < rows.tiles(); tile++) {
            for (int point = 0; point < columns.points(); point++) {
                long length = columns.tilesWith(point) * slice;
                for (Placement placement : placements(rows, tile, length, rows.tiles() * length, rowFloats())) {
                    long target = intermediateOffset(placement.first(), columns.index(point, 0));
                    operations.add(
                            placement.transform().at(tiles, pointOffset(0, point) + tile * length, workspace, target));
                }
            }
        }
        long padded = height * rowFloats();
        for (int tile = 0; tile < columns.tiles(); tile++) {
            for (Placement placement : placements(columns, tile, slice, columns.tiles() * slice, slice)) {
                for (int row = 0; row < height; row++) {
                    long source = intermediateOffset(row, columns.index(0, tile));
                    long target = padded + pixelOffset(row, placement.first());
                    operations.add(placement.transform().at(workspace, source, workspace, target));
                }
            }
        }
        forEachPhase(
                channelBlock(images),
                (dimensions, imageStrides, imageOffset, paddedStrides, paddedOffset) -> operations.add(
                        StridedCopy.of(compilation.kernels(), name, dimensions, paddedStrides, imageStrides)
                                .at(workspace, padded + paddedOffset, images, group * groupFloats() + imageOffset)));
    }

    /**
     * The transposed transforms of one tile along an axis. Pixels that the tile shares with the
     * tile before are accumulated, because that tile has written its part of them already.
     */
    private List<Placement> placements(TiledAxis axis, int tile, long length, long fromStride, long toStride) {
        double[][] matrix = WinogradTransforms.transposed(toPoints.apply(axis.transforms(tile)));
        int shared = tile == 0 ? 0 : matrix.length - axis.transforms(tile).outputs();
        int first = axis.first(tile);
        List<Placement> placements = new ArrayList<>();
        if (shared > 0) {
            double[][] part = Arrays.copyOf(matrix, shared);
            placements.add(new Placement(
                    RowTransform.accumulating(compilation.kernels(), name, part, length, fromStride, toStride), first));
        }
        double[][] own = Arrays.copyOfRange(matrix, shared, matrix.length);
        placements.add(new Placement(
                RowTransform.of(compilation.kernels(), name, own, length, fromStride, toStride), first + shared));
        return placements;
    }

    /**
     * Tells whether images are read and written in their format without a copy before. Row-major
     * images are not, because they may lie at another address in the next pass.
     */
    boolean accepts(FormattedMemory images) {
        return channelBlock(images) > 0 && !images.hasFormat(OneDnn.rowMajor(shape.batch(batch)));
    }

    /**
     * The number of channels of a pixel that are contiguous, or 0 in formats that are not accepted.
     */
    private int channelBlock(FormattedMemory images) {
        long[] dimensions = shape.batch(batch);
        if (images.hasFormat(OneDnn.channelsLast(dimensions))) {
            return shape.channels();
        }
        for (Map.Entry<Integer, memory.format_tag> format : BLOCKS.entrySet()) {
            if (shape.channels() % format.getKey() == 0
                    && images.hasFormat(OneDnn.format(format.getValue(), dimensions))) {
                return format.getKey();
            }
        }
        return 0;
    }

    /**
     * Visits the phases along both axes with the strides of their pixels among images and among
     * padded images.
     *
     * @param block the number of channels of a pixel that are contiguous among images
     */
    private void forEachPhase(int block, Phase phase) {
        long line = (long) shape.width() * block;
        for (int y = 0; y < stride; y++) {
            for (int x = 0; x < stride; x++) {
                int firstRow = firstPixel(y);
                int firstColumn = firstPixel(x);
                long[] dimensions = {
                    groupSize,
                    shape.channels() / block,
                    pixels(y, shape.height(), height),
                    pixels(x, shape.width(), width),
                    block
                };
                long[] imageStrides = {shape.elements(), shape.height() * line, stride * line, (long) stride * block, 1
                };
                long[] paddedStrides = {channels(), block, width * slice, slice, 1};
                long imageOffset =
                        (stride * firstRow + y - padding) * line + (stride * firstColumn + x - padding) * (long) block;
                long paddedOffset = pixelOffset(firstRow, firstColumn) + ((long) y * stride + x) * shape.channels();
                phase.copy(dimensions, imageStrides, imageOffset, paddedStrides, paddedOffset);
            }
        }
    }

    /** The index within a phase of its first pixel inside the image. */
    private int firstPixel(int phase) {
        return Math.max(0, padding - phase + stride - 1) / stride;
    }

    /**
     * The number of pixels of a phase inside the image.
     *
     * @param length the size of the image along the axis
     * @param used the number of pixels of the phase that the tiles use
     */
    private int pixels(int phase, int length, int used) {
        return Math.min(used, (length - 1 + padding - phase) / stride + 1) - firstPixel(phase);
    }

    private interface Phase {
        void copy(long[] dimensions, long[] imageStrides, long imageOffset, long[] paddedStrides, long paddedOffset);
    }

    /**
     * A transform and the index of the first pixel that it writes.
     *
     * @param transform computes pixels from a tile
     * @param first the index along the axis
     */
    private record Placement(RowTransform transform, int first) {}
}
