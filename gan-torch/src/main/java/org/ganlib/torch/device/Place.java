package org.ganlib.torch.device;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.tensor.TransferCount;

/**
 * A device of libtorch's. Every transfer between its memory and the host's goes through this class,
 * which counts them. On the processor, whose memory is the host's, there are no transfers.
 *
 * <p>A {@linkplain #simulated() simulated device} computes on the processor, but its tensors are
 * reached by transfers alone, as if it had a memory of its own. After an upload the host's copy is
 * filled with NaN, so that a computation that wrongly reads it gives NaN. Used by one thread.
 */
public final class Place {

    private final Device device;
    private final boolean onHost;
    private final boolean simulated;
    private final TransferCount transfers = new TransferCount();
    /** The stream of uploads to a CUDA device; null before the first one, and on other devices. */
    private CopyStream copies;
    /** The number of times that the host waited until no upload was under way. */
    private long waits;

    private Place(Device device, boolean onHost, boolean simulated) {
        this.device = device;
        this.onHost = onHost;
        this.simulated = simulated;
    }

    /** The processor. */
    public static Place processor() {
        return new Place(new Device("cpu"), true, false);
    }

    /** A device with a memory of its own, simulated on the processor. */
    public static Place simulated() {
        return new Place(new Device("cpu"), false, true);
    }

    /**
     * The device of that name, for example {@code cuda:0} or {@code mps}.
     *
     * @throws RuntimeException if libtorch knows no such device
     */
    public static Place named(String name) {
        Device device = new Device(name);
        return device.is_cpu() ? processor() : new Place(device, false, false);
    }

    /** The device as libtorch knows it. */
    public Device device() {
        return device;
    }

    /** Tells whether its tensors lie in the host's memory, where they can be read in place. */
    public boolean isOnHost() {
        return onHost;
    }

    /** Counts of the transfers so far. */
    public TransferCount transfers() {
        return transfers;
    }

    /** A description of tensors of that type in this place. */
    public TensorOptions options(ScalarType type) {
        return new TensorOptions(type).device(new DeviceOptional(device));
    }

    /** A new tensor of zeros in this place. */
    public Tensor zeros(long length, ScalarType type) {
        return torch.zeros(new long[] {length}, options(type));
    }

    /**
     * A vector on the host that is the source of uploads or the target of downloads. For a CUDA
     * device its memory is pinned, so that uploads can run while the host goes on.
     */
    Tensor hostVector(long length, ScalarType type) {
        Tensor vector = torch.zeros(new long[] {length}, new TensorOptions(type));
        return device.is_cuda() ? vector.pin_memory() : vector;
    }

    /**
     * Uploads a tensor. On a CUDA device this only begins: the host may write to the source again
     * when {@link #waitsSoFar()} has grown. On every other device the upload has ended when this
     * returns.
     *
     * @param source a tensor on the host
     */
    void upload(Tensor source, Tensor target) {
        transfers.up(source.numel());
        if (device.is_cuda()) {
            copies().upload(source, target);
        } else {
            target.copy_(source, false);
        }
        if (simulated) {
            source.fill_(new Scalar(Double.NaN));
        }
    }

    /**
     * Downloads a tensor, and waits until it is on the host. All uploads have ended by then, because
     * the computation before this download waited for them.
     *
     * @param target a tensor on the host
     */
    void download(Tensor source, Tensor target) {
        transfers.down(source.numel());
        target.copy_(source, false);
        waits++;
    }

    /** The number of times that the host waited until no upload was under way. */
    long waitsSoFar() {
        return waits;
    }

    private CopyStream copies() {
        if (copies == null) {
            copies = new CopyStream(device);
        }
        return copies;
    }

    /** Waits until all uploads have read their sources. */
    void awaitUploads() {
        if (copies != null) {
            copies.await();
        }
        waits++;
    }

    /** libtorch's name of the device. */
    @Override
    public String toString() {
        return simulated ? "simulated" : device.str().getString();
    }
}
