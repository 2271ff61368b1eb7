package org.ganlib.onednn.primitive;

import org.ganlib.onednn.memory.FormattedMemory;

/** A matrix product, made once and run at many places. */
public interface MatrixProduct {
    /** C = A·B, or C + A·B where it was made to add. */
    Operation at(FormattedMemory left, FormattedMemory right, FormattedMemory result);
}
