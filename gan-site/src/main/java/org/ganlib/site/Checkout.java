package org.ganlib.site;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a checkout of the repository, and their addresses on the site. All paths are
 * relative to the folder of the checkout.
 */
final class Checkout {
    /** The page whose list of pages is the navigation of the site. */
    static final Path CONTENTS = Path.of("docs", "README.md");

    private final Path root;
    private final String repository;
    private final List<Path> pages;
    private final List<Path> pictures;

    /** Finds the pages and pictures in the root folder, and in docs at any depth. */
    Checkout(Path root, String repository) throws IOException {
        this.root = root;
        this.repository = repository;
        List<Path> files = new ArrayList<>();
        try (Stream<Path> top = Files.list(root);
                Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(Files::isRegularFile)
                    .map(root::relativize)
                    .sorted()
                    .forEach(files::add);
        }
        pages = files.stream().filter(file -> file.toString().endsWith(".md")).toList();
        pictures = files.stream()
                .filter(file -> file.toString().matches(".*\\.(png|gif|jpe?g|svg|webp)"))
                .toList();
    }

    List<Path> pages() {
        return pages;
    }

    String read(Path page) throws IOException {
        return Files.readString(root.resolve(page));
    }

    /** The pictures that lie among the pages. The site has them at the same places. */
    List<Path> pictures() {
        return pictures;
    }

    Path absolute(Path file) {
        return root.resolve(file);
    }

    /** The HTML file of a page on the site. The file of README.md is index.html in its folder. */
    static Path place(Path page) {
        String name = page.getFileName().toString();
        return page.resolveSibling(name.equals("README.md") ? "index.html" : name.replaceAll("\\.md$", ".html"));
    }

    /** The address of a file at the host of the repository. */
    String hosted(Path file) {
        String kind = Files.isDirectory(root.resolve(file)) ? "/tree/HEAD/" : "/blob/HEAD/";
        return repository + kind + encoded(file);
    }

    /** The address of one file of the site in a link from another. */
    static String relative(Path from, Path to) {
        Path folder = from.getParent();
        return encoded(folder == null ? to : folder.relativize(to));
    }

    /**
     * The destination that a link or picture of a page has on the site. A link to a page leads to
     * its HTML, and a link to another file leads to the host of the repository. The destination of
     * a picture does not change. Neither does a link out of the checkout or to a missing file, so
     * that the check of the site reports it.
     */
    String onSite(Path page, String destination) {
        try {
            URI link = new URI(destination);
            String path = link.getPath();
            if (link.isAbsolute() || link.getRawAuthority() != null || path.isEmpty() || path.startsWith("/")) {
                return destination;
            }
            Path target = page.resolveSibling(path).normalize();
            if (pages.contains(target.resolve("README.md"))) {
                target = target.resolve("README.md");
            }
            if (pages.contains(target)) {
                String fragment = link.getRawFragment() == null ? "" : "#" + link.getRawFragment();
                return relative(place(page), place(target)) + fragment;
            }
            boolean foreign =
                    target.startsWith("..") || !Files.exists(root.resolve(target)) || pictures.contains(target);
            return foreign ? destination : hosted(target);
        } catch (URISyntaxException | InvalidPathException e) {
            return destination;
        }
    }

    private static String encoded(Path path) {
        try {
            String slashes = path.toString().replace(path.getFileSystem().getSeparator(), "/");
            return new URI(null, null, slashes, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path + " has no address", e);
        }
    }
}
