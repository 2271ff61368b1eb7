package org.ganlib.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ganlib.config.ExperimentReader;
import org.ganlib.config.RecordedOrigins;
import org.ganlib.file.BoundedText;
import org.ganlib.plugin.NearestNames;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.train.RunDirectory;

/**
 * An experiment's text.
 *
 * @param source its origin, for messages
 * @param name a short name for the run directory
 * @param yaml the text
 * @param ofRun true if a run recorded it, so that it names every setting that existed when the run
 *     began
 * @param file the file it was read from, absolute; empty for one that has no file
 */
public record ExperimentSource(String source, String name, String yaml, boolean ofRun, Optional<Path> file) {
    private static final String FOLDER = "/experiments/";

    /**
     * Finds an experiment: a built-in name, or a YAML file.
     *
     * @throws ConfigurationException if it is neither; lists the built-in ones
     */
    public static ExperimentSource find(String experiment) {
        if (builtIn().contains(experiment)) {
            return new ExperimentSource(
                    "experiments/" + experiment + ".yaml", experiment, read(experiment), false, Optional.empty());
        }
        Path file = Path.of(experiment);
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    "experiment '" + experiment + "'",
                    List.of("is neither a built-in experiment nor a file. Built in: "
                            + String.join(", ", NearestNames.nearestFirst(experiment, builtIn()))));
        }
        String base = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return new ExperimentSource(experiment, base, text(file), isOfRun(file), Optional.of(absolute(file)));
    }

    /**
     * The experiment that a run recorded.
     *
     * @throws ConfigurationException if its configuration cannot be read
     */
    public static ExperimentSource of(RunDirectory directory) {
        Path file = directory.config();
        return new ExperimentSource(file.toString(), name(directory), text(file), true, Optional.of(absolute(file)));
    }

    /**
     * The places where the run that recorded it found its plugins; nothing for other experiments.
     */
    public RecordedOrigins origins() {
        return ofRun
                ? Environment.origins(Path.of(source).toAbsolutePath().resolveSibling("environment.json"))
                : RecordedOrigins.NONE;
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private static String name(RunDirectory directory) {
        return directory.root().getFileName().toString();
    }

    /**
     * An experiment that has no file.
     *
     * @param name a short name for the run directory
     */
    public static ExperimentSource inMemory(String name, String yaml) {
        return new ExperimentSource("experiment '" + name + "'", name, yaml, false, Optional.empty());
    }

    private static boolean isOfRun(Path file) {
        Path run = file.toAbsolutePath().getParent();
        return file.getFileName().toString().equals("config.yaml") && Files.exists(run.resolve("environment.json"));
    }

    private static String text(Path file) {
        try {
            return BoundedText.read(file, ExperimentReader.LONGEST);
        } catch (IOException e) {
            throw new ConfigurationException(
                    file.toString(), List.of("cannot be read as UTF-8 text: " + e.getMessage()));
        }
    }

    /**
     * The summary of an experiment: the first line of its text if that is a comment, otherwise
     * nothing. The summary of each built-in experiment is one sentence.
     */
    public String summary() {
        String first = yaml.lines().findFirst().orElse("");
        return first.startsWith("#") ? first.substring(1).strip() : "";
    }

    /** The names of the built-in experiments. */
    public static List<String> builtIn() {
        try (BufferedReader index =
                new BufferedReader(new InputStreamReader(open(FOLDER + "index"), StandardCharsets.UTF_8))) {
            return index.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) {
        try (InputStream in = open(FOLDER + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = ExperimentSource.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("this build lacks " + resource);
        }
        return in;
    }
}
