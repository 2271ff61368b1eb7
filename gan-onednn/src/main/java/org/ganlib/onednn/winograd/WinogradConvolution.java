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
 * The linear map of a convolution layer, or of a transposed convolution layer, and its gradients,
 * by a {@link WinogradTiling}.
 *
 * <p>The transformed tiles of the layer's input are kept for the weight gradient, for the whole
 * batch. Everything else is computed for one group of images after the other, in a workspace that
 * all layers share.
 */
final class WinogradConvolution {
    private final Compilation compilation;
    private final String name;
    private final WinogradTiling tiling;
    private final WinogradFilters filters;
    private final Direction direction;
    private final TiledAxis rows;
    private final TiledAxis columns;
    private final TileTransform layerInput;
    private final TileTransform layerOutput;
    private final FilterTransform filterGradient;
    /** The transformed tiles of the layer's input, one group after the other. */
    private final FormattedMemory inputTiles;

    private final FormattedMemory workspace;

    /** Allocates the memory. The direction is that of the layer's forward pass. */
    WinogradConvolution(
            Compilation compilation, String name, WinogradTiling tiling, WinogradFilters filters, Direction direction) {
        this.compilation = compilation;
        this.name = name;
        this.tiling = tiling;
        this.filters = filters;
        this.direction = direction;
        rows = tiling.rows();
        columns = tiling.columns();
        TileTransform atInput = TileTransform.atInput(compilation, name, tiling);
        TileTransform atOutput = TileTransform.atOutput(compilation, name, tiling);
        layerInput = isTransposed() ? atOutput : atInput;
        layerOutput = isTransposed() ? atInput : atOutput;
        filterGradient = new FilterTransform(compilation, name + ", to weights", tiling);
        inputTiles =
                FormattedMemory.allocate(compilation.arena(), OneDnn.vector(tiling.groups() * layerInput.tileFloats()));
        workspace = compilation.workspace(
                compilation.training() ? backwardFloats() : layerOutput.tileFloats() + transformFloats());
    }

    private boolean isTransposed() {
        return direction == Direction.TRANSPOSED;
    }

    /** The number of floats that the transforms at either end need for intermediate results. */
    private long transformFloats() {
        return Math.max(layerInput.workspaceFloats(), layerOutput.workspaceFloats());
    }

    private long backwardFloats() {
        return layerOutput.tileFloats()
                + layerInput.tileFloats()
                + tiling.filterFloats()
                + Math.max(filterGradient.workspaceFloats(), transformFloats());
    }

    /**
     * Tells whether the layer's input or its gradient may have that format. Images with channels
     * last may.
     */
    boolean accepts(FormattedMemory memory) {
        return layerInput.accepts(memory);
    }

    /** Adds the operations of the forward pass. */
    void forward(Operations operations, FormattedMemory source, FormattedMemory result) {
        FormattedMemory intermediate = rest(workspace, layerOutput.tileFloats());
        List<PointProduct> products = products(name, layerInput, layerOutput, direction);
        for (int group = 0; group < tiling.groups(); group++) {
            long first = group * layerInput.tileFloats();
            layerInput.toTiles(operations, source, group, intermediate, inputTiles, first);
            products.forEach(product -> operations.add(product.at(inputTiles, first, workspace)));
            layerOutput.fromTiles(operations, workspace, intermediate, result, group);
        }
    }

    /**
     * Adds the operations that transform the layer's input as {@link #forward} does, for the weight
     * gradient of a step that does not run forward.
     */
    void transformInput(Operations operations, FormattedMemory source) {
        FormattedMemory intermediate = rest(workspace, layerOutput.tileFloats());
        for (int group = 0; group < tiling.groups(); group++) {
            layerInput.toTiles(operations, source, group, intermediate, inputTiles, group * layerInput.tileFloats());
        }
    }

    /**
     * Adds the operations of the backward pass, for the input of the last forward pass.
     *
     * @param gradient the gradient of the result
     * @param inputGradient receives the gradient of the input, in {@code inputs} and {@code both}
     * @param weightGradient receives the weight gradient in the format {@link
     *     WinogradTiling#weightFormat}, in {@code parameters} and {@code both}
     * @param inputs receives the operations for the input gradient alone
     * @param parameters receives the operations for the weight gradient alone
     * @param both receives the operations for both gradients
     */
    void backward(
            FormattedMemory gradient,
            FormattedMemory inputGradient,
            FormattedMemory weightGradient,
            Operations inputs,
            Operations parameters,
            Operations both) {
        FormattedMemory inputGradientTiles = rest(workspace, layerOutput.tileFloats());
        FormattedMemory filterGradients = rest(inputGradientTiles, layerInput.tileFloats());
        FormattedMemory intermediate = rest(filterGradients, tiling.filterFloats());
        List<PointProduct> products = products(name + ", to input", layerOutput, layerInput, direction.opposite());
        for (int group = 0; group < tiling.groups(); group++) {
            Operations transform = new Operations();
            layerOutput.toTiles(transform, gradient, group, intermediate, workspace, 0);
            Operations toInput = new Operations();
            products.forEach(product -> toInput.add(product.at(workspace, 0, inputGradientTiles)));
            layerInput.fromTiles(toInput, inputGradientTiles, intermediate, inputGradient, group);
            Operations toFilters = new Operations();
            addFilterGradients(toFilters, group, workspace, filterGradients);
            for (Operations each : List.of(inputs, parameters, both)) {
                each.addAll(transform);
            }
            inputs.addAll(toInput);
            both.addAll(toInput);
            parameters.addAll(toFilters);
            both.addAll(toFilters);
        }
        Operations toWeights = new Operations();
        filterGradient.transpose(toWeights, filterGradients, intermediate, weightGradient);
        parameters.addAll(toWeights);
        both.addAll(toWeights);
    }

