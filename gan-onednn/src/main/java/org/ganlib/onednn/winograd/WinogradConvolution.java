package org.ganlib.onednn.winograd;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.MatrixProduct;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.Sgemm;
import org.ganlib.onednn.step.Compilation;

/**
 * A convolution or its transpose by a {@link WinogradTiling}, and its gradients. Images, which the convolution reads, and places, which it gives, with
 * channels last.
 *
 * <p>What is multiplied of a layer's input stays for the gradient by the weights, of the whole batch; all else serves one group of images after the
 * other, in memory that layers share.
 */
final class WinogradConvolution {
    private final Compilation compilation;
    private final String name;
    private final WinogradTiling tiling;
    private final WinogradFilters weights;
    private final boolean transposed;
    private final TiledAxis rows;
    private final TiledAxis columns;
    private final TileTransform input;
    private final TileTransform output;
    private final FilterTransform map;
    private final FormattedMemory loaded;
    private final FormattedMemory workspace;

    /** @param transposed whether the layer is the transpose: from places to images */
    WinogradConvolution(
            Compilation compilation, String name, WinogradTiling tiling, WinogradFilters weights, boolean transposed) {
        this.compilation = compilation;
        this.name = name;
        this.tiling = tiling;
        this.weights = weights;
        this.transposed = transposed;
        rows = tiling.rows();
        columns = tiling.columns();
        TileTransform images = TileTransform.ofImages(compilation, name, tiling);
        TileTransform places = TileTransform.ofPlaces(compilation, name, tiling);
        input = transposed ? places : images;
        output = transposed ? images : places;
        map = new FilterTransform(compilation, name + ", to weights", tiling);
        loaded = FormattedMemory.allocate(compilation.arena(), OneDnn.vector(tiling.groups() * input.productFloats()));
        workspace = compilation.workspace(
                compilation.training() ? backwardFloats() : output.productFloats() + passingFloats());
    }

    /** For what only passes through a side: no more than forward and back. */
    private long passingFloats() {
        return Math.max(input.workspaceFloats(), output.workspaceFloats());
    }

    private long backwardFloats() {
        return output.productFloats()
                + input.productFloats()
                + tiling.matrixFloats()
                + Math.max(map.workspaceFloats(), passingFloats());
    }

    /** Whether a source, or the gradient by it, of that format is taken as it is. Images with channels last are. */
    boolean takes(FormattedMemory tensor) {
        return input.takes(tensor);
    }

    void forward(Operations operations, FormattedMemory source, FormattedMemory result) {
        FormattedMemory passing = rest(workspace, output.productFloats());
        List<Product> products = products(name, input, output, transposed);
        for (int group = 0; group < tiling.groups(); group++) {
            long first = group * input.productFloats();
            input.load(operations, source, group, passing, loaded, first);
            products.forEach(product -> operations.add(product.at(loaded, first, workspace)));
            output.bring(operations, workspace, passing, result, group);
        }
    }

    /** Transforms the source as {@link #forward} does, and no more: for the gradient by the weights. */
    void load(Operations operations, FormattedMemory source) {
        FormattedMemory passing = rest(workspace, output.productFloats());
        for (int group = 0; group < tiling.groups(); group++) {
            input.load(operations, source, group, passing, loaded, group * input.productFloats());
        }
    }

    /**
     * The gradients, of the source last run forward.
     *
     * @param gradient by the result
     * @param toSource where the gradient by the source goes, in {@code inputs} and {@code both}
     * @param toWeights where the gradient by the weights goes, of the layout {@link WinogradTiling#plainWeights}, in {@code parameters} and {@code both}
     */
    void backward(
            FormattedMemory gradient,
            FormattedMemory toSource,
            FormattedMemory toWeights,
            Operations inputs,
            Operations parameters,
            Operations both) {
        FormattedMemory given = rest(workspace, output.productFloats());
        FormattedMemory matrices = rest(given, input.productFloats());
        FormattedMemory passing = rest(matrices, tiling.matrixFloats());
        List<Product> products = products(name + ", to input", output, input, !transposed);
        for (int group = 0; group < tiling.groups(); group++) {
            Operations loading = new Operations();
            output.load(loading, gradient, group, passing, workspace, 0);
            Operations multiplying = new Operations();
            products.forEach(product -> multiplying.add(product.at(workspace, 0, given)));
            input.bring(multiplying, given, passing, toSource, group);
            Operations differentiating = new Operations();
            differentiate(differentiating, group, workspace, matrices);
            for (Operations each : List.of(inputs, parameters, both)) {
                each.addAll(loading);
            }
            inputs.addAll(multiplying);
            both.addAll(multiplying);
            parameters.addAll(differentiating);
            both.addAll(differentiating);
        }
        Operations joining = new Operations();
        map.join(joining, matrices, passing, toWeights);
        parameters.addAll(joining);
        both.addAll(joining);
    }

