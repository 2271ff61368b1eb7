package org.ganlib.datasets.image;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files in a folder, and in all folders inside it, that are not read as images, counted by
 * reason.
 */
public final class SkippedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedFiles.class);
    private static final int MOST_NAMES = 5;

    /**
     * The lines that this process has logged already. A folder is opened once for each part of the
     * data, and again for a report, but should be logged once.
     */
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final Reason deeper = new Reason("in folders further inside, which are not looked into");
    private final Reason foreign = new Reason("of formats that are not read");
    private final Reason hidden = new Reason("hidden");
    private final Reason unreachable = new Reason("links that lead nowhere or back, or unreadable");
    private final Reason other = new Reason("no images by their endings");

    /** A reason, with the number of files and the file endings or folders that it applies to. */
    private static final class Reason {
        private final String words;
        private final Set<String> names = new TreeSet<>();
        private int count;

        private Reason(String words) {
            this.words = words;
        }

        private void add(String name) {
            count++;
            names.add(name);
        }

        private String told() {
            List<String> shown = names.stream().limit(MOST_NAMES).toList();
            return String.format(Locale.ROOT, "%,d %s", count, words)
                    + (shown.isEmpty()
                            ? ""
                            : " (" + String.join(", ", shown) + (names.size() > MOST_NAMES ? ", …" : "") + ")");
        }
    }

    private SkippedFiles(Path root) {
        this.root = root;
    }

    /**
     * Looks through a folder.
     *
     * @param read the files that are read as images
     * @throws IOException if a folder cannot be listed
     */
    public static SkippedFiles of(Path root, Collection<Path> read) throws IOException {
        Set<Path> known = new HashSet<>(read);
        Set<Path> folders = new HashSet<>();
        read.forEach(file -> folders.add(file.getParent()));
        return of(root, folders, known::contains);
    }

    /**
     * Looks through a folder.
     *
     * @param folders the folders that hold the files that are read as images
     * @param read tells whether a regular file is read as an image
     */
    static SkippedFiles of(Path root, Set<Path> folders, Predicate<Path> read) throws IOException {
        SkippedFiles skipped = new SkippedFiles(root);
        Files.walkFileTree(
                root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (!attributes.isRegularFile() || !read.test(file)) {
                            boolean beside = folders.contains(file.getParent())
                                    || file.getParent().equals(root);
                            skipped.add(file, attributes, beside);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        // This is a link back to a folder above, or a folder without read
                        // permission.
                        skipped.unreachable.add(root.relativize(file).toString());
                        return FileVisitResult.CONTINUE;
                    }
                });
        return skipped;
    }

    private void add(Path file, BasicFileAttributes attributes, boolean besideImages) {
        if (!attributes.isRegularFile()) {
            unreachable.add(root.relativize(file).toString());
            return;
        }
        String name = file.getFileName().toString();
        String ending = ImageFormat.ending(name);
        boolean image = ImageFormat.isNameOfOne(name.replaceFirst("^\\.+", ""));
        boolean foreignImage = ForeignFormat.hasEnding(ending);
        if (isHidden(root.relativize(file))) {
            // Other hidden files belong to the system, not to the data.
            if (image || foreignImage) {
                hidden.add("." + ending);
            }
        } else if (image || (foreignImage && !besideImages)) {
            deeper.add(root.relativize(file.getParent()).toString());
        } else if (foreignImage) {
            foreign.add("." + ending);
        } else if (besideImages) {
            other.add(ending.isEmpty() ? "without an ending" : "." + ending);
        }
    }

    /** Tells whether a file, or a folder it is in, has a name that begins with a dot. */
    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** The files by reason; empty if none is skipped. */
    String reasons() {
        List<String> told = new ArrayList<>();
        for (Reason reason : List.of(deeper, foreign, hidden, unreachable, other)) {
            if (reason.count > 0) {
                told.add(reason.told());
            }
        }
        return String.join("; ", told);
    }

    /** The reasons for a message, in brackets after a space; empty if no file is skipped. */
    public String inBrackets() {
        String reasons = reasons();
        return reasons.isEmpty() ? "" : " (left out: " + reasons + ")";
    }

    /** Logs the skipped files, once for each process and folder, if there are any. */
    public void tell() {
        tell(root, reasons());
    }

    /** Logs the skipped files of a folder, given by reason, like {@link #tell()}. */
    static void tell(Path root, String reasons) {
        if (!reasons.isEmpty() && SAID.add(root + reasons)) {
            LOG.info("{}: files that are left out: {}", root, reasons);
        }
    }
}
