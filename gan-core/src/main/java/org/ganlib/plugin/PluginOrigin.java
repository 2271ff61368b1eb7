package org.ganlib.plugin;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Finds the jar or folder that a class was loaded from. */
public final class PluginOrigin {
    private PluginOrigin() {}

    /** The jar or folder as text; {@code unknown origin} where Java does not know it. */
    public static String of(Class<?> type) {
        Optional<Path> path = path(type);
        if (path.isPresent()) {
            return path.get().toString();
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? "unknown origin"
                : source.getLocation().toString();
    }

    /** The jar or folder; empty where it is no file of this machine. */
    public static Optional<Path> path(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            URI location = source.getLocation().toURI();
            return Optional.of(Path.of(location));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
