package org.ganlib.onednn;

import static org.ganlib.onednn.Halving.PRODUCTS;

import org.bytedeco.dnnl.global.dnnl.algorithm;

/**
 * From the 3 · 3 products of a {@link Halving} to its 2 · 2 results: m₀ + m₁ and m₁ − m₂ along both axes.
 *
 * <p>Products lie one behind the other, those of one column together; results as well, those of one row together.
 */
final class Recombination {
    private final long length;
    private final Tensor products;
    private final Tensor between;
    private final Tensor results;
    private final Operations operations = new Operations();

    /** @param length floats in one product */
    Recombination(Compilation compilation, String name, long length) {
        this.length = length;
        Arena arena = compilation.arena();
        products = Tensor.allocate(arena, OneDnn.vector(PRODUCTS * PRODUCTS * length));
        between = Tensor.allocate(arena, OneDnn.vector(2 * PRODUCTS * length));
        results = Tensor.allocate(arena, OneDnn.vector(4 * length));
        Elements elements = new Elements(compilation, name);
        long column = PRODUCTS * length;
        Elements.Pairwise sums = elements.pairwise(algorithm.binary_add, column);
        Elements.Pairwise differences = elements.pairwise(algorithm.binary_sub, column);
        operations.add(sums.at(products, 0, products, column, between, 0));
        operations.add(differences.at(products, column, products, 2 * column, between, column));
        Elements.Pairwise sum = elements.pairwise(algorithm.binary_add, length);
        Elements.Pairwise difference = elements.pairwise(algorithm.binary_sub, length);
        for (int b = 0; b < 2; b++) {
            operations.add(sum.at(between, b * column, between, b * column + length, results, result(0, b)));
            operations.add(difference.at(
                    between, b * column + length, between, b * column + 2 * length, results, result(1, b)));
        }
    }

    Tensor products() {
        return products;
    }

    /** Where the product lies that stands at k among the rows and at l among the columns. */
    long product(int k, int l) {
        return (PRODUCTS * l + k) * length;
    }

    Tensor results() {
        return results;
    }

    /** Where the result lies that stands at a among the rows and at b among the columns. */
    long result(int a, int b) {
        return (2 * a + b) * length;
    }

    void addTo(Operations all) {
        operations.list().forEach(all::add);
    }
}
