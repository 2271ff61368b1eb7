package org.ganlib.onednn;

import org.bytedeco.dnnl.memory;

/** The gradient of a bias: 1ᵀdz, the sum over the rows. As a matrix product, because oneDNN's reduction is a reference kernel. */
final class BiasSums {
    private BiasSums() {}

    /**
     * @param gradient one row per example or pixel, one column per unit or channel
     * @param segment the bias
     */
    static Operation operation(
            Compilation compilation, String name, Tensor gradient, long rows, long columns, String segment) {
        memory.desc matrix = OneDnn.matrix(rows, columns);
        memory.desc row = OneDnn.matrix(1, rows);
        memory.desc bias = OneDnn.matrix(1, columns);
        Tensor ones = Tensor.allocate(compilation.arena(), row);
        for (int i = 0; i < rows; i++) {
            ones.buffer().put(i, 1);
        }
        if (PlainProduct.IS_FAST) {
            Tensor target = compilation.gradientOf(segment, bias);
            return PlainOperation.ofVector(name + ", to bias", ones, gradient, rows, columns, target);
        }
        return MatrixProduct.of(compilation, name + ", to bias", row, matrix, bias)
                .at(ones, gradient.as(matrix), compilation.gradientOf(segment, bias));
    }
}
