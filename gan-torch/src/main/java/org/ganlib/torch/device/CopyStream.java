package org.ganlib.torch.device;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.cuda.CUDAEvent;
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * A stream of CUDA's that carries numbers to a device beside the stream that computes. The numbers
 * of an upload go to memory of their own, while the device still works on what it was asked for
 * before; then the computation waits for them, and moves them to their place. Used by one thread.
 *
 * <p>Its class needs libtorch's part for CUDA.
 */
final class CopyStream {
    private final Device device;
    private final CUDAStream copies;
    /** Tells the computation that the last upload has arrived. */
    private final CUDAEvent arrival;

    CopyStream(Device device) {
        this.device = device;
        copies = Natives.keep(torch_cuda.getStreamFromPool(false, device.index()));
        arrival = Natives.keep(new CUDAEvent());
    }

    /**
     * Begins an upload.
     *
     * @param source a tensor in pinned memory, which must not change until {@link #await()}
     * @param target a tensor of the device
     */
    void upload(Tensor source, Tensor target) {
        CUDAStream computation = torch_cuda.getCurrentCUDAStream(device.index());
        Tensor arrived;
        torch_cuda.setCurrentCUDAStream(copies);
        try {
            arrived = source.to(device, source.scalar_type(), true, true, new MemoryFormatOptional());
            arrival.record(copies);
        } finally {
            torch_cuda.setCurrentCUDAStream(computation);
        }
        arrival.block(computation);
        target.copy_(arrived, true);
        // The memory must not be given to the next upload while the computation still reads it.
        arrived.record_stream(computation.unwrap());
    }

    /** Waits until the numbers of all uploads have left the host. */
    void await() {
        copies.synchronize();
    }
}
