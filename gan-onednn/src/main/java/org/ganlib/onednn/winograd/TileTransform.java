package org.ganlib.onednn.winograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.dnnl.memory;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.StridedCopy;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.tensor.TensorShape;

/**
 * Images or places of a {@link WinogradTiling}, and what its products multiply or give: the two are linear maps of each other, along rows and along columns.
 *
 * <p>A number of a tile is a slice: the channels of all phases of all images of a group, side by side. What is done to numbers is done to slices.
 */
final class TileTransform {
    /** Formats in which so many channels of a pixel lie side by side. */
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
    private final int images;
    private final Function<WinogradTransforms, double[][]> toProducts;
    private final int height;
    private final int width;
    private final long slice;
    private FormattedMemory read;

    private TileTransform(
            Compilation compilation,
            String name,
            WinogradTiling tiling,
            TensorShape shape,
            int stride,
            int padding,
            int beyond,
            Function<WinogradTransforms, double[][]> toProducts) {
        this.compilation = compilation;
        this.name = name;
        this.shape = shape;
        this.stride = stride;
        this.padding = padding;
        this.toProducts = toProducts;
        rows = tiling.rows();
        columns = tiling.columns();
        batch = tiling.batch();
        images = tiling.images();
        height = rows.length() + beyond;
        width = columns.length() + beyond;
        slice = (long) images * channels();
    }

    static TileTransform ofImages(Compilation compilation, String name, WinogradTiling tiling) {
        return new TileTransform(
                compilation,
                name,
                tiling,
                tiling.image(),
                tiling.stride(),
                tiling.padding(),
                tiling.taps() - 1,
                WinogradTransforms::ofData);
    }

    static TileTransform ofPlaces(Compilation compilation, String name, WinogradTiling tiling) {
        return new TileTransform(
                compilation,
                name,
                tiling,
                tiling.places(),
                1,
                0,
                0,
                filter -> WinogradTransforms.transposed(filter.ofProducts()));
    }

    /** ChannelSlice of a pixel in all phases: columns of the products' matrices. */
    int channels() {
        return stride * stride * shape.channels();
    }

    /** Floats of a group's products. */
    long productFloats() {
        return rows.products() * line();
    }

    /** Floats of the workspace that {@link #load} and {@link #bring} want. */
    long workspaceFloats() {
        return height * line() + pixel(height, 0);
    }

    /** Where a group's products lie that stand at two points: those of all tiles, one behind the other. */
    long product(int rowPoint, int columnPoint) {
        return slice
                * ((long) rows.products() * columns.index(columnPoint, 0)
                        + (long) rows.index(rowPoint, 0) * columns.tilesWith(columnPoint));
    }

    /** Floats of all that stands side by side along columns. */
    private long line() {
        return columns.products() * slice;
    }

    private long inBetween(int row, int column) {
        return row * line() + column * slice;
    }

    /** Makes of the group's images what is multiplied. */
    void load(
            Operations operations,
            FormattedMemory from,
            int group,
            FormattedMemory workspace,
            FormattedMemory products,
            long offset) {
        if (read == null) {
            // Not of the workspace: the zeros around the images are never written.
            read = FormattedMemory.allocate(compilation.arena(), OneDnn.vector(pixel(height, 0)));
        }
        copy(
                operations,
                block(from),
                (copies, image, place) -> copies.at(from, group * groupFloats() + image, read, place),
                true);
        for (int tile = 0; tile < columns.tiles(); tile++) {
            double[][] matrix = toProducts.apply(columns.filter(tile));
            RowTransform mixing =
                    new RowTransform(compilation.kernels(), name, matrix, slice, slice, columns.tiles() * slice, false);
            for (int row = 0; row < height; row++) {
                long result = inBetween(row, columns.index(0, tile));
                operations.add(mixing.at(read, pixel(row, columns.first(tile)), workspace, result));
            }
        }
        for (int tile = 0; tile < rows.tiles(); tile++) {
            double[][] matrix = toProducts.apply(rows.filter(tile));
            for (int point = 0; point < columns.points(); point++) {
                long width = columns.tilesWith(point) * slice;
                RowTransform mixing = new RowTransform(
                        compilation.kernels(), name, matrix, width, line(), rows.tiles() * width, false);
                long source = inBetween(rows.first(tile), columns.index(point, 0));
                operations.add(mixing.at(workspace, source, products, offset + product(0, point) + tile * width));
            }
        }
    }

