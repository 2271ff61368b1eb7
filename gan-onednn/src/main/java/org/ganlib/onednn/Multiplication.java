package org.ganlib.onednn;

/** A matrix product, made once and run at many places. */
interface Multiplication {
    /** C = A·B, or C + A·B where it was made to add. */
    Operation at(FormattedMemory left, FormattedMemory right, FormattedMemory result);
}
