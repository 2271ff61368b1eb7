package org.ganlib.cli.with;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file with native libraries.
 *
 * @param name the name for {@code --with}
 * @param platform the platform it is for, as JavaCPP names it
 * @param megabytes its size, MB
 * @param sha256 its SHA-256, in hexadecimal
 * @param path its path in a Maven repository
 */
record LibraryFile(String name, String platform, int megabytes, String sha256, String path) {
    private static final int FIELDS = 5;

    /** All files that can be fetched, for every platform. */
    static List<LibraryFile> all() {
        try (InputStream in = LibraryFile.class.getResourceAsStream("libraries.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(LibraryFile::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LibraryFile parse(String line) {
        String[] fields = line.split(" ", FIELDS);
        return new LibraryFile(fields[0], fields[1], Integer.parseInt(fields[2]), fields[3], fields[4]);
    }

    /** The last part of the path. */
    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