    private static FormattedMemory rest(FormattedMemory workspace, long first) {
        return workspace.part(OneDnn.vector(workspace.format().get_size() / Float.BYTES - first), first);
    }

    /** One for each pair of points: what stands at them in all tiles, times the weights' matrix. */
    private List<Product> products(String label, TileTransform from, TileTransform to, boolean toImages) {
        memory.desc right = OneDnn.matrix(from.channels(), to.channels());
        FormattedMemory matrices = weights.matrices(toImages);
        List<Product> products = new ArrayList<>();
        forEachPair((rowPoint, columnPoint, lines) -> {
            memory.desc left = OneDnn.matrix(lines, from.channels());
            memory.desc result = OneDnn.matrix(lines, to.channels());
            products.add(new Product(
                    Sgemm.of(label, lines, to.channels(), from.channels()).multiplication(compilation.kernels()),
                    left,
                    from.product(rowPoint, columnPoint),
                    matrices.part(right, tiling.firstOfMatrix(rowPoint, columnPoint)),
                    result,
                    to.product(rowPoint, columnPoint)));
        });
        return products;
    }

    /** Adds the group's share to the gradients of the matrices. */
    private void differentiate(Operations operations, int group, FormattedMemory gradient, FormattedMemory matrices) {
        String label = name + ", to weights";
        TileTransform images = transposed ? output : input;
        TileTransform places = transposed ? input : output;
        memory.desc result = OneDnn.matrix(images.channels(), places.channels());
        long inLoaded = group * input.productFloats();
        forEachPair((rowPoint, columnPoint, lines) -> {
            memory.desc left = OneDnn.transposedMatrix(images.channels(), lines);
            memory.desc right = OneDnn.matrix(lines, places.channels());
            long inImages = images.product(rowPoint, columnPoint);
            long inPlaces = places.product(rowPoint, columnPoint);
            MatrixProduct product = Sgemm.ofTransposed(
                            label, images.channels(), places.channels(), lines, images.channels())
                    .strided(places.channels(), places.channels(), group > 0)
                    .multiplication(compilation.kernels());
            operations.add(product.at(
                    transposed ? gradient.part(left, inImages) : loaded.part(left, inLoaded + inImages),
                    transposed ? loaded.part(right, inLoaded + inPlaces) : gradient.part(right, inPlaces),
                    matrices.part(result, tiling.firstOfMatrix(rowPoint, columnPoint))));
        });
    }

    private void forEachPair(Visitor visitor) {
        for (int columnPoint = 0; columnPoint < columns.points(); columnPoint++) {
            for (int rowPoint = 0; rowPoint < rows.points(); rowPoint++) {
                int tiles = rows.tilesWith(rowPoint) * columns.tilesWith(columnPoint);
                visitor.visit(rowPoint, columnPoint, tiles * tiling.images());
            }
        }
    }

    private interface Visitor {
        /** @param lines of the matrices that have one for each tile of each image of a group */
        void visit(int rowPoint, int columnPoint, int lines);
    }

    private record Product(
            MatrixProduct kernel,
            memory.desc left,
            long first,
            FormattedMemory weights,
            memory.desc result,
            long target) {
        Operation at(FormattedMemory source, long group, FormattedMemory given) {
            return kernel.at(source.part(left, group + first), weights, given.part(result, target));
        }
    }
}
