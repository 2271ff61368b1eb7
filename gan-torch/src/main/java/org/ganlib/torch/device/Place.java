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
 * A device of libtorch's, and the only way for numbers between it and the host. On the processor,
 * whose memory is the host's, nothing is carried and nothing counted.
 *
 * <p>A {@linkplain #simulated() simulated device} computes on the processor but has a memory of its
 * own: its tensors are reached by transfers alone. What the host held of a transfer is spoiled as
 * soon as the device has it, so that a computation with the host's copy in the place of the
 * device's gives NaN. Used by one thread.
 */
public final class Place {
    private static final Scalar NAN = new Scalar(Double.NaN);

    private final Device device;
    private final boolean onHost;
    private final boolean simulated;
    private final TransferCount transfers = new TransferCount();
    /** Null but on CUDA's devices, and until the first upload. */
    private CopyStream copies;
    /** The number of times that the host waited until all uploads had left it. */
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
     * A vector on the host, from which numbers are carried to the device or to which they are
     * carried back; pinned where the device is CUDA's, so that an upload need not be waited for.
     */
    Tensor hostVector(long length, ScalarType type) {
        Tensor vector = torch.zeros(new long[] {length}, new TensorOptions(type));
        return device.is_cuda() ? vector.pin_memory() : vector;
    }

    /**
     * Carries numbers to the device. The host may write to the source again once {@link
     * #waitsSoFar()} has grown. On CUDA's devices the numbers travel while the device computes what
     * it was asked for before.
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
            source.fill_(NAN);
        }
    }

    /**
     * Carries numbers to the host, and waits until they are there.
     *
     * @param target a tensor on the host
     */
    void download(Tensor source, Tensor target) {
        transfers.down(source.numel());
        target.copy_(source, false);
        waits++;
    }

    /** The number of times that the host waited until all uploads had left it. */
    long waitsSoFar() {
        return waits;
    }

    private CopyStream copies() {
        if (copies == null) {
            copies = new CopyStream(device);
        }
        return copies;
    }

    /** Waits until all uploads have left the host. */
    void awaitUploads() {
        if (device.is_cuda()) {
            copies().await();
        } else if (device.is_mps()) {
            // A transfer of one number waits for everything before it.
            Natives.constant(() -> zeros(1, ScalarType.Float).item_double());
        }
        waits++;
    }

    /** libtorch's name of the device. */
    @Override
    public String toString() {
        return simulated ? "simulated" : device.str().getString();
    }
}
