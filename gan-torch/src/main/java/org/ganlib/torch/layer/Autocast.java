package org.ganlib.torch.layer;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.network.NumericPrecision;
import org.ganlib.torch.device.Place;

/**
 * libtorch's automatic mixed precision: matrix products and convolutions are computed in bfloat16,
 * and most other operations in the precision of their arguments. The backward pass of an operation
 * has the precision of its forward pass.
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
                // The cache holds the parameters in bfloat16, and an update would make it stale.
                torch.clear_cache();
            }
        }
    }
}
