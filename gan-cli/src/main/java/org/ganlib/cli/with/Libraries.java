package org.ganlib.cli.with;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.ganlib.cli.fetch.Download;
import org.ganlib.file.AtomicFile;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.run.DataUse;

/**
 * Finds the native libraries that {@code gan --with NAME…} asks for, and fetches those that are not
 * there. The launcher runs this before the command, because a Java process cannot add libraries to
 * its class path.
 *
 * <p>A file is taken from the folder that the environment variable {@code GAN_LIBRARIES_DIR} names,
 * else from the data directory's folder {@code libraries}. If it is not there, it is copied from the
 * local Maven repository, else downloaded from Maven Central, or from the repository that the
 * environment variable {@code GAN_MAVEN_REPOSITORY} names. Its SHA-256 is verified before it gets
 * its name, and again when it has changed since.
 */
public final class Libraries {
    private static final String FOLDER_VARIABLE = "GAN_LIBRARIES_DIR";
    private static final String REPOSITORY_VARIABLE = "GAN_MAVEN_REPOSITORY";
    private static final List<String> WEB = List.of("http", "https");
    private static final String CENTRAL = "https://repo.maven.apache.org/maven2";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ORIGIN = "gan: --with or GAN_ENGINES: ";
    private static final int USAGE = 2;
    private static final int DATA = 3;

    private final List<LibraryFile> known;
    private final Path folder;
    private final Path localRepository;
    private final String repository;
    private final String platform;
    private final PrintStream progress;

    /**
     * A finder.
     *
     * @param known all files that can be fetched
     * @param folder the folder that files are kept in
     * @param localRepository a folder laid out as a Maven repository, which may be missing
     * @param repository the address of a Maven repository
     * @param platform this platform, as JavaCPP names it
     * @param progress is told of downloads
     */
    Libraries(
            List<LibraryFile> known,
            Path folder,
            Path localRepository,
            String repository,
            String platform,
            PrintStream progress) {
        this.known = known;
        this.folder = folder;
        this.localRepository = localRepository;
        this.repository = repository;
        this.platform = platform;
        this.progress = progress;
    }

    /** The names that can be asked for. */
    public static List<String> names() {
        return LibraryFile.all().stream().map(LibraryFile::name).distinct().toList();
    }

    /** Prints the files of each name, each in a line; exits with 2 or 3 if one cannot be had. */
    public static void main(String[] names) {
        Map<String, String> environment = System.getenv();
        String repository = environment.getOrDefault(REPOSITORY_VARIABLE, "").strip();
        try {
            Libraries libraries = new Libraries(
                    LibraryFile.all(),
                    folder(environment),
                    Path.of(System.getProperty("user.home"), ".m2", "repository"),
                    repository.isEmpty() ? CENTRAL : repository.replaceAll("/+$", ""),
                    Loader.getPlatform(),
                    System.err);
            libraries.files(List.of(names)).forEach(System.out::println);
        } catch (DataException e) {
            System.err.println(ORIGIN + e.getMessage());
            System.exit(DATA);
        } catch (GanException e) {
            System.err.println(ORIGIN + e.getMessage());
            System.exit(USAGE);
        }
    }

    /**
     * The folder that files are kept in, by the variables of the environment.
     *
     * @throws GanException if Java cannot name it, or cannot name it in a class path
     */
    static Path folder(Map<String, String> environment) {
        String chosen = environment.getOrDefault(FOLDER_VARIABLE, "");
        Path folder = chosen.isBlank()
                ? DataUse.usual(Optional.empty(), environment)
                        .location()
                        .directory()
                        .resolve("libraries")
                : path(chosen);
        if (folder.toString().contains(File.pathSeparator)) {
            throw new GanException(folder + ": has '" + File.pathSeparator + "' in its name, which separates the files"
                    + " of a class path. Name another folder with " + FOLDER_VARIABLE);
        }
        return folder;
    }

