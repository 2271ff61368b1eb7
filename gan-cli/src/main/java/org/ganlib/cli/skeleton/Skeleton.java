package org.ganlib.cli.skeleton;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.ganlib.file.AtomicFile;

/**
 * A Maven project with one plugin that works, its test and an experiment. Its files are those of
 * the archetype {@code gan-plugin-archetype}, in which variables stand for names.
 *
 * @param kind the kind of the plugin, one of {@link #kinds}
 * @param name the plugin's name in experiments: lower-case words that hyphens join
 * @param packageName the package of its classes
 */
public record Skeleton(String kind, String name, String packageName) {
    private static final String FOLDER = "/archetype-resources/";
    private static final String KINDS = "kinds/";
    private static final String GROUP = "com.example";

    /** A skeleton in a package below {@code com.example} that is named after the plugin. */
    public Skeleton(String kind, String name) {
        this(kind, name, usualPackage(name));
    }

    private static String usualPackage(String name) {
        String joined = name.replace("-", "");
        return GROUP + "." + (SourceVersion.isName(joined) ? joined : joined + "plugin");
    }

    /** The kinds of which there is a skeleton. */
    public static List<String> kinds() {
        return files().stream()
                .filter(file -> file.startsWith(KINDS))
                .map(file -> file.substring(KINDS.length(), file.indexOf('/', KINDS.length())))
                .distinct()
                .sorted()
                .toList();
    }

    /** Tells whether a plugin may have that name. */
    public static boolean isName(String text) {
        return text.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    }

    /** Tells whether classes may lie in a package of that name. */
    public static boolean isPackage(String text) {
        return SourceVersion.isName(text);
    }

    /**
     * The name of the plugin's class. It ends in {@code Plugin} if the words of the plugin's name
     * alone occur in the template, because they could be the name of another class there.
     */
    public String className() {
        String words = Arrays.stream(name.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        Pattern word = Pattern.compile("\\b" + words + "\\b");
        boolean used = templates().entrySet().stream()
                .anyMatch(file -> word.matcher(file.getKey() + file.getValue()).find());
        return used || isOfJava(words) ? words + "Plugin" : words;
    }

    private static boolean isOfJava(String simpleName) {
        try {
            Class.forName("java.lang." + simpleName);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * Writes the project.
     *
     * @param folder the folder of the project, which is created
     * @throws org.ganlib.problem.GanException if a file cannot be written
     */
    public void write(Path folder) {
        String className = className();
        VelocityEngine velocity = new VelocityEngine();
        VelocityContext names = new VelocityContext(Map.of(
                "package", packageName,
                "className", className,
                "name", name,
                "kind", kind,
                "groupId", GROUP,
                "artifactId", name,
                "version", "1.0"));
        templates().forEach((file, text) -> {
            StringWriter filled = new StringWriter();
            velocity.evaluate(names, filled, file, text);
            Path target = folder.resolve(place(file, className));
            try {
                Files.createDirectories(target.toAbsolutePath().getParent());
            } catch (IOException e) {
                throw AtomicFile.unwritable(target, e);
            }
            AtomicFile.write(target, filled.toString());
        });
    }

    /** The place of a template's file in the project. */
    private String place(String file, String className) {
        String inside = file.startsWith(KINDS) ? file.substring((KINDS + kind + "/").length()) : file;
        return inside.replaceFirst("^(src/(?:main|test)/java)/", "$1/" + packageName.replace('.', '/') + "/")
                .replace("__className__", className)
                .replace("__name__", name);
    }

    /** The files of the template that belong to this kind, and their text. */
    private Map<String, String> templates() {
        Map<String, String> templates = new LinkedHashMap<>();
        for (String file : files()) {
            if (!file.startsWith(KINDS) || file.startsWith(KINDS + kind + "/")) {
                templates.put(file, text(file));
            }
        }
        return templates;
    }

    private static List<String> files() {
        return text("index").lines().toList();
    }

    private static String text(String file) {
        try (InputStream in = Skeleton.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + FOLDER + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
