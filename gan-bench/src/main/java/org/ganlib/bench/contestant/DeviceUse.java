package org.ganlib.bench.contestant;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch_cuda;

/** The memory that libtorch takes on a device. */
final class DeviceUse {
    private static final int BYTES_PER_KIB = 1024;

    private DeviceUse() {}

    /** The most memory that was taken so far in this process, in KiB; 0 unless it is CUDA's. */
    @SuppressWarnings("try") // The scope works by being open.
    static long kib(String device) {
        if (!device.startsWith("cuda")) {
            return 0;
        }
        try (PointerScope scope = new PointerScope()) {
            byte index = device.equals("cuda") ? 0 : new Device(device).index();
            return torch_cuda
                            .getAllocator()
                            .getDeviceStats(index)
                            .reserved_bytes()
                            .peak()
                    / BYTES_PER_KIB;
        }
    }
}
