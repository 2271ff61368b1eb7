package org.ganlib.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.ganlib.problem.GanException;

/**
 * The native libraries that compute with arrays. They are unpacked into a folder at their first
 * use, which fails if the folder's disk is full.
 */
public final class NativeLibraries {
    /** The system property that names the folder they are unpacked to. */
    private static final String FOLDER = "org.bytedeco.javacpp.cachedir";

    private static final String ROOM = "600 MiB";

    private NativeLibraries() {}

    /**
     * The exception for a failure to load a library. Its message has, on one line, the reason, the
     * folder, and how to choose another one.
     */
    public static GanException failure(LinkageError error) {
        return new GanException(
                "native libraries cannot be unpacked or loaded: " + reason(error) + ". They are unpacked to " + folder()
                        + ", which must be writable and have " + ROOM
                        + " of room; another folder is chosen with GAN_JAVA_OPTS=-D" + FOLDER + "=DIR",
                error);
    }

    private static Path folder() {
        String chosen = System.getProperty(FOLDER);
        return chosen != null ? Path.of(chosen) : Path.of(System.getProperty("user.home"), ".javacpp", "cache");
    }

    /**
     * The file system's message if there is one among the causes; otherwise that of the innermost
     * cause.
     */
    private static String reason(Throwable error) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(error);
        Throwable innermost = error;
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof IOException) {
                return text(next);
            }
            innermost = next;
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
            open.addAll(List.of(next.getSuppressed()));
        }
        return text(innermost);
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow().replaceFirst("\\.$", "");
    }
}
