package org.ganlib.torch;

import java.util.Optional;

/** libtorch's native library. */
final class TorchLibrary {
    private TorchLibrary() {}

    /** The reason why it cannot be used; empty if it can. */
    static Optional<String> problem() {
        return Optional.empty();
    }
}
