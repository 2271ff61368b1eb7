package org.ganlib.torch;

import org.bytedeco.pytorch.global.torch;
import org.ganlib.network.EngineOptions;
import org.ganlib.problem.GanException;
import org.ganlib.torch.device.Place;

/** The choice of a device among those that libtorch finds. */
final class Devices {
    private Devices() {}

    /**
     * The device of that name.
     *
     * @param name {@code auto} for CUDA's first device, else Apple's, else the processor
     * @throws GanException if there is no such device; the message says what is missing
     */
    static Place choose(String name) {
        if (name.equals(EngineOptions.AUTO)) {
            if (TorchLibrary.isForCuda() && TorchLibrary.cudaProblem().isEmpty() && torch.cuda_is_available()) {
                return Place.named("cuda:0");
            }
            return torch.hasMPS() ? Place.named("mps") : Place.processor();
        }
        if (name.equals("mps") && !torch.hasMPS()) {
            throw new GanException("device: mps is Apple's, and libtorch finds no such device here. Use device=cpu");
        }
        if (name.startsWith("cuda")) {
            requireCuda(name);
            return Place.named(name.equals("cuda") ? "cuda:0" : name);
        }
        return Place.named(name);
    }

    private static void requireCuda(String name) {
        if (TorchLibrary.isForCuda()) {
            TorchLibrary.cudaProblem().ifPresent(problem -> {
                throw new GanException("device: " + name + ": " + problem + ". Or use device=cpu");
            });
        }
        if (!torch.hasCUDA()) {
            throw new GanException("device: " + name + " needs libtorch for CUDA, and this one is for the processor."
                    + " Start with gan --with torch-cuda, or use device=cpu");
        }
        if (!torch.cuda_is_available()) {
            throw new GanException("device: libtorch finds no NVIDIA device with a driver for CUDA 13. See what"
                    + " nvidia-smi says, or use device=cpu");
        }
        int index = name.equals("cuda") ? 0 : Integer.parseInt(name.substring("cuda:".length()));
        int count = torch.cuda_device_count();
        if (index >= count) {
            throw new GanException("device: there is no " + name + ", only cuda:0 to cuda:" + (count - 1));
        }
    }
}
