package org.ganlib.problem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Recognises exceptions that mean that memory ran out. Libraries throw exceptions of their own for
 * it, whose texts do not help the user.
 */
public final class MemoryShortage {
    /**
     * Texts in the messages of ND4J, JavaCPP and oneDNN, in lower case, and the one that Java's
     * ImageIO gives when the cache of a stream does not fit into the heap.
     */
    private static final List<String> TEXTS =
            List.of("bad_alloc", "cannot allocate", "out of memory", "out_of_memory", "no memory left for cache");

    private static final int DEEPEST = 20;

    private MemoryShortage() {}

    /**
     * Finds a lack of memory among a failure and its causes. The result is the
     * {@link OutOfMemoryError} found there, or a new one for the exception of a library.
     */
    public static Optional<OutOfMemoryError> in(Throwable failure) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            if (next instanceof OutOfMemoryError error) {
                return Optional.of(error);
            }
            if (!(next instanceof GanException) && isShortage(String.valueOf(next.getMessage()))) {
                OutOfMemoryError error = new OutOfMemoryError("a library could not allocate memory");
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