    private static Path path(String chosen) {
        try {
            return Path.of(chosen);
        } catch (InvalidPathException e) {
            throw new GanException(
                    FOLDER_VARIABLE + ": '" + chosen + "' is no name of a folder: " + e.getReason()
                            + ". Name another folder",
                    e);
        }
    }

    /**
     * The files of these names on this platform.
     *
     * @throws GanException if there is no such name, or none for this platform, or two that exclude
     *     each other
     * @throws DataException if one cannot be fetched
     */
    List<Path> files(List<String> names) {
        if (names.contains("torch") && names.contains("torch-cuda")) {
            throw new GanException("torch and torch-cuda exclude each other. Name one");
        }
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.addAll(filesOf(name));
        }
        return files;
    }

    private List<Path> filesOf(String name) {
        List<LibraryFile> named =
                known.stream().filter(file -> file.name().equals(name)).toList();
        if (named.isEmpty()) {
            throw new GanException("there is no '" + name + "', only "
                    + known.stream().map(LibraryFile::name).distinct().collect(Collectors.joining(", ")));
        }
        List<LibraryFile> wanted =
                named.stream().filter(file -> file.platform().equals(platform)).toList();
        if (wanted.isEmpty()) {
            throw new GanException(name + " is not made for " + platform + ", only for "
                    + named.stream().map(LibraryFile::platform).collect(Collectors.toCollection(TreeSet::new)));
        }
        List<Path> files = new ArrayList<>();
        for (LibraryFile file : wanted) {
            Path target = folder.resolve(file.fileName());
            if (!isThere(file, target)) {
                fetch(file, target);
                new Verification(target).record(file.sha256());
            }
            files.add(target);
        }
        return files;
    }

    /** Tells whether the file is there and intact; one that is damaged is deleted. */
    private boolean isThere(LibraryFile wanted, Path target) {
        if (!Files.exists(target)) {
            return false;
        }
        Verification verification = new Verification(target);
        if (verification.holds(wanted.sha256())) {
            return true;
        }
        if (isIntact(target, wanted)) {
            verification.record(wanted.sha256());
            return true;
        }
        progress.println(
                "gan: " + target + " is damaged: its SHA-256 is not " + wanted.sha256() + ". Fetching it again");
        try {
            Files.delete(target);
        } catch (IOException e) {
            throw AtomicFile.unwritable(target, e);
        }
        return false;
    }

    private void fetch(LibraryFile wanted, Path target) {
        Path local = localRepository.resolve(wanted.path());
        if (isIntact(local, wanted)) {
            copy(local, target);
            return;
        }
        URI source = address(wanted);
        progress.println("gan: downloading " + source + " (" + wanted.megabytes() + " MB, once)");
        new Download(PATIENCE).to(target, source, wanted.sha256());
    }

    private URI address(LibraryFile wanted) {
        try {
            URI source = URI.create(repository + "/" + wanted.path());
            if (source.getHost() != null && WEB.contains(source.getScheme().toLowerCase(Locale.ROOT))) {
                return source;
            }
        } catch (IllegalArgumentException e) {
            throw wrongRepository(e);
        }
        throw wrongRepository(null);
    }

    private GanException wrongRepository(Exception cause) {
        return new GanException(
                REPOSITORY_VARIABLE + ": must be the address of a Maven repository, such as " + CENTRAL + ", was '"
                        + repository + "'",
                cause);
    }

    private static boolean isIntact(Path file, LibraryFile wanted) {
        try {
            return Files.isRegularFile(file) && Download.digest(file).equalsIgnoreCase(wanted.sha256());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Copies a file, which appears under its name when it is complete. Commands that begin at the
     * same time each write a file of their own, and the last one keeps the name.
     */
    private static void copy(Path source, Path target) {
        String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path unfinished = target.resolveSibling(target.getFileName() + "." + unique + ".copy");
        unfinished.toFile().deleteOnExit(); // After Ctrl-C, too.
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.copy(source, unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw AtomicFile.unwritable(target, e);
        }
    }
}
