package org.ganlib.onednn.winograd;

import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.primitive.Reorder;
import org.ganlib.onednn.primitive.StridedCopy;
import org.ganlib.onednn.step.Compilation;

/** From a layer's weights to the matrices that a {@link WinogradTiling}'s products multiply by, G along both axes, and back. */
final class FilterTransform {
    private final Compilation compilation;
    private final String name;
    private final WinogradTiling tiling;
    private final double[][] rows;
    private final double[][] columns;
    private final int taps;

    /** Floats of one tap, or of one point, along both axes. */
    private final long pairs;

    /** Floats of all points along columns that stand at one along rows. */
    private final long line;

    FilterTransform(Compilation compilation, String name, WinogradTiling tiling) {
        this.compilation = compilation;
        this.name = name;
        this.tiling = tiling;
        rows = tiling.rows().longest().ofTaps();
        columns = tiling.columns().longest().ofTaps();
        taps = tiling.taps();
        pairs = tiling.pairs();
        line = columns.length * pairs;
    }

    /**
     * From weights to matrices.
     *
     * @param toImages whether the matrices are to lead from places' channels to images', transposed
     */
    void separate(Operations operations, FormattedMemory weights, FormattedMemory matrices, boolean toImages) {
        // Not of the workspace: zeros beyond the kernel are never written.
        FormattedMemory separate = FormattedMemory.allocate(compilation.arena(), OneDnn.vector(pairs * taps * taps));
        FormattedMemory between = compilation.workspace(line * taps);
        copy(operations, weights, separate, 0, toImages, true);
        RowTransform alongColumns = new RowTransform(compilation.kernels(), name, columns, pairs, pairs, pairs, false);
        for (long tap = 0; tap < taps; tap++) {
            operations.add(alongColumns.at(separate, tap * taps * pairs, between, tap * line));
        }
        operations.add(new RowTransform(compilation.kernels(), name, rows, line, line, line, false)
                .at(between, 0, matrices, 0));
    }

    /** Floats of the workspace that {@link #join} wants. */
    long workspaceFloats() {
        return line * taps + pairs * taps * taps + tiling.weightFloats();
    }

    /** From the gradients of matrices to those of weights, wherever these lie when it runs. */
    void join(Operations operations, FormattedMemory matrices, FormattedMemory workspace, FormattedMemory weights) {
        long separate = line * taps;
        operations.add(new RowTransform(
                        compilation.kernels(), name, WinogradTransforms.transposed(rows), line, line, line, false)
                .at(matrices, 0, workspace, 0));
        RowTransform alongColumns = new RowTransform(
                compilation.kernels(), name, WinogradTransforms.transposed(columns), pairs, pairs, pairs, false);
        for (long tap = 0; tap < taps; tap++) {
            operations.add(alongColumns.at(workspace, tap * line, workspace, separate + tap * taps * pairs));
        }
        FormattedMemory joined = workspace.part(tiling.plainWeights(), separate + pairs * taps * taps);
        copy(operations, joined, workspace, separate, false, false);
        operations.add(Reorder.operation(compilation.arena(), name, joined, weights));
    }

    /**
     * Between [places' channels, image channels, kernel, kernel] and [taps, taps, phases, phases, image channels, places' channels] or, to images,
     * [taps, taps, places' channels, phases, phases, image channels].
     */
    private void copy(
            Operations operations,
            FormattedMemory weights,
            FormattedMemory separate,
            long first,
            boolean toImages,
            boolean separating) {
        int kernel = tiling.kernel();
        int stride = tiling.stride();
        long from = tiling.image().channels();
        long to = tiling.places().channels();
        long area = (long) kernel * kernel;
        // The library copies nothing that it takes for overlapping, as several rows of taps, every other one, would be.
        for (int row = 0; row < kernel; row++) {
            for (int column = 0; column < stride; column++) {
                long[] dimensions = {(kernel - column + stride - 1) / stride, from, to};
                long[] plain = {stride, area, from * area};
                long[] apart = {pairs, toImages ? 1 : to, toImages ? tiling.phaseChannels() : 1};
                long inPlain = (long) row * kernel + column;
                long inMatrix = (row % stride * stride + column) * from * (toImages ? 1 : to);
                long inSeparate = first + (long) row / stride * taps * pairs + inMatrix;
                operations.add(
                        separating
                                ? StridedCopy.of(compilation.kernels(), name, dimensions, plain, apart)
                                        .at(weights, inPlain, separate, inSeparate)
                                : StridedCopy.of(compilation.kernels(), name, dimensions, apart, plain)
                                        .at(separate, inSeparate, weights, inPlain));
            }
        }
    }
}
