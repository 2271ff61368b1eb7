package org.ganlib.onednn.winograd;

import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operations;
import org.ganlib.onednn.step.Compilation;
import org.ganlib.onednn.step.TransformedWeights;

/**
 * What a {@link WinogradTiling}'s products multiply images' and places' numbers by: for each point along rows and along columns a matrix of
 * [channels of all phases, places' channels], and transposed, for the way back. Products of row-major matrices are the fastest, so that each way
 * has matrices of its own, once it is asked for.
 */
final class WinogradFilters implements TransformedWeights {
    private final Compilation compilation;
    private final String name;
    private final FormattedMemory weights;
    private final WinogradTiling tiling;
    private final Operations operations = new Operations();
    private FormattedMemory toPlaces;
    private FormattedMemory toImages;

    /** @param weights as they lie in the flat vector */
    WinogradFilters(Compilation compilation, String name, FormattedMemory weights, WinogradTiling tiling) {
        this.compilation = compilation;
        this.name = name;
        this.weights = weights;
        this.tiling = tiling;
    }

    /** The transformed weights of the layer of that name, which all its passes share. */
    static WinogradFilters of(Compilation compilation, String layer, WinogradTiling tiling) {
        String segment = layer + "/W";
        return compilation
                .parameters()
                .transformed(
                        segment,
                        tiling.plainWeights(),
                        WinogradFilters.class,
                        (arena, plain) -> new WinogradFilters(compilation.in(arena), segment, plain, tiling));
    }

    @Override
    public void refresh() {
        operations.run();
    }

    /** The matrices one after the other, as {@link WinogradTiling#firstOfMatrix} says. */
    FormattedMemory matrices(boolean forImages) {
        if (forImages) {
            toImages = toImages == null ? made(true) : toImages;
            return toImages;
        }
        toPlaces = toPlaces == null ? made(false) : toPlaces;
        return toPlaces;
    }

    private FormattedMemory made(boolean forImages) {
        FormattedMemory matrices = FormattedMemory.allocate(compilation.arena(), OneDnn.vector(tiling.matrixFloats()));
        Operations making = new Operations();
        new FilterTransform(compilation, name, tiling).separate(making, weights, matrices, forImages);
        making.run();
        operations.addAll(making);
        return matrices;
    }
}
