package org.ganlib.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ganlib.cli.text.PlainText;
import org.ganlib.train.RunDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The place that an option gives to what a command writes. */
final class OutputPath {
    private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

    private OutputPath() {}

    /**
     * Checks a place before anything is computed for it.
     *
     * @param place null where the option was not given
     * @throws ParameterException if it names nothing, or one of the files that make up a run
     */
    static void check(CommandSpec spec, String option, Path place) {
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
     * Checks that two places are not one: what is written first would be lost.
     *
     * @throws ParameterException if they are, by their names or through symbolic links
     */
    static void requireDistinct(CommandSpec spec, String option, Path place, String other, Path otherPlace) {
        if (place != null && otherPlace != null && real(place).equals(real(otherPlace))) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " and " + other + ": both name " + otherPlace + ". Give each a file of its own");
        }
    }

    /** Prints the name of what was written, unless that is what standard output is read for. */
    static void tell(CommandSpec spec, Path place) {
        if (!isStandardOutput(place)) {
            spec.commandLine().getOut().println(PlainText.line(place));
        }
    }

    /** Tells whether that is standard output by one of its names. */
    static boolean isStandardOutput(Path place) {
        try {
            return Files.isSameFile(place, STANDARD_OUTPUT);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The place without symbolic links, also where nothing lies there yet. A link that leads nowhere
     * stays as it is.
     */
    static Path real(Path place) {
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
