package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar of classes that a test compiles, whose entries it may damage before they are written. */
final class CompiledJar {
    private static final int MAJOR_VERSION = 7;

    private final Map<String, byte[]> entries = new TreeMap<>();

    private CompiledJar() {}

    /**
     * Compiles sources against the test's own class path.
     *
     * @param folder an empty folder, for sources and classes
     * @param sources each is one compilation unit; its first public type gives its file name
     */
    static CompiledJar compile(Path folder, String... sources) throws IOException {
        CompiledJar jar = new CompiledJar();
        jar.entries.putAll(classes(folder, sources));
        return jar;
    }

    /** Compiles sources, and returns the class files by their names in a jar. */
    private static Map<String, byte[]> classes(Path folder, String... sources) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < sources.length; i++) {
            String type = sources[i].replaceFirst("(?s).*?public (?:record|interface|class) (\\w+).*", "$1");
            Path file = folder.resolve("source-" + i).resolve(type + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, sources[i]);
            files.add(file);
        }
        compile(files, classes);
        Map<String, byte[]> entries = new TreeMap<>();
        try (Stream<Path> made = Files.walk(classes)) {
            for (Path file : made.filter(Files::isRegularFile).toList()) {
                entries.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return entries;
    }

    /** Compiles source files against the test's own class path into a folder that exists. */
    static void compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            messages,
                            manager,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-d",
                                    classes.toString()),
                            null,
                            manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    /** Adds a service file. */
    CompiledJar service(String kind, String... classNames) {
        entries.put(
                "META-INF/services/" + kind, (String.join("\n", classNames) + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Marks a class as compiled for that version of Java. */
    CompiledJar compiledFor(String className, int java) {
        byte[] bytes = entries.get(entry(className));
        bytes[MAJOR_VERSION] = (byte) (java + 44);
        return this;
    }

    /** Leaves a class out. */
    CompiledJar without(String className) {
        assertThat(entries.remove(entry(className))).as(className).isNotNull();
        return this;
    }

    /**
     * Replaces one class by that of other sources, which may include other versions of classes that
     * it uses.
     */
    CompiledJar replace(String className, Path folder, String... sources) throws IOException {
        entries.put(entry(className), classes(folder, sources).get(entry(className)));
        return this;
    }

    private static String entry(String className) {
        return className.replace('.', '/') + ".class";
    }

    /** Writes the jar. */
    Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return file;
    }
}