    /** Makes the group's images of what the products gave. */
    void bring(
            Operations operations, FormattedMemory products, FormattedMemory workspace, FormattedMemory to, int group) {
        for (int tile = 0; tile < rows.tiles(); tile++) {
            for (int point = 0; point < columns.points(); point++) {
                long width = columns.tilesWith(point) * slice;
                for (Landing landing : back(rows, tile, width, rows.tiles() * width, line())) {
                    long result = inBetween(landing.first(), columns.index(point, 0));
                    operations.add(landing.mixing().at(products, product(0, point) + tile * width, workspace, result));
                }
            }
        }
        long pixels = height * line();
        for (int tile = 0; tile < columns.tiles(); tile++) {
            for (Landing landing : back(columns, tile, slice, columns.tiles() * slice, slice)) {
                for (int row = 0; row < height; row++) {
                    long source = inBetween(row, columns.index(0, tile));
                    operations.add(
                            landing.mixing().at(workspace, source, workspace, pixels + pixel(row, landing.first())));
                }
            }
        }
        copy(
                operations,
                block(to),
                (copies, image, place) -> copies.at(workspace, pixels + place, to, group * groupFloats() + image),
                false);
    }

    private long groupFloats() {
        return (long) images * shape.elements();
    }

    private long pixel(int row, int column) {
        return ((long) row * width + column) * slice;
    }

    /** Whether images of that format are taken as they are: not those of a caller, which may lie elsewhere the next time. */
    boolean takes(FormattedMemory tensor) {
        return block(tensor) > 0 && !tensor.isOf(OneDnn.rowMajor(shape.batch(batch)));
    }

    /** How many channels of a pixel lie side by side; 0 in formats that are not taken. */
    private int block(FormattedMemory tensor) {
        long[] dimensions = shape.batch(batch);
        if (tensor.isOf(OneDnn.channelsLast(dimensions))) {
            return shape.channels();
        }
        for (Map.Entry<Integer, memory.format_tag> format : BLOCKS.entrySet()) {
            if (shape.channels() % format.getKey() == 0 && tensor.isOf(OneDnn.format(format.getValue(), dimensions))) {
                return format.getKey();
            }
        }
        return 0;
    }

    /** Between images, with so many channels side by side, and their phases; zeros around an image belong to none. */
    private void copy(Operations operations, int block, Copying copying, boolean toPixels) {
        long line = (long) shape.width() * block;
        for (int y = 0; y < stride; y++) {
            for (int x = 0; x < stride; x++) {
                int firstRow = first(y);
                int firstColumn = first(x);
                long[] dimensions = {
                    images,
                    shape.channels() / block,
                    pixels(y, shape.height(), height),
                    pixels(x, shape.width(), width),
                    block
                };
                long[] inImages = {shape.elements(), shape.height() * line, stride * line, (long) stride * block, 1};
                long[] inPixels = {channels(), block, width * slice, slice, 1};
                StridedCopy copies = toPixels
                        ? StridedCopy.of(compilation.kernels(), name, dimensions, inImages, inPixels)
                        : StridedCopy.of(compilation.kernels(), name, dimensions, inPixels, inImages);
                operations.add(copying.at(
                        copies,
                        (stride * firstRow + y - padding) * line + (stride * firstColumn + x - padding) * (long) block,
                        pixel(firstRow, firstColumn) + ((long) y * stride + x) * shape.channels()));
            }
        }
    }

    /** The first pixel of a phase that lies in the image. */
    private int first(int phase) {
        return Math.max(0, padding - phase + stride - 1) / stride;
    }

    /** How many of a phase lie in an image of so many, of those that are read. */
    private int pixels(int phase, int length, int read) {
        return Math.min(read, (length - 1 + padding - phase) / stride + 1) - first(phase);
    }

    private interface Copying {
        Operation at(StridedCopy copies, long image, long pixels);
    }

    /** From a tile's products to its numbers. To those that the tile before has as well they are added. */
    private List<Landing> back(TiledAxis axis, int tile, long length, long fromStride, long toStride) {
        double[][] matrix = WinogradTransforms.transposed(toProducts.apply(axis.filter(tile)));
        int shared = tile == 0 ? 0 : matrix.length - axis.filter(tile).results();
        int first = axis.first(tile);
        List<Landing> landings = new ArrayList<>();
        if (shared > 0) {
            double[][] part = Arrays.copyOf(matrix, shared);
            landings.add(new Landing(
                    new RowTransform(compilation.kernels(), name, part, length, fromStride, toStride, true), first));
        }
        double[][] own = Arrays.copyOfRange(matrix, shared, matrix.length);
        landings.add(new Landing(
                new RowTransform(compilation.kernels(), name, own, length, fromStride, toStride, false),
                first + shared));
        return landings;
    }

    /** Which number the result begins with. */
    private record Landing(RowTransform mixing, int first) {}
}
