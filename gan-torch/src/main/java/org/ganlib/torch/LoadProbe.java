package org.ganlib.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch in a process of its own, because a library that does not fit may end the process.
 * Prints a line that begins with {@code devices} and lists them, and before it, if CUDA does not
 * work, a line with {@code cuda} and the reason; or else a line with {@code problem} and the reason
 * why libtorch does not load.
 */
final class LoadProbe {
    private LoadProbe() {}

    /** Runs the probe. */
    public static void main(String[] arguments) {
        Optional<String> problem = TorchLibrary.problem();
        if (problem.isPresent()) {
            System.out.println("problem " + problem.get());
            return;
        }
        if (TorchLibrary.isForCuda()) {
            TorchLibrary.cudaProblem().ifPresent(text -> System.out.println("cuda " + text));
        }
        System.out.println("devices " + devices());
    }

    private static String devices() {
        List<String> devices = new ArrayList<>(List.of("cpu"));
        int count = torch.cuda_is_available() ? torch.cuda_device_count() : 0;
        for (int i = 0; i < count; i++) {
            devices.add("cuda:" + i);
        }
        if (torch.hasMPS()) {
            devices.add("mps");
        }
        return String.join(", ", devices);
    }
}
