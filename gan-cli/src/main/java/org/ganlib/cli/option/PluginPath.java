package org.ganlib.cli.option;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.ganlib.config.PluginKinds;
import org.ganlib.file.RegularFile;
import org.ganlib.library.Workspace;
import org.ganlib.plugin.NearestNames;
import org.ganlib.problem.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars and folders of plugins that the environment variable {@code GAN_PLUGINS} names. Java
 * silently skips a part of its class path that is missing or damaged, so entries are checked here.
 *
 * @param value the variable's value: entries separated as in a class path. An entry is a jar, a
 *     folder of classes, or {@code FOLDER/*} for all jars of a folder.
 */
public record PluginPath(String value) {
    /** The variable's name. */
    public static final String VARIABLE = "GAN_PLUGINS";

    private static final Logger LOG = LoggerFactory.getLogger(PluginPath.class);

    private static final String SERVICES = "META-INF/services/";

    /** The plugin path of this process. */
    public static PluginPath ofProcess() {
        return new PluginPath(Optional.ofNullable(System.getenv(VARIABLE)).orElse(""));
    }

    /** Opens the installed plugins, after reporting entries of the variable that can hold none. */
    public static Workspace workspace() {
        ofProcess().problems(PluginKinds.all()).forEach(LOG::warn);
        return Workspace.open();
    }

    /**
     * Checks every entry.
     *
     * @param kinds the kinds of plugins
     * @return one line for each entry that holds no plugin: the entry, the reason, and what to do
     */
    public List<String> problems(Collection<Class<?>> kinds) {
        if (value.isEmpty()) {
            return List.of();
        }
        Set<String> known = kinds.stream().map(Class::getName).collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        for (String entry : value.split(File.pathSeparator, -1)) {
            problem(entry, known).ifPresent(text -> problems.add(VARIABLE + ": " + text));
        }
        return problems;
    }

    private static Optional<String> problem(String entry, Set<String> kinds) {
        if (entry.isEmpty()) {
            return Optional.of("has an empty entry, which is left out. Remove a '" + File.pathSeparator + "'");
        }
        try {
            boolean all = entry.equals("*") || entry.endsWith("/*") || entry.endsWith(File.separator + "*");
            if (all) {
                return allJars(
                        entry, Path.of("." + File.separator).resolve(entry.substring(0, entry.length() - 1)), kinds);
            }
            Path path = Path.of(entry);
            if (!Files.exists(path)) {
                return Optional.of(entry + ": does not exist. Name a jar, or a folder of classes");
            }
            return Files.isDirectory(path) ? folder(entry, path, kinds) : jar(entry, path, kinds);
        } catch (InvalidPathException e) {
            return Optional.of(entry + ": is no name of a file here: " + e.getReason());
        } catch (IOException | DataException e) {
            return Optional.of(entry + ": cannot be read: " + e.getMessage());
        }
    }

    /** A folder of jars may hold libraries too, as long as one of its jars holds a plugin. */
    private static Optional<String> allJars(String entry, Path folder, Set<String> kinds) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.of(entry + ": there is no such folder");
        }
        List<Path> jars = jars(folder);
        if (jars.isEmpty()) {
            return Optional.of(entry + ": the folder holds no jar");
        }
        List<String> problems = new ArrayList<>();
        for (Path jar : jars) {
            Optional<String> problem = jar(jar.getFileName().toString(), jar, kinds);
            if (problem.isEmpty()) {
                return Optional.empty();
            }
            problems.add(problem.get());
        }
        return Optional.of(entry + ": " + String.join("; ", problems));
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))) {
            List<Path> jars = new ArrayList<>();
            files.forEach(jars::add);
            jars.sort(null);
            return jars;
        }
    }

    private static Optional<String> folder(String entry, Path folder, Set<String> kinds) throws IOException {
        Path services = folder.resolve(SERVICES);
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(services)) {
            try (Stream<Path> files = Files.list(services)) {
                files.map(file -> file.getFileName().toString()).sorted().forEach(names::add);
            }
        }
        boolean ofJars = names.isEmpty() && !jars(folder).isEmpty();
        return ofJars
                ? Optional.of(entry + ": is a folder of jars, and Java looks for classes in it. Write " + entry
                        + File.separator + "*")
                : withoutService(entry, names, kinds);
    }

    private static Optional<String> jar(String entry, Path jar, Set<String> kinds) throws IOException {
        try (ZipFile zip = RegularFile.zip(jar)) {
            List<String> names = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                    .map(name -> name.substring(SERVICES.length()))
                    .sorted()
                    .toList();
            return withoutService(entry, names, kinds);
        } catch (ZipException e) {
            return Optional.of(entry + ": is no jar, or is damaged: " + e.getMessage());
        }
    }

    /** The problem of a jar or folder with these service files, if none is of a kind of plugins. */
    private static Optional<String> withoutService(String entry, List<String> services, Set<String> kinds) {
        if (services.stream().anyMatch(kinds::contains)) {
            return Optional.empty();
        }
        Optional<String> misspelt = services.stream()
                .filter(name -> NearestNames.nearest(name, kinds).isPresent())
                .findFirst();
        return Optional.of(entry + ": holds no plugin: "
                + misspelt.map(name -> "it has " + SERVICES + name + ". Did you mean "
                                + NearestNames.nearest(name, kinds).orElseThrow() + "?")
                        .orElse("it has no service file, such as " + SERVICES
                                + "org.ganlib.spi.Divergence, that names one. Put libraries beside the jars of"
                                + " plugins and write FOLDER/*"));
    }
}
