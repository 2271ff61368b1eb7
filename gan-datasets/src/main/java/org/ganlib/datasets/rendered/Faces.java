package org.ganlib.datasets.rendered;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.problem.DataException;

/**
 * Finds fonts by their files, so that the same files give the same characters whatever else is set
 * up.
 */
final class Faces {
    private static final int DEEPEST = 8;

    private Faces() {}

    /** The folders in which systems keep fonts, as far as they exist. */
    static List<Path> installed() {
        Path home = Path.of(System.getProperty("user.home", "."));
        String windows = Optional.ofNullable(System.getenv("WINDIR")).orElse("C:\\Windows");
        return Stream.of(
                        Path.of("/usr/share/fonts"),
                        Path.of("/usr/local/share/fonts"),
                        home.resolve(".fonts"),
                        home.resolve(".local/share/fonts"),
                        Path.of("/System/Library/Fonts"),
                        Path.of("/Library/Fonts"),
                        home.resolve("Library/Fonts"),
                        Path.of(windows).resolve("Fonts"))
                .filter(Files::isDirectory)
                .toList();
    }

    /**
     * The fonts below folders that have all of the characters and {@link Face#SQUARE}, in the order
     * of their paths. A file with several faces gives the first that has them, because the faces of
     * one file differ little.
     *
     * @throws DataException if Java cannot draw text here
     */
    static List<Face> with(List<String> characters, List<Path> folders) throws IOException {
        String all = String.join("", characters) + Face.SQUARE;
        List<Face> faces = new ArrayList<>();
        for (Path folder : folders) {
            for (Path file : files(folder)) {
                first(file, all).ifPresent(faces::add);
            }
        }
        return faces;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            return inside.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(ttf|ttc|otf|otc)"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<Face> first(Path file, String characters) {
        try {
            for (Font font : Font.createFonts(file.toFile())) {
                if (font.canDisplayUpTo(characters) == -1) {
                    return Optional.of(new Face(file, font));
                }
            }
            return Optional.empty();
        } catch (FontFormatException | IOException e) {
            // Somebody else's font that this Java does not understand is no reason to stop.
            return Optional.empty();
        } catch (LinkageError | InternalError e) {
            throw new DataException(
                    "rendered-characters: Java cannot draw text here ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "). Install the Debian packages libfontconfig1 and libfreetype6.",
                    e);
        }
    }

    /** The exception for a machine on which no font was found; says what to do. */
    static DataException missing(int characters, List<Path> searched, String otherwise) {
        String where = searched.isEmpty()
                ? "in no folder of fonts"
                : searched.stream().map(Path::toString).collect(Collectors.joining(", "));
        return new DataException(String.format(
                Locale.ROOT,
                "rendered-characters: no font with the %,d characters and %s, which gives the size"
                        + " (searched %s). Install the Debian packages fonts-wqy-microhei and"
                        + " fonts-arphic-gbsn00lp, or set dataset.fonts to a folder of fonts, %s.",
                characters,
                Face.SQUARE,
                where,
                otherwise));
    }
}
