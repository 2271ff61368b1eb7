package org.ganlib.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The lines of a kind's service files. {@link java.util.ServiceLoader} says that a line is wrong,
 * but not always where it is.
 */
final class ServiceFiles {
    private static final Pattern CLASS_NAME = Pattern.compile(
            "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    private ServiceFiles() {}

    /**
     * One provider line.
     *
     * @param location the file and the line number
     * @param text its text, without comments
     */
    record Line(String location, String text) {
        boolean isClassName() {
            return CLASS_NAME.matcher(text).matches();
        }
    }

    /**
     * Every line that is not empty, in the order of the class path.
     *
     * @param problems is told of each file that cannot be read
     */
    static List<Line> lines(ClassLoader loader, Class<?> kind, Consumer<String> problems) {
        List<Line> lines = new ArrayList<>();
        try {
            for (URL file : Collections.list(loader.getResources("META-INF/services/" + kind.getName()))) {
                try {
                    read(file, lines);
                } catch (IOException e) {
                    problems.accept(name(file) + ": cannot be read: " + e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the service files of " + kind.getName(), e);
        }
        return lines;
    }

    private static void read(URL file, List<Line> lines) throws IOException {
        URLConnection connection = file.openConnection();
        // A cached jar connection would keep the jar of a closed class loader open.
        connection.setUseCaches(false);
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                int comment = line.indexOf('#');
                String text = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!text.isEmpty()) {
                    lines.add(new Line(name(file) + " line " + number, text));
                }
            }
        }
    }

    private static String name(URL file) {
        return file.toString().replaceFirst("^(jar:)?file:", "");
    }
}
