package org.ganlib.torch;

import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * libtorch's native library. It is looked for on the class path before any of libtorch's classes is
 * touched: two libraries, that of the processor and that of CUDA, would end the Java process.
 */
final class TorchLibrary {
    private static final String OF_PROCESSOR = "";
    private static final String OF_CUDA = "-gpu";

    /** The reason why the library does not load, empty if it loads; null before the first attempt. */
    private static Optional<String> loading;

    private TorchLibrary() {}

    /** The reason why there is not exactly one library to load, and what to do. Loads nothing. */
    static Optional<String> missing() {
        boolean processor = isPresent(OF_PROCESSOR);
        boolean cuda = isPresent(OF_CUDA);
        if (processor && cuda) {
            return Optional.of("libtorch's libraries of the processor and of CUDA are both on the class path, and"
                    + " together they end the process. Leave one out");
        }
        if (!processor && !cuda) {
            return Optional.of("its library is not here. Start with gan --with torch (90 MB, for the processor) or gan"
                    + " --with torch-cuda (460 MB)");
        }
        return Optional.empty();
    }

    /** The reason why the library cannot be used, and what to do; empty if it can. Loads it. */
    static synchronized Optional<String> problem() {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            return missing;
        }
        if (loading == null) {
            loading = load();
        }
        return loading;
    }

    /** Tells whether the library on the class path is that of CUDA. */
    static boolean isForCuda() {
        return isPresent(OF_CUDA);
    }

    /**
     * The reason why the part of CUDA's library that needs CUDA does not work; empty if it does.
     * The rest of it computes on the processor all the same.
     */
    static Optional<String> cudaProblem() {
        if (torch.hasCUDA()) {
            return Optional.empty();
        }
        try {
            Loader.load(torch_cuda.class);
            return torch.hasCUDA()
                    ? Optional.empty()
                    : Optional.of("libtorch's part for CUDA is loaded, and finds no CUDA");
        } catch (LinkageError | TypeNotPresentException e) {
            String reason = reason(e);
            return Optional.of(MissingLibrary.remedy(reason)
                    .orElseGet(() -> "libtorch's part for CUDA does not load: "
                            + reason.lines().findFirst().orElse("no reason given")));
        }
    }

    /** Tells whether that library is on the class path, without loading it. */
    private static boolean isPresent(String suffix) {
        String folder = Loader.getPlatform() + suffix;
        return TorchLibrary.class.getResource("/org/bytedeco/pytorch/" + folder + "/libjnitorch.so") != null
                || TorchLibrary.class.getResource("/org/bytedeco/pytorch/" + folder + "/libjnitorch.dylib") != null
                || TorchLibrary.class.getResource("/org/bytedeco/pytorch/" + folder + "/jnitorch.dll") != null;
    }

    /** All messages of an exception and its causes. */
    private static String reason(Throwable failure) {
        StringBuilder reason = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason.insert(0, cause.getMessage() + "\n");
        }
        return reason.toString();
    }

    private static Optional<String> load() {
        try {
            Loader.load(torch.class);
            return Optional.empty();
        } catch (LinkageError e) {
            String reason = reason(e);
            return Optional.of("libtorch's library does not load: "
                    + MissingLibrary.remedy(reason)
                            .orElseGet(() -> reason.lines().findFirst().orElse("no reason given")));
        }
    }
}
