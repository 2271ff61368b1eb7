package org.ganlib.torch;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.pytorch.global.torch;
import org.ganlib.network.EngineOptions;
import org.ganlib.problem.GanException;
import org.ganlib.torch.device.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The choice of a device among those that libtorch finds. */
final class Devices {
    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private Devices() {}

    /**
     * A device, and the reason why it was chosen.
     *
     * @param place the device
     * @param reason the reason, in a few words
     */
    record Choice(Place place, String reason) {}

    /**
     * The device of that name.
     *
     * @param name {@code auto} for CUDA's first device, else Apple's, else the processor
     * @throws GanException if there is no such device; the message says what is missing
     */
    static Choice choose(String name) {
        if (name.equals(EngineOptions.AUTO)) {
            return TorchLibrary.isForCuda() ? withCudaLibrary(cudaProblem()) : withoutCudaLibrary();
        }
        if (name.equals("mps") && !torch.hasMPS()) {
            throw new GanException("device: mps is Apple's, and libtorch finds no such device here. Use device=cpu");
        }
        if (name.startsWith("cuda")) {
            requireCuda(name);
        }
        return new Choice(Place.named(name.equals("cuda") ? "cuda:0" : name), "as asked for");
    }

    /**
     * The fastest device with libtorch's library for CUDA. Who fetched that library expects a CUDA
     * device, and is told once if there is none.
     *
     * @param problem the reason why CUDA does not work; empty if it does
     */
    static Choice withCudaLibrary(Optional<String> problem) {
        if (problem.isEmpty()) {
            return new Choice(Place.named("cuda:0"), "the first CUDA device");
        }
        if (!TOLD.getAndSet(true)) {
            LOG.info("device: computing on the processor. {}", problem.get());
        }
        return new Choice(Place.processor(), problem.get());
    }

    private static Choice withoutCudaLibrary() {
        return torch.hasMPS()
                ? new Choice(Place.named("mps"), "Apple's device")
                : new Choice(Place.processor(), "libtorch's library is the one for the processor");
    }

    private static void requireCuda(String name) {
        if (!TorchLibrary.isForCuda()) {
            throw new GanException("device: " + name + " needs libtorch for CUDA, and this one is for the processor."
                    + " Start with gan --with torch-cuda, or use device=cpu");
        }
        cudaProblem().ifPresent(problem -> {
            throw new GanException("device: " + name + ": " + problem + ". Or use device=cpu");
        });
        int index = name.equals("cuda") ? 0 : Integer.parseInt(name.substring("cuda:".length()));
        int count = torch.cuda_device_count();
        if (index >= count) {
            throw new GanException("device: there is no " + name + ", only cuda:0 to cuda:" + (count - 1));
        }
    }

    /** The reason why libtorch's library for CUDA has no device, and what to do; empty if it has. */
    private static Optional<String> cudaProblem() {
        return TorchLibrary.cudaProblem()
                .or(() -> torch.cuda_is_available()
                        ? Optional.empty()
                        : Optional.of("libtorch finds no NVIDIA device with a driver for CUDA 13. See what nvidia-smi"
                                + " says"));
    }
}
