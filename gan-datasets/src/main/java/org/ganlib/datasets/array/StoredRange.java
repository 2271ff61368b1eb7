package org.ganlib.datasets.array;

import java.util.Optional;
import org.ganlib.network.ValueRange;

/**
 * The range of the numbers in an array, from which they are mapped to the range of the examples.
 */
public enum StoredRange {
    /** 0 to 255 for unsigned bytes. Other numbers are already in the range of the examples. */
    AUTO,
    /** 0 to 255, whatever the number type. */
    BYTES,
    /** 0 to 1. */
    UNIT,
    /** −1 to 1. */
    SIGNED;

    private static final ValueRange OF_BYTES = new ValueRange(0, 255);

    /** The range to map numbers from; empty if the numbers are kept as they are. */
    Optional<ValueRange> mappedFrom(boolean unsignedBytes, ValueRange to) {
        return switch (this) {
            case AUTO -> unsignedBytes && to.isBounded() ? Optional.of(OF_BYTES) : Optional.empty();
            case BYTES -> Optional.of(OF_BYTES);
            case UNIT -> Optional.of(ValueRange.UNIT);
            case SIGNED -> Optional.of(ValueRange.SIGNED);
        };
    }
}
