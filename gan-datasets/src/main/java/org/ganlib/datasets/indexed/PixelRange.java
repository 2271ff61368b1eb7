package org.ganlib.datasets.indexed;

import org.ganlib.network.ValueRange;

/** The range pixels are scaled to. */
public enum PixelRange {
    /** −1 to 1, for generators that end in tanh. */
    SIGNED,
    /** 0 to 1, for generators that end in the logistic function. */
    UNIT;

    /** Its ends. */
    public ValueRange bounds() {
        return switch (this) {
            case SIGNED -> ValueRange.SIGNED;
            case UNIT -> ValueRange.UNIT;
        };
    }
}