    /** The part of a workspace from the float with this index on. */
    private static FormattedMemory rest(FormattedMemory workspace, long first) {
        return workspace.part(OneDnn.vector(workspace.format().get_size() / Float.BYTES - first), first);
    }

    /**
     * The matrix products of a group, one for each pair of points: the elements of these points in
     * all tiles times the transformed filter.
     */
    private List<PointProduct> products(String label, TileTransform from, TileTransform to, Direction used) {
        memory.desc filterFormat = OneDnn.matrix(from.channels(), to.channels());
        FormattedMemory matrices = filters.matrices(used);
        List<PointProduct> products = new ArrayList<>();
        forEachPoint((rowPoint, columnPoint, elements) -> {
            memory.desc sourceFormat = OneDnn.matrix(elements, from.channels());
            memory.desc targetFormat = OneDnn.matrix(elements, to.channels());
            products.add(new PointProduct(
                    Sgemm.of(label, elements, to.channels(), from.channels()).fastest(compilation.kernels()),
                    sourceFormat,
                    from.pointOffset(rowPoint, columnPoint),
                    matrices.part(filterFormat, tiling.filterOffset(rowPoint, columnPoint)),
                    targetFormat,
                    to.pointOffset(rowPoint, columnPoint)));
        });
        return products;
    }

    /**
     * Adds a group's share to the gradients of the transformed filters. The first group overwrites
     * them.
     */
    private void addFilterGradients(
            Operations operations, int group, FormattedMemory gradientTiles, FormattedMemory filterGradients) {
        String label = name + ", to weights";
        TileTransform atInput = isTransposed() ? layerOutput : layerInput;
        TileTransform atOutput = isTransposed() ? layerInput : layerOutput;
        memory.desc filterFormat = OneDnn.matrix(atInput.channels(), atOutput.channels());
        long groupOffset = group * layerInput.tileFloats();
        forEachPoint((rowPoint, columnPoint, elements) -> {
            memory.desc inputFormat = OneDnn.transposedMatrix(atInput.channels(), elements);
            memory.desc outputFormat = OneDnn.matrix(elements, atOutput.channels());
            long inputOffset = atInput.pointOffset(rowPoint, columnPoint);
            long outputOffset = atOutput.pointOffset(rowPoint, columnPoint);
            Sgemm overwriting =
                    Sgemm.ofTransposed(label, atInput.channels(), atOutput.channels(), elements, atInput.channels());
            MatrixProduct product =
                    (group > 0 ? overwriting.accumulating() : overwriting).fastest(compilation.kernels());
            operations.add(product.at(
                    isTransposed()
                            ? gradientTiles.part(inputFormat, inputOffset)
                            : inputTiles.part(inputFormat, groupOffset + inputOffset),
                    isTransposed()
                            ? inputTiles.part(outputFormat, groupOffset + outputOffset)
                            : gradientTiles.part(outputFormat, outputOffset),
                    filterGradients.part(filterFormat, tiling.filterOffset(rowPoint, columnPoint))));
        });
    }

    private void forEachPoint(PointVisitor visitor) {
        for (int columnPoint = 0; columnPoint < columns.points(); columnPoint++) {
            for (int rowPoint = 0; rowPoint < rows.points(); rowPoint++) {
                int tiles = rows.tilesWith(rowPoint) * columns.tilesWith(columnPoint);
                visitor.visit(rowPoint, columnPoint, tiles * tiling.groupSize());
            }
        }
    }

    private interface PointVisitor {
        /**
         * Visits a pair of points.
         *
         * @param elements the number of tiles that have the points, over all images of a group
         */
        void visit(int rowPoint, int columnPoint, int elements);
    }

    /** The product of the elements of two points with their transformed filter. */
    private record PointProduct(
            MatrixProduct kernel,
            memory.desc sourceFormat,
            long sourceOffset,
            FormattedMemory filter,
            memory.desc targetFormat,
            long targetOffset) {
        Operation at(FormattedMemory source, long groupOffset, FormattedMemory target) {
            return kernel.at(
                    source.part(sourceFormat, groupOffset + sourceOffset),
                    filter,
                    target.part(targetFormat, targetOffset));
        }
    }
}
