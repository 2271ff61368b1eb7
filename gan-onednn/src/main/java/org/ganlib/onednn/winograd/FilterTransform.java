package org.ganlib.onednn.winograd;

import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.primitive.StridedCopy;
import org.ganlib.onednn.step.Compilation;

/**
 * The filter transform G along both axes, from the weights of a layer to its transformed filters,
 * and its transpose, from the gradients of the transformed filters to those of the weights.
 */
final class FilterTransform {
    private final Compilation compilation;
    private final String name;
    private final WinogradTiling tiling;
    private final double[][] rows;
    private final double[][] columns;
    private final int taps;

    /** The number of floats of one tap, or of one point, along both axes. */
    private final long pairFloats;

    /** The number of floats of all points along columns that belong to one point along rows. */
    private final long rowPointFloats;

    FilterTransform(Compilation compilation, String name, WinogradTiling tiling) {
        this.compilation = compilation;
        this.name = name;
        this.tiling = tiling;
        rows = tiling.rows().largestTransforms().filterTransform();
        columns = tiling.columns().largestTransforms().filterTransform();
        taps = tiling.taps();
        pairFloats = tiling.channelPairs();
        rowPointFloats = columns.length * pairFloats;
    }

    /**
     * Adds the operations that transform weights.
     *
     * @param weights the weights in the format of the parameter vector
     * @param matrices receives the transformed filters
     * @param direction the direction in which the transformed filters are used
     */
    void transform(Operations operations, FormattedMemory weights, FormattedMemory matrices, Direction direction) {
        // This memory is not part of the workspace, because zeros beyond the kernel are never
        // written.
        FormattedMemory byTap = FormattedMemory.allocate(compilation.arena(), OneDnn.vector(pairFloats * taps * taps));
        FormattedMemory intermediate = compilation.workspace(rowPointFloats * taps);
        copyToTaps(operations, weights, byTap, direction);
        RowTransform alongColumns = rowTransform(columns, pairFloats);
        for (long tap = 0; tap < taps; tap++) {
            operations.add(alongColumns.at(byTap, tap * taps * pairFloats, intermediate, tap * rowPointFloats));
        }
        operations.add(rowTransform(rows, rowPointFloats).at(intermediate, 0, matrices, 0));
    }

    /** The number of floats of the workspace that {@link #transpose} needs. */
    long workspaceFloats() {
        return rowPointFloats * taps + pairFloats * taps * taps + tiling.weightFloats();
    }

    /**
     * Adds the operations that compute the weight gradient.
     *
     * @param matrices the gradients of the transformed filters for {@link Direction#CONVOLUTION}
     * @param weights receives the weight gradient; its address is read when the operations run
     */
    void transpose(
            Operations operations, FormattedMemory matrices, FormattedMemory workspace, FormattedMemory weights) {
        long byTap = rowPointFloats * taps;
        operations.add(rowTransform(WinogradTransforms.transposed(rows), rowPointFloats)
                .at(matrices, 0, workspace, 0));
        RowTransform alongColumns = rowTransform(WinogradTransforms.transposed(columns), pairFloats);
        for (long tap = 0; tap < taps; tap++) {
            operations.add(
                    alongColumns.at(workspace, tap * rowPointFloats, workspace, byTap + tap * taps * pairFloats));
        }
        FormattedMemory result = workspace.part(tiling.weightFormat(), byTap + pairFloats * taps * taps);
        copyFromTaps(operations, workspace, byTap, result);
        operations.add(Reorder.operation(compilation.arena(), name, result, weights));
    }

    private RowTransform rowTransform(double[][] matrix, long width) {
        return RowTransform.of(compilation.kernels(), name, matrix, width, width, width);
    }

    /**
     * Copies weights [output channels, input channels, kernel, kernel] to [taps, taps, phases,
     * phases, input channels, output channels] for the convolution, or to [taps, taps, output
     * channels, phases, phases, input channels] for the transposed convolution.
     */
    private void copyToTaps(
            Operations operations, FormattedMemory weights, FormattedMemory byTap, Direction direction) {
        forEachStrip(
                direction,
                (dimensions, weightStrides, weightOffset, tapStrides, tapOffset) -> operations.add(
                        StridedCopy.of(compilation.kernels(), name, dimensions, weightStrides, tapStrides)
                                .at(weights, weightOffset, byTap, tapOffset)));
    }

    private void copyFromTaps(Operations operations, FormattedMemory workspace, long first, FormattedMemory weights) {
        forEachStrip(
                Direction.CONVOLUTION,
                (dimensions, weightStrides, weightOffset, tapStrides, tapOffset) -> operations.add(
                        StridedCopy.of(compilation.kernels(), name, dimensions, tapStrides, weightStrides)
                                .at(workspace, first + tapOffset, weights, weightOffset)));
    }

    /**
     * Visits the strips of the kernel: the elements of one kernel row that belong to one phase
     * along columns. Each strip is a copy of its own. oneDNN refuses one copy for several kernel
     * rows, because it judges a copy of every other row to overlap the rows in between.
     */
    private void forEachStrip(Direction direction, Strip strip) {
        boolean transposed = direction == Direction.TRANSPOSED;
        int kernel = tiling.kernelSize();
        int stride = tiling.stride();
        long inputs = tiling.input().channels();
        long outputs = tiling.output().channels();
        long area = (long) kernel * kernel;
        for (int row = 0; row < kernel; row++) {
            for (int column = 0; column < stride; column++) {
                long[] dimensions = {(kernel - column + stride - 1) / stride, inputs, outputs};
                long[] weightStrides = {stride, area, inputs * area};
                long[] tapStrides = {pairFloats, transposed ? 1 : outputs, transposed ? tiling.phaseChannels() : 1};
                long weightOffset = (long) row * kernel + column;
                long phaseOffset = (row % stride * stride + column) * inputs * (transposed ? 1 : outputs);
                long tapOffset = (long) row / stride * taps * pairFloats + phaseOffset;
                strip.copy(dimensions, weightStrides, weightOffset, tapStrides, tapOffset);
            }
        }
    }

    private interface Strip {
        void copy(long[] dimensions, long[] weightStrides, long weightOffset, long[] tapStrides, long tapOffset);
    }
}
