package org.ganlib.onednn;

import static org.ganlib.onednn.Halving.PRODUCTS;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/** The right matrices of a {@link Halving}'s products, [4 · image channels, places' channels] each: w[0], w[0] + w[1], w[1] along both axes. */
final class HalvingWeights implements TransformedWeights {
    private final Tensor[] matrices = new Tensor[PRODUCTS * PRODUCTS];
    private final Operations operations = new Operations();
    private final long imageChannels;
    private final long placeChannels;

    /** @param weights as they lie in the flat vector: [places' channels, image channels, 4, 4] */
    HalvingWeights(Compilation compilation, String name, Tensor weights, Halving halving) {
        imageChannels = halving.image().channels();
        placeChannels = halving.places().channels();
        long[] dimensions = tapDimensions(imageChannels, placeChannels);
        long length = 4 * imageChannels * placeChannels;
        memory.desc dense = new memory.desc(dimensions, memory.data_type.f32, memory.format_tag.abcdef);
        Tensor taps = Tensor.allocate(compilation.arena(), dense);
        operations.add(Reorder.operation(
                compilation.arena(), name, weights.as(tapsOfWeights(imageChannels, placeChannels)), taps));
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
                matrices[index(2 * a, 2 * b)] = taps.part(matrix(), (2 * a + b) * length);
            }
        }
        Elements.Pairwise sum = new Elements(compilation, name).pairwise(algorithm.binary_add, length);
        for (int k = 0; k < PRODUCTS; k += 2) {
            add(compilation, sum, index(k, 0), index(k, 2), index(k, 1));
        }
        for (int l = 0; l < PRODUCTS; l++) {
            add(compilation, sum, index(0, l), index(2, l), index(1, l));
        }
    }

    private void add(Compilation compilation, Elements.Pairwise sum, int left, int right, int result) {
        matrices[result] = Tensor.allocate(compilation.arena(), matrix());
        operations.add(sum.at(matrices[left], 0, matrices[right], 0, matrices[result], 0));
    }

    /** Tap and phase along rows, tap and phase along columns apart: [2 taps, 2 taps, 2 phases, 2 phases, image channels, places' channels]. */
    static long[] tapDimensions(long imageChannels, long placeChannels) {
        return new long[] {2, 2, 2, 2, imageChannels, placeChannels};
    }

    /** Weights in the flat vector, in the dimensions of {@link #tapDimensions}. */
    static memory.desc tapsOfWeights(long imageChannels, long placeChannels) {
        return new memory.desc(tapDimensions(imageChannels, placeChannels), memory.data_type.f32, new long[] {
            8, 2, 4, 1, 16, 16 * imageChannels
        });
    }

    @Override
    public void refresh() {
        operations.run();
    }

    memory.desc matrix() {
        return OneDnn.matrix(4 * imageChannels, placeChannels);
    }

    /** The matrix of the product that stands at k among the rows and at l among the columns. */
    Tensor matrix(int k, int l) {
        return matrices[index(k, l)];
    }

    /** The part of {@link #matrix(int, int)} for one phase of the image, transposed: [places' channels, image channels]. */
    Tensor transposed(int k, int l, int rowPhase, int columnPhase) {
        return matrix(k, l)
                .part(
                        OneDnn.transposedMatrix(placeChannels, imageChannels),
                        (2L * rowPhase + columnPhase) * imageChannels * placeChannels);
    }

    private static int index(int k, int l) {
        return PRODUCTS * k + l;
    }
}
