package org.ganlib.onednn;

import static org.ganlib.onednn.Halving.PRODUCTS;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/** What a {@link Halving} computes. */
final class HalvingProducts implements TiledProducts {
    private final Compilation compilation;
    private final String name;
    private final Halving halving;
    private final HalvingWeights weights;
    private final HalvingPatches patches;

    HalvingProducts(Compilation compilation, String name, Halving halving, HalvingWeights weights) {
        this.compilation = compilation;
        this.name = name;
        this.halving = halving;
        this.weights = weights;
        patches = new HalvingPatches(compilation, name, halving);
    }

    @Override
    public void convolve(Operations operations, Tensor image, Tensor places) {
        int channels = halving.places().channels();
        memory.desc result = OneDnn.matrix(halving.tiles(), channels);
        MatrixProduct product = MatrixProduct.of(compilation, name, patches.matrix(), weights.matrix(), result);
        Recombination sums = new Recombination(compilation, name, (long) halving.tiles() * channels);
        Elements.Copies scattering = scattering(channels, 2, halving.places().width());
        for (int group = 0; group < halving.groups(); group++) {
            patches.load(operations, image, group);
            for (int k = 0; k < PRODUCTS; k++) {
                for (int l = 0; l < PRODUCTS; l++) {
                    operations.add(product.at(
                            patches.matrix(group, k, l),
                            weights.matrix(k, l),
                            sums.products().part(result, sums.product(k, l))));
                }
            }
            sums.addTo(operations);
            for (int a = 0; a < 2; a++) {
                for (int b = 0; b < 2; b++) {
                    long first = ((long) a * halving.places().width() + b) * channels;
                    operations.add(scattering.at(
                            sums.results(), sums.result(a, b), places, group * halving.placeFloats() + first));
                }
            }
        }
    }

    @Override
    public void load(Operations operations, Tensor image) {
        for (int group = 0; group < halving.groups(); group++) {
            patches.load(operations, image, group);
        }
    }

    @Override
    public void spread(Operations operations, Tensor places, Tensor image) {
        Neighbours pixels = neighbours(algorithm.binary_sub);
        int from = halving.places().channels();
        int to = halving.image().channels();
        Elements.Copies gathering = pixels.gathering(2, halving.tilesHigh(), halving.tilesWide(), from);
        memory.desc left = OneDnn.matrix(halving.tiles(), from);
        memory.desc result = OneDnn.matrix(halving.tiles(), to);
        Tensor gathered = Tensor.allocate(compilation.arena(), left);
        MatrixProduct product =
                MatrixProduct.of(compilation, name + ", transposed", left, OneDnn.transposedMatrix(from, to), result);
        Recombination sums = new Recombination(compilation, name, (long) halving.tiles() * to);
        int width = halving.image().width();
        Elements.Copies scattering = scattering(to, 4, width);
        for (int group = 0; group < halving.groups(); group++) {
            pixels.load(operations, places, group * halving.placeFloats());
            for (int row = 0; row < 2; row++) {
                for (int column = 0; column < 2; column++) {
                    for (int k = 0; k < PRODUCTS; k++) {
                        for (int l = 0; l < PRODUCTS; l++) {
                            operations.add(pixels.gather(
                                    gathering,
                                    k != 1,
                                    l != 1,
                                    (k == 0 ? 0 : 1) + 1 - row,
                                    (l == 0 ? 0 : 1) + 1 - column,
                                    gathered,
                                    0));
                            operations.add(product.at(
                                    gathered,
                                    weights.transposed(PRODUCTS - 1 - k, PRODUCTS - 1 - l, row, column),
                                    sums.products().part(result, sums.product(k, l))));
                        }
                    }
                    sums.addTo(operations);
                    for (int a = 0; a < 2; a++) {
                        for (int b = 0; b < 2; b++) {
                            long first = ((2L * a + 1 - row) * width + 2L * b + 1 - column) * to;
                            operations.add(scattering.at(
                                    sums.results(), sums.result(a, b), image, group * halving.imageFloats() + first));
                        }
                    }
                }
            }
        }
    }

    @Override
    public void differentiate(Operations operations, Tensor placeGradient, Tensor weightGradient) {
        Neighbours pixels = neighbours(algorithm.binary_add);
        int channels = halving.places().channels();
        Elements.Copies gathering = pixels.gathering(2, halving.tilesHigh(), halving.tilesWide(), channels);
        memory.desc left = OneDnn.transposedMatrix(channels, halving.tiles());
        memory.desc result = OneDnn.matrix(channels, halving.phaseChannels());
        Tensor gathered = Tensor.allocate(compilation.arena(), left);
        String label = name + ", to weights";
        MatrixProduct first = MatrixProduct.of(compilation, label, left, patches.matrix(), result);
        MatrixProduct further = MatrixProduct.adding(compilation, label, left, patches.matrix(), result);
        Recombination sums = new Recombination(compilation, label, (long) halving.phaseChannels() * channels);
        for (int group = 0; group < halving.groups(); group++) {
            pixels.load(operations, placeGradient, group * halving.placeFloats());
            for (int k = 0; k < PRODUCTS; k++) {
                for (int l = 0; l < PRODUCTS; l++) {
                    operations.add(
                            pixels.gather(gathering, k == 1, l == 1, k == 2 ? 2 : 1, l == 2 ? 2 : 1, gathered, 0));
                    operations.add((group == 0 ? first : further)
                            .at(
                                    gathered,
                                    patches.matrix(group, k, l),
                                    sums.products().part(result, sums.product(k, l))));
                }
            }
        }
        sums.addTo(operations);
        // [2 taps, 2 taps, places' channels, 2 phases, 2 phases, image channels], seen in the order of the weights'
        // taps.
        long image = halving.image().channels();
        long pair = 4 * image * channels;
        memory.desc taps =
                new memory.desc(HalvingWeights.tapDimensions(image, channels), memory.data_type.f32, new long[] {
                    2 * pair, pair, 2 * image, image, 1, 4 * image
                });
        operations.add(Reorder.operation(
                compilation.arena(),
                label,
                sums.results().as(taps),
                weightGradient.as(HalvingWeights.tapsOfWeights(image, channels))));
    }

    private Neighbours neighbours(algorithm combination) {
        return new Neighbours(
                compilation,
                name,
                halving.images(),
                halving.places(),
                halving.places().height() + 2,
                halving.places().width() + 2,
                1,
                combination);
    }

    /** From one pixel per tile to every {@code step}-th pixel of an image that wide. */
    private Elements.Copies scattering(int channels, long step, long width) {
        long high = halving.tilesHigh();
        long wide = halving.tilesWide();
        return new Elements(compilation, name)
                .copies(
                        new long[] {halving.images(), high, wide, channels},
                        new long[] {high * wide * channels, wide * channels, channels, 1},
                        new long[] {high * step * width * channels, step * width * channels, step * channels, 1});
    }
}
