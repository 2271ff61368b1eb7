package org.ganlib.bench.contestant;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch_cuda;

/** The memory that libtorch's allocator holds on a device. */
final class DeviceUse {
    private static final int BYTES_PER_KIB = 1024;

    private DeviceUse() {}

    /** The peak of that memory in this process so far, in KiB; 0 on devices other than CUDA's. */
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
