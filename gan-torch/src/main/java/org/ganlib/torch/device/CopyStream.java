package org.ganlib.torch.device;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.cuda.CUDAEvent;
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * A CUDA stream for uploads, which run while the computation stream is still busy. An upload has
 * three parts:
 *
 * <ol>
 *   <li>The upload stream copies from pinned host memory to a temporary tensor. It cannot write to
 *       the target itself, because kernels that are still queued may read the target.
 *   <li>The computation stream waits for an event, which the upload stream records after the copy.
 *   <li>The computation stream copies from the temporary tensor to the target, in order with the
 *       kernels before and after.
 * </ol>
 *
 * <p>The computation stream is the one that is current in the thread that calls. libtorch keeps a
 * current stream for each thread and each device, so that changing it here concerns neither other
 * threads nor other devices. Used by one thread. Loading this class needs libtorch's library for
 * CUDA.
 */
final class CopyStream {
    private final Device device;
    private final CUDAStream uploads;
    /**
     * The event that the temporary tensor of the latest upload is filled. It can be recorded again
     * at once, because a stream waits for the recording that was the latest when it was told to.
     */
    private final CUDAEvent arrival;

    CopyStream(Device device) {
        this.device = device;
        uploads = Natives.keep(torch_cuda.getStreamFromPool(false, device.index()));
        arrival = Natives.keep(new CUDAEvent());
    }

    /**
     * Begins an upload. The source may be freed at once: libtorch's allocator of pinned memory waits
     * for copies that are under way before it gives the memory to somebody else.
     *
     * @param source a tensor in pinned memory, whose elements must not change before {@link
     *     #await()} has returned
     * @param target a tensor of the device
     */
    void upload(Tensor source, Tensor target) {
        CUDAStream computation = torch_cuda.getCurrentCUDAStream(device.index());
        Tensor temporary;
        // The allocator assigns a tensor to the stream that is current when it is made.
        torch_cuda.setCurrentCUDAStream(uploads);
        try {
            temporary = source.to(device, source.scalar_type(), true, true, new MemoryFormatOptional());
            arrival.record(uploads);
        } finally {
            torch_cuda.setCurrentCUDAStream(computation);
        }
        arrival.block(computation);
        target.copy_(temporary, true);
        // Otherwise the next upload could get this memory while the computation stream reads it.
        temporary.record_stream(computation.unwrap());
    }

    /** Waits until all uploads have read their sources. */
    void await() {
        uploads.synchronize();
    }
}
