package org.ganlib.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Markdown pages of the project: those of its root, of docs and of examples. */
final class Pages {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Pages() {}

    /** The folder of the checkout. */
    static Path root() {
        return ROOT;
    }

    /** Every page, in the order of their names. */
    static List<Path> all() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(ROOT.resolve("docs"), ROOT.resolve("examples"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(Pages::isPage).forEach(pages::add);
                }
            }
        }
        try (Stream<Path> files = Files.list(ROOT)) {
            files.filter(Pages::isPage).forEach(pages::add);
        }
        return pages.stream().sorted().toList();
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md") && !file.toString().contains("/target/");
    }
}
