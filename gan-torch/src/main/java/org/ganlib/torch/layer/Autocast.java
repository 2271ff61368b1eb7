package org.ganlib.torch.layer;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.network.NumericPrecision;
import org.ganlib.torch.device.Place;

/**
 * libtorch's automatic choice of a precision for each operation: matrix products and convolutions in
 * bfloat16, the rest as their arguments come. The backward pass of an operation has its precision.
 */
final class Autocast {
    private Autocast() {}

    /** Computes a result in that precision. */
    static <T> T in(NumericPrecision precision, Place place, Supplier<T> operations) {
        if (precision != NumericPrecision.BF16) {
            return operations.get();
        }
        DeviceType device = place.device().type();
        torch.set_autocast_dtype(device, ScalarType.BFloat16);
        torch.increment_nesting();
        torch.set_autocast_enabled(device, true);
        try {
            return operations.get();
        } finally {
            torch.set_autocast_enabled(device, false);
            if (torch.decrement_nesting() == 0) {
                // The cache holds rounded parameters, which are about to change.
                torch.clear_cache();
            }
        }
    }
}
