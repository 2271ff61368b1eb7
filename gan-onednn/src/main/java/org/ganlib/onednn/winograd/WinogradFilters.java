package org.ganlib.onednn.winograd;

import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.TransformedWeights;

/**
 * The transformed filters of a layer: for each pair of interpolation points, along rows and along
 * columns, a matrix [input channels of all phases, output channels], and its transpose for the
 * other direction. Products of row-major matrices are the fastest, so each direction has its own
 * matrices. They are made at the first call of {@link #matrices}.
 */
final class WinogradFilters implements TransformedWeights {
    private final Compilation compilation;
    private final String name;
    private final FormattedMemory weights;
    private final WinogradTiling tiling;
    private final Operations operations = new Operations();
    private FormattedMemory convolutionMatrices;
    private FormattedMemory transposedMatrices;

    /** Transforms nothing yet. The weights are given in the format of the parameter vector. */
    WinogradFilters(Compilation compilation, String name, FormattedMemory weights, WinogradTiling tiling) {
        this.compilation = compilation;
        this.name = name;
        this.weights = weights;
        this.tiling = tiling;
    }

    /** The transformed filters of a layer, which all passes of the network share. */
    static WinogradFilters of(Compilation compilation, String layer, WinogradTiling tiling) {
        String segment = layer + "/W";
        return compilation
                .parameters()
                .transformed(
                        segment,
                        tiling.weightFormat(),
                        WinogradFilters.class,
                        (arena, weights) -> new WinogradFilters(compilation.in(arena), segment, weights, tiling));
    }

    @Override
    public void refresh() {
        operations.run();
    }

    /** The matrices for a direction, one after the other at {@link WinogradTiling#filterOffset}. */
    FormattedMemory matrices(Direction direction) {
        if (direction == Direction.TRANSPOSED) {
            transposedMatrices = transposedMatrices == null ? made(direction) : transposedMatrices;
            return transposedMatrices;
        }
        convolutionMatrices = convolutionMatrices == null ? made(direction) : convolutionMatrices;
        return convolutionMatrices;
    }

    private FormattedMemory made(Direction direction) {
        FormattedMemory matrices = FormattedMemory.allocate(compilation.arena(), OneDnn.vector(tiling.filterFloats()));
        Operations making = new Operations();
        new FilterTransform(compilation, name, tiling).transform(making, weights, matrices, direction);
        making.run();
        operations.addAll(making);
        return matrices;
    }
}
