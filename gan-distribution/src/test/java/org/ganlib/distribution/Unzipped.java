package org.ganlib.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A distribution that was unzipped into a folder as a user unzips it. Its files have the modes that
 * the zip gives them.
 *
 * @param home the folder that holds bin, lib and share
 */
record Unzipped(Path home) {
    /** The zip that the build has made. */
    static Path zip() {
        return Path.of(System.getProperty("gan.distribution"));
    }

    static String version() {
        return System.getProperty("gan.version");
    }

    /** Creates the folder and unzips the distribution into it. */
    static Unzipped into(Path folder) throws Exception {
        Files.createDirectories(folder);
        try (ZipFile zip = ZipFile.builder().setPath(zip()).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                    Files.setPosixFilePermissions(file, permissions(entry.getUnixMode()));
                }
            }
        }
        try (Stream<Path> made = Files.list(folder)) {
            List<Path> folders = made.toList();
            assertThat(folders).hasSize(1);
            return new Unzipped(folders.get(0));
        }
    }

    /** The lowest nine bits of a Unix mode as Java's permissions, which have the same order. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode >> (all.length - 1 - i) & 1) == 1) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    Path launcher() {
        return home.resolve("bin/gan");
    }

    /** The jars in lib. */
    List<Path> jars() {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a command whose environment has only the given variables and a PATH with the system's
     * tools.
     */
    static Result run(Path where, Map<String, String> environment, String... command) throws Exception {
        Path output = Files.createTempFile("output", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            Map<String, String> variables = new HashMap<>(environment);
            variables.putIfAbsent("PATH", "/usr/bin:/bin");
            builder.environment().clear();
            builder.environment().putAll(variables);
            Process process = builder.directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(300, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Result(process.waitFor(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /**
     * The result of a process.
     *
     * @param output standard output and standard error, in the order they were written
     */
    record Result(int exitCode, String output) {}
}
