package org.ganlib.onednn.dense;

import org.ganlib.onednn.memory.FormattedMemory;
import org.ganlib.onednn.memory.OneDnn;
import org.ganlib.onednn.primitive.Operation;
import org.ganlib.onednn.primitive.PlainProduct;
import org.ganlib.onednn.step.Compilation;

/** The gradient of a bias: 1ᵀdz, the sum over the rows. As a matrix product, because oneDNN's reduction is a reference kernel. */
public final class BiasSums {
    private BiasSums() {}

    /**
     * Makes the operation.
     *
     * @param gradient one row per example or pixel, one column per unit or channel
     * @param segment the bias
     */
    public static Operation operation(
            Compilation compilation, String name, FormattedMemory gradient, long rows, long columns, String segment) {
        FormattedMemory ones = FormattedMemory.allocate(compilation.arena(), OneDnn.matrix(1, rows));
        for (int i = 0; i < rows; i++) {
            ones.buffer().put(i, 1);
        }
        return PlainProduct.of(name + ", to bias", 1, columns, rows)
                .multiplication(compilation)
                .at(ones, gradient, compilation.gradientOf(segment, OneDnn.matrix(1, columns)));
    }
}
