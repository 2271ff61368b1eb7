package org.ganlib.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.ganlib.cli.text.PlainText;
import org.ganlib.train.RunDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A path that an option gives for a command's output. */
public final class OutputPath {
    private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

    private OutputPath() {}

    /**
     * Checks the path of an output before anything is computed.
     *
     * @param place the path, or null if the option was not given
     * @throws ParameterException if it names nothing, or one of the files that make up a run
     */
    public static void check(CommandSpec spec, String option, Path place) {
        if (place == null) {
            return;
        }
        if (place.toString().isBlank() || place.getFileName() == null) {
            throw new ParameterException(
                    spec.commandLine(), option + ": must name a file or a folder, was '" + place + "'");
        }
        RunDirectory.owning(place).or(() -> RunDirectory.owning(real(place))).ifPresent(run -> {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": " + place + " is one of the files that make up the run " + run
                            + ", which are never overwritten. Choose another name");
        });
    }

    /**
     * Checks that two paths name different files: otherwise the second output would overwrite the
     * first.
     *
     * @throws ParameterException if they are the same file, by name or through symbolic links
     */
    public static void requireDistinct(CommandSpec spec, String option, Path place, String other, Path otherPlace) {
        if (place != null && otherPlace != null && real(place).equals(real(otherPlace))) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " and " + other + ": both name " + otherPlace + ". Give each a file of its own");
        }
    }

    /**
     * Refuses a picture's path whose ending names another format than PNG. Without an ending, as in
     * {@code /dev/fd/1}, it is a PNG file.
     *
     * @param place the path, or null if the option was not given
     * @throws ParameterException if the path ends in another format
     */
    public static void requirePng(CommandSpec spec, String option, Path place) {
        if (place == null || place.getFileName() == null) {
            return;
        }
        String name = place.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.lastIndexOf('.') > 0 && !name.endsWith(".png")) {
            throw new ParameterException(spec.commandLine(), option + ": must end in .png, was " + place);
        }
    }

    /** Prints the path of the output, unless the output itself went to standard output. */
    public static void tell(CommandSpec spec, Path place) {
        if (!isStandardOutput(place)) {
            spec.commandLine().getOut().println(PlainText.line(place));
        }
    }

    /** Tells whether the path is standard output under any of its names. */
    public static boolean isStandardOutput(Path place) {
        try {
            return Files.isSameFile(place, STANDARD_OUTPUT);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The path without symbolic links; nothing needs to exist there yet. A broken link stays as it
     * is.
     */
    public static Path real(Path place) {
        try {
            return place.toRealPath();
        } catch (IOException e) {
            Path absolute = place.toAbsolutePath();
            Path parent = absolute.getParent();
            return parent == null
                    ? absolute
                    : real(parent).resolve(absolute.getFileName()).normalize();
        }
    }
}
