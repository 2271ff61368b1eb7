package org.ganlib.problem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Recognises that memory ran out. Native libraries say so by exceptions of their own, which know
 * neither the machine nor the user.
 */
public final class MemoryShortage {
    /** The texts of ND4J, JavaCPP and oneDNN, in lower case. */
    private static final List<String> TEXTS = List.of("bad_alloc", "cannot allocate", "out of memory", "out_of_memory");

    private static final int DEEPEST = 20;

    private MemoryShortage() {}

    /**
     * The shortage among the failure and its causes: as the virtual machine's own error, with the
     * request that could not be met as message.
     */
    public static Optional<OutOfMemoryError> in(Throwable failure) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            if (next instanceof OutOfMemoryError error) {
                return Optional.of(error);
            }
            if (!(next instanceof GanException) && isShortage(String.valueOf(next.getMessage()))) {
                OutOfMemoryError error = new OutOfMemoryError("the native libraries could not allocate an array");
                error.initCause(next);
                return Optional.of(error);
            }
            next = next.getCause();
        }
        return Optional.empty();
    }

    private static boolean isShortage(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return TEXTS.stream().anyMatch(text::contains);
    }
}
