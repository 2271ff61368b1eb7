package org.ganlib.onednn.primitive;

import org.ganlib.onednn.memory.FormattedMemory;

/** A matrix product for fixed shapes and strides, made once and bound to many operands. */
public interface MatrixProduct {
    /** The operation C = A·B, or C = C + A·B if the product was made to accumulate. */
    Operation at(FormattedMemory left, FormattedMemory right, FormattedMemory result);
}
